@include "header.tf"
# Nodes have an account of their own that may write logs and metrics. Workloads get theirs by workload identity.
resource "google_service_account" "nodes" {
  # Account IDs end at 30 characters; the hash keeps shortened names apart.
  account_id   = "${substr(var.cluster.name, 0, 20)}-${substr(sha256(var.cluster.name), 0, 8)}"
  project      = var.foundation.account
  display_name = "Nodes of ${var.cluster.name}"
}

resource "google_project_iam_member" "nodes" {
  project = var.foundation.account
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}
