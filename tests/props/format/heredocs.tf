a = <<EOT
  kept ${ x . y } as it is
   = 1
EOT
bb = <<-EOT
    a
      ${f(
        1,
   2)}
    EOT
c = {
d = <<EOT
{
EOT
  ee = 1
f = [<<EOT
x
EOT
, 2]
}
g = "%{ if a ~}x%{ else }${ b }%{~ endif }"
