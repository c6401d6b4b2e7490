@include "header.tf"
# A log bucket cannot log to itself, and what is written once needs no versions.
# trivy:ignore:GCP-0077 trivy:ignore:GCP-0078
resource "google_storage_bucket" "logs" {
  # checkov:skip=CKV_GCP_62:A log bucket cannot log to itself.
  # checkov:skip=CKV_GCP_78:Access logs are written once and never changed; versions would double what they cost.
  name          = var.storage.log_bucket
  project       = var.foundation.account
  location      = var.foundation.region
  storage_class = "STANDARD"
  force_destroy = !var.foundation.protected

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  encryption {
    default_kms_key_name = var.foundation.key_id
  }

  # Nothing here is worth paying for after it is deleted.
  soft_delete_policy {
    retention_duration_seconds = 0
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      age = var.foundation.audit_log_days
    }
  }
}

# Google delivers access logs as this group.
resource "google_storage_bucket_iam_member" "log_writer" {
  bucket = google_storage_bucket.logs.name
  role   = "roles/storage.objectCreator"
  member = "group:cloud-storage-analytics@@google.com"
}
