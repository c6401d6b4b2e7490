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
variable "foundation" {
  type = object({
    keystore_name     = string
    key_deletion_days = number
    log_days          = number
    audit_log_days    = number
    protected         = bool
  })
  description = "Name of the key store, how long deleted keys can be had back, and how long logs are kept, in days."
  nullable    = false

  validation {
    condition     = var.foundation.key_deletion_days >= 7 && var.foundation.key_deletion_days <= 90
    error_message = "Deleted keys can be had back for 7 to 90 days."
  }
}
