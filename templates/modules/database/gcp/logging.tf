@include "header.tf"
# The server's logs go to buckets with the retention of the stack file.
locals {
  # The primary and its replicas.
  log_scope = join(" AND ", [
    "resource.type=\"cloudsql_database\"",
    "resource.labels.database_id=~\"^${var.foundation.account}:${var.database.name}\"",
  ])

  log_filters = {
    application = "${local.log_scope} AND NOT logName:\"cloudaudit.googleapis.com\""

    # Where pgaudit is created in the database, its records arrive as data access logs.
    audit = "${local.log_scope} AND log_id(\"cloudaudit.googleapis.com/data_access\")"
  }
}

resource "google_logging_project_sink" "database" {
  for_each = local.log_filters

  name                   = "${var.database.name}-${each.key}"
  project                = var.foundation.account
  destination            = "logging.googleapis.com/${var.foundation.log_buckets[each.key]}"
  filter                 = each.value
  unique_writer_identity = true
}

# Kept once: not also in the project's own bucket.
resource "google_logging_project_exclusion" "database" {
  for_each = google_logging_project_sink.database

  name        = each.value.name
  project     = var.foundation.account
  description = "Kept by the sink ${each.value.name}."
  filter      = each.value.filter
}
