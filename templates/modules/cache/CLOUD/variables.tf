@include "header.tf"
# identity
variable "foundation" {
  type        = any
  description = "Output `cloud` of the foundation module."
  nullable    = false
}

# network
variable "network" {
  type        = any
  description = "Output `attachment` of the networking module."
  nullable    = false
}

# size
variable "cache" {
  type = object({
@include "shared/fields_cache.tf"
  })
  description = "An in-memory cache: engine, size, replicas. Changing the name or the engine replaces and empties it."
  nullable    = false

  validation {
    condition     = contains(["valkey", "redis"], var.cache.engine)
    error_message = "engine must be valkey or redis."
  }

  validation {
    condition     = var.cache.nodes >= 1
    error_message = "A cache has at least one node."
  }
}
