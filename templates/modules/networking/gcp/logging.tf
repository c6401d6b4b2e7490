@include "header.tf"
@if uses.flow_logs
# Flow logs go to a bucket with the retention of the stack file, and are kept out of the project's own.
locals {
  flow_log_filter = join(" AND ", [
    "log_id(\"compute.googleapis.com/vpc_flows\")",
    "resource.type=\"gce_subnetwork\"",
    "resource.labels.subnetwork_name=~\"^${var.name}-(nodes|endpoints)$\"",
  ])
}

resource "google_logging_project_bucket_config" "flow_logs" {
  for_each = var.network.flow_log_days > 0 ? { flows = var.network.flow_log_days } : {}

  project        = var.foundation.account
  location       = var.foundation.region
  bucket_id      = "${var.foundation.log_prefix}-${each.key}"
  description    = "Flow logs of ${var.name}"
  retention_days = each.value
}

resource "google_logging_project_sink" "flow_logs" {
  for_each = google_logging_project_bucket_config.flow_logs

  name                   = "${var.name}-flow-logs"
  project                = var.foundation.account
  destination            = "logging.googleapis.com/${each.value.id}"
  filter                 = local.flow_log_filter
  unique_writer_identity = true
}

resource "google_logging_project_exclusion" "flow_logs" {
  for_each = google_logging_project_sink.flow_logs

  name        = "${var.name}-flow-logs"
  project     = var.foundation.account
  description = "Kept by the sink ${each.value.name}."
  filter      = local.flow_log_filter
}
@end
