@include "header.tf"
# identity
variable "account" {
  type        = string
  description = "AWS account ID, Google Cloud project ID or Azure subscription ID that this environment lives in."
  nullable    = false
}

variable "environment" {
  type        = string
  description = "Name of the environment. Changing this replaces everything."
  nullable    = false
}

variable "region" {
  type        = string
  description = "Region as the cloud names it. Changing this replaces everything."
  nullable    = false
}

variable "labels" {
  type        = map(string)
  description = "Labels of every resource that can carry them."
  nullable    = false
}

# safety
@include "shared/variable_foundation.tf"

# network
@include "shared/variable_network.tf"

# size
@include "shared/variable_cluster.tf"

@include "shared/variable_pools.tf"

@if uses.storage
@include "shared/variable_storage.tf"

@end
@if uses.database
variable "databases" {
  type = map(object({
@include "shared/fields_database.tf"
  }))
  description = "PostgreSQL servers by their label in the stack file."
  nullable    = false
}

@end
@if uses.cache
variable "caches" {
  type = map(object({
@include "shared/fields_cache.tf"
  }))
  description = "Caches by their label in the stack file."
  nullable    = false
}
@end
