# one
locals {
  a = 1
  bb = 2 # two
  ccc = 3 # three

  d = [ # a bracket that stays open
    1, # one
    22, # twenty-two
  ]
  e = f(1,
  2) # closes here
  g = { a = 1, b = 2 } # whole
  h = { # open
    "quoted-key" = 1 // slashes
    (computed.key) = 2 /* block */
    plain: 3
    last = 4
  }
  i = 5 /* block */ # then a line
  /* block
     of lines */
  j = 6 # after it
  # alone
  kk = 7

  é = 1 # accents
  ee = "日本語" # wide
  eee = "é" # combining
}

resource "x" "y" { a = 1 }
resource "x" "z" {}
resource "x" "w" {

  a = 1


  b = 2

}
