@include "header.tf"
resource "google_sql_database_instance" "primary" {
  # checkov:skip=CKV_GCP_6:ENCRYPTED_ONLY requires TLS; clients prove who they are by IAM, not by certificate.
  # checkov:skip=CKV_GCP_79:The major version is the stack file's choice.
  # checkov:skip=CKV_GCP_108:log_hostname makes every connection wait for a DNS lookup; the address is logged.
  # checkov:skip=CKV2_GCP_13:log_duration writes a line for every statement; query insights measure them.
  name             = var.database.name
  project          = var.foundation.account
  region           = var.foundation.region
  database_version = "POSTGRES_${var.database.version}"

  encryption_key_name = var.foundation.key_id
  deletion_protection = var.database.deletion_protection

  settings {
    tier              = var.database.machine
    edition           = "ENTERPRISE"
    availability_type = var.database.high_availability == "none" ? "ZONAL" : "REGIONAL"
    user_labels       = var.foundation.tags

    # deletion_protection above guards against Terraform, this against everyone else.
    deletion_protection_enabled = var.database.deletion_protection
    retain_backups_on_delete    = var.database.deletion_protection

    # storage
    disk_type             = "PD_SSD"
    disk_size             = var.database.storage_gb.initial
    disk_autoresize       = true
    disk_autoresize_limit = var.database.storage_gb.max

    backup_configuration {
      enabled                        = true
      start_time                     = "01:00"
      location                       = var.foundation.region
      point_in_time_recovery_enabled = true

      # The Enterprise edition keeps logs for at most 7 days, backups for as long as asked.
      transaction_log_retention_days = min(var.database.backup_days, 7)

      backup_retention_settings {
        retained_backups = var.database.backup_days
        retention_unit   = "COUNT"
      }
    }

    final_backup_config {
      enabled        = var.database.deletion_protection
      retention_days = var.database.deletion_protection ? 30 : null
    }

    # Replicas follow the primary.
    maintenance_window {
      day          = 7
      hour         = 3
      update_track = "stable"
    }

@include "shared/cloud_sql_settings.tf"
  }

  lifecycle {
    # Storage grows by itself; setting it back would replace the instance.
    ignore_changes = [settings[0].disk_size]
  }
}

@if uses.database_replicas
resource "google_sql_database_instance" "replica" {
  # checkov:skip=CKV_GCP_6:ENCRYPTED_ONLY requires TLS; clients prove who they are by IAM, not by certificate.
  # checkov:skip=CKV_GCP_79:The major version is the stack file's choice.
  # checkov:skip=CKV_GCP_108:log_hostname makes every connection wait for a DNS lookup; the address is logged.
  # checkov:skip=CKV2_GCP_13:log_duration writes a line for every statement; query insights measure them.
  for_each = var.database.replicas

  name                 = "${var.database.name}-${each.key}"
  project              = var.foundation.account
  region               = var.foundation.region
  database_version     = google_sql_database_instance.primary.database_version
  master_instance_name = google_sql_database_instance.primary.name

  encryption_key_name = var.foundation.key_id
  deletion_protection = var.database.deletion_protection

  settings {
    tier              = var.database.machine
    edition           = "ENTERPRISE"
    availability_type = "ZONAL"
    user_labels       = var.foundation.tags

    deletion_protection_enabled = var.database.deletion_protection

    # No size: a replica starts as large as the primary has become.
    disk_type             = "PD_SSD"
    disk_autoresize       = true
    disk_autoresize_limit = var.database.storage_gb.max

@include "shared/cloud_sql_settings.tf"
  }
}

@end
resource "google_sql_database" "main" {
  name     = var.database.database_name
  project  = var.foundation.account
  instance = google_sql_database_instance.primary.name

  # PostgreSQL refuses to drop a database in use; it goes with the instance.
  deletion_policy = "ABANDON"
}
