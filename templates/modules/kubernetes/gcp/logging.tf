@include "header.tf"
# The cluster's logs go to buckets with the retention of the stack file.
locals {
  log_resource_types = ["k8s_cluster", "k8s_container", "k8s_control_plane_component", "k8s_node", "k8s_pod"]

  log_filters = {
    application = join(" AND ", [
      "resource.type=(${join(" OR ", local.log_resource_types)})",
      "resource.labels.cluster_name=\"${var.cluster.name}\"",
      "NOT logName:\"cloudaudit.googleapis.com\"",
    ])

    # Written where the project's audit configuration asks for data access logs.
    audit = join(" AND ", [
      "resource.type=\"k8s_cluster\"",
      "resource.labels.cluster_name=\"${var.cluster.name}\"",
      "log_id(\"cloudaudit.googleapis.com/data_access\")",
    ])
  }
}

resource "google_logging_project_sink" "cluster" {
  for_each = local.log_filters

  name                   = "${var.cluster.name}-${each.key}"
  project                = var.foundation.account
  destination            = "logging.googleapis.com/${var.foundation.log_buckets[each.key]}"
  filter                 = each.value
  unique_writer_identity = true
}

# Kept once: not also in the project's own bucket.
resource "google_logging_project_exclusion" "cluster" {
  for_each = google_logging_project_sink.cluster

  name        = each.value.name
  project     = var.foundation.account
  description = "Kept by the sink ${each.value.name}."
  filter      = each.value.filter
}
