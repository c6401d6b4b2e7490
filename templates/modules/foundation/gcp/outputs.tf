@include "header.tf"
output "cloud" {
  description = "What the other Google Cloud modules need to know of the project: names, key, logs. Opaque to roots."
  value = {
    name           = var.name
    account        = var.account
    region         = var.region
    tags           = var.tags
    key_id         = google_kms_crypto_key.main.id
    log_prefix     = var.foundation.keystore_name
    log_buckets    = { for purpose, bucket in google_logging_project_bucket_config.logs : purpose => bucket.id }
    audit_log_days = var.foundation.audit_log_days
    protected      = var.foundation.protected
  }

  # A service refuses the key until its agent may use it, and every call until it is enabled.
  depends_on = [
    google_project_service.service,
    google_kms_crypto_key_iam_member.service_agent,
  ]
}
