variable "storage" {
  type = object({
    log_bucket = string
    buckets = map(object({
      name             = string
      versioning       = bool
      noncurrent_days  = number
      expire_days      = optional(number)
      cool_days        = optional(number)
      archive_days     = optional(number)
      soft_delete_days = number
      force_destroy    = bool
    }))
  })
  description = "Buckets by their label in the stack file, and their access log. Changing a name replaces the bucket."
  nullable    = false

  validation {
    condition     = alltrue([for bucket in values(var.storage.buckets) : bucket.noncurrent_days >= 1])
    error_message = "Old versions are kept for at least 1 day."
  }
}
