@include "header.tf"
output "name" {
  description = "Prefix of the names of everything in an environment."
  value       = local.names[var.environment]
}

output "tags" {
  description = "Tags of everything in an environment that can carry them."
  value       = var.labels
}
