@include "header.tf"
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
