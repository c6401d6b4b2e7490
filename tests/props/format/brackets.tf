locals {
  a = {
x = {
y = 1 }}
b = [[
1,
],[
2]]
c = foo(bar(
1,
2))
  d=(
   1
  +2
 )
}
variable "x" {
type = object({
a=string
bb=optional(map(object({x=number})),{})
})
}
b "l" { a = 1 }
c {}
empty {
}


q = {}
r = []
s = -1
t = [-1, - 2]
u = a - -1
v = a ? -1 : - 1
w = !a
x = a == -1
y = [for i, v in x : v if v > - 1]
z = { for i, v in x : i => v... }
aa = "$${x} %%{y} $5 100%"
ab = "${a}${b}"
ac = "${a[0]}${b["x"]}"
ad = f(-1, !x)
