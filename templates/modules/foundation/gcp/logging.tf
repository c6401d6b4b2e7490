@include "header.tf"
# The project's own log bucket keeps everything for 30 days; these keep what the stack asks for.
# Admin activity audit logs are not ours to shorten: Google keeps them for 400 days.
resource "google_logging_project_bucket_config" "logs" {
  for_each = {
    application = var.foundation.log_days
    audit       = var.foundation.audit_log_days
  }

  project        = var.account
  location       = var.region
  bucket_id      = "${var.foundation.keystore_name}-${each.key}"
  description    = "Logs of ${var.name}: ${each.key}"
  retention_days = each.value

  depends_on = [google_project_service.service]
}
