variable "foundation" {
  type = object({
    keystore_name     = string
    key_deletion_days = number
    log_days          = number
    audit_log_days    = number
    protected         = bool
    operator_ranges   = optional(list(string), [])
  })
  description = "Name of the key store, how long deleted keys can be had back, and how long logs are kept, in days."
  nullable    = false

  validation {
    condition     = var.foundation.key_deletion_days >= 7 && var.foundation.key_deletion_days <= 90
    error_message = "Deleted keys can be had back for 7 to 90 days."
  }
}
