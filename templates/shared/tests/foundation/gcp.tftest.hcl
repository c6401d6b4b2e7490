run "foundation" {
  module {
    source = "../../../modules/foundation/gcp"
  }

  variables {
    name = var.labels["stack"]
    tags = var.labels
  }

  assert {
    condition     = google_kms_crypto_key.main.rotation_period == "7776000s"
    error_message = "The key does not rotate every 90 days: one that leaks would be good for ever."
  }

  assert {
    condition     = google_kms_crypto_key.main.destroy_scheduled_duration == "${var.foundation.key_deletion_days * 86400}s"
    error_message = "A deleted key cannot be had back for ${var.foundation.key_deletion_days} days: all that it encrypts is lost with it."
  }

  assert {
    condition     = google_kms_crypto_key.main.deletion_policy == "PREVENT" || !var.foundation.protected
    error_message = "In production Terraform would destroy the key, and all that it encrypts with it."
  }

  assert {
    condition     = output.cloud.key_id == google_kms_crypto_key.main.id
    error_message = "The other modules do not encrypt with the key of this environment."
  }

  assert {
    condition = (
      google_logging_project_bucket_config.logs["application"].retention_days == var.foundation.log_days
      && google_logging_project_bucket_config.logs["audit"].retention_days == var.foundation.audit_log_days
    )
    error_message = "Logs are not kept for ${var.foundation.log_days} days, audit logs for ${var.foundation.audit_log_days}."
  }
}
