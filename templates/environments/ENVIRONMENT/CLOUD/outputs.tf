@include "header.tf"
output "cluster" {
  description = "Name, endpoint, CA certificate and kubectl command of the cluster."
  value       = module.kubernetes.cluster
}

@if uses.storage
output "buckets" {
  description = "Name and URL of each bucket, by its label in the stack file."
  value       = module.storage.buckets
}

@end
@if uses.database
output "databases" {
  description = "Host, port, database and the reference to the credentials of each database, by label."
  value       = { for label, database in module.database : label => database.connection }
}

@end
@if uses.cache
output "caches" {
  description = "Host, port and the reference to the credentials of each cache, by label."
  value       = { for label, cache in module.cache : label => cache.connection }
}
@end
