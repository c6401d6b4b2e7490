@include "header.tf"
variable "environment" {
  type        = string
  description = "Name of the environment."
  nullable    = false

  validation {
    condition     = contains(keys(local.names), var.environment)
    error_message = "environment must be one of those in the stack file: ${join(", ", keys(local.names))}."
  }
}

variable "labels" {
  type        = map(string)
  description = "Labels from the stack file, in the form that the cloud allows."
  nullable    = false
}
