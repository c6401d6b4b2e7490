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
variable "database" {
  type = object({
@include "shared/fields_database.tf"
  })
  description = "A PostgreSQL server: size, availability, backups. Changing the name replaces the server and its data."
  nullable    = false

  validation {
    condition     = contains(["none", "same-zone", "zone-redundant"], var.database.high_availability)
    error_message = "high_availability must be none, same-zone or zone-redundant."
  }

  validation {
    condition     = var.database.storage_gb.initial <= var.database.storage_gb.max
    error_message = "storage_gb.initial must not be greater than storage_gb.max."
  }

  validation {
    condition     = var.database.backup_days >= 1 && var.database.backup_days <= 35
    error_message = "backup_days must be 1 to 35."
  }
}
