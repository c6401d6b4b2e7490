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
@include "shared/variable_storage.tf"
