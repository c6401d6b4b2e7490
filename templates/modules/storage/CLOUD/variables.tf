@include "header.tf"
# identity
variable "foundation" {
  type        = any
  description = "Output `cloud` of the foundation module."
  nullable    = false
}

# network
@if cloud.name != "azure"
# Only Azure's buckets have an address in the network; the interface is the same on every cloud.
# tflint-ignore: terraform_unused_declarations
@end
variable "network" {
  type        = any
  description = "Output `attachment` of the networking module."
  nullable    = false
}

# size
@include "shared/variable_storage.tf"
