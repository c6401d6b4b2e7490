@include "header.tf"
# Versioned unless the stack file says otherwise:
# trivy:ignore:GCP-0078
resource "google_storage_bucket" "bucket" {
  # checkov:skip=CKV_GCP_78:Versioned unless the stack file says otherwise, see versioning.
  for_each = var.storage.buckets

  name          = each.value.name
  project       = var.foundation.account
  location      = var.foundation.region
  storage_class = "STANDARD"
  force_destroy = each.value.force_destroy

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = each.value.versioning
  }

  encryption {
    default_kms_key_name = var.foundation.key_id
  }

  soft_delete_policy {
    retention_duration_seconds = each.value.soft_delete_days * 86400
  }

  logging {
    log_bucket        = var.storage.log_bucket
    log_object_prefix = each.key
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      with_state                 = "ARCHIVED"
      days_since_noncurrent_time = each.value.noncurrent_days
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }

    condition {
      age = 7
    }
  }
@if uses.storage_tiers

  dynamic "lifecycle_rule" {
    for_each = each.value.cool_days == null ? {} : { cool = each.value.cool_days }

    content {
      action {
        type          = "SetStorageClass"
        storage_class = "NEARLINE"
      }

      condition {
        age                   = lifecycle_rule.value
        with_state            = "LIVE"
        matches_storage_class = ["STANDARD"]
      }
    }
  }

  dynamic "lifecycle_rule" {
    for_each = each.value.archive_days == null ? {} : { archive = each.value.archive_days }

    content {
      action {
        type          = "SetStorageClass"
        storage_class = "ARCHIVE"
      }

      condition {
        age                   = lifecycle_rule.value
        with_state            = "LIVE"
        matches_storage_class = ["STANDARD", "NEARLINE"]
      }
    }
  }
@end
@if uses.storage_expire

  dynamic "lifecycle_rule" {
    for_each = each.value.expire_days == null ? {} : { expire = each.value.expire_days }

    content {
      action {
        type = "Delete"
      }

      condition {
        age        = lifecycle_rule.value
        with_state = "LIVE"
      }
    }
  }
@end

  # Access logs are lost while Google may not write them.
  depends_on = [google_storage_bucket_iam_member.log_writer]
}
