# c
a=1
  bb   = "x${  var.a }y" # trailing
ccc="${var.b}z${var.c}" // other
   resource   "a"  "b" {
 for_each   =   toset( [ "a","b" ,] )
      x = { for k,v in var.a : k=>v... if v!=null }
y = { for k in [1,2] : k => -1 }
  z = { a = 1, b: 2 }
long = {
a = 1
bcd = 2 # c1
"efg-h" = - 3 # c2
(var.x) = ! true

 # comment
   e = a ? b : c
  }
   dynamic "foo" {
   for_each = var.x[*].id
   content { }
}
f = merge({
a = 1
}, {
b = 2
})
g = a.b[0].c[ "x" ].*.d
h = provider::aws::arn_parse( "x" )
i = 1+2*3-4/-5%6
j = a&&b||!c
k = (a==b)
l = [
1,2,
  3
]
m = <<EOT
  hello ${var.a}
   = foo
EOT
n = <<-EOT
    a
    %{ if x ~}
    b
    %{ endif }
    EOT
nn = jsonencode({ a = [ { b = 1 } ] })
o = "%{ if a }x%{else}y%{endif}"
q = x.0.y
/* block */ r = 2 /* after */
s = 3 /* multi
line */
t = [for x in [foo]: x]
u = foo(a...)
 v = "é" # uni
 wé = "日本" # wide
 w = "👨‍👩‍👧" # zwj
 xx = "e\u0301" # esc
 y2 = "é" # combining
}
