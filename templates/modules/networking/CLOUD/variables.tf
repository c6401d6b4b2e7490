@include "header.tf"
# identity
variable "name" {
  type        = string
  description = "Prefix of every name, stack and environment. Changing this replaces what is named."
  nullable    = false
}

variable "foundation" {
  type        = any
  description = "Output `cloud` of the foundation module."
  nullable    = false
}

# network
@include "shared/variable_network.tf"
