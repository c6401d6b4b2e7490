@include "header.tf"
# identity
variable "name" {
  type        = string
  description = "Prefix of every name, stack and environment. Changing this replaces what is named."
  nullable    = false
}

variable "account" {
  type        = string
  description = "AWS account ID, Google Cloud project ID or Azure subscription ID that everything is in."
  nullable    = false
}

variable "region" {
  type        = string
  description = "Region as the cloud names it. Changing this replaces everything."
  nullable    = false
}

variable "tags" {
  type        = map(string)
  description = "Tags or labels of every resource that can carry them."
  nullable    = false
}

# safety
@include "shared/variable_foundation.tf"
