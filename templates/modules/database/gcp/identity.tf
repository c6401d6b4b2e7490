@include "header.tf"
# No password: workloads log in as this account, which they take on by workload identity.
resource "google_service_account" "client" {
  # Account IDs end at 30 characters; the hash keeps shortened names apart.
  account_id   = "${substr(var.database.name, 0, 20)}-${substr(sha256(var.database.name), 0, 8)}"
  project      = var.foundation.account
  display_name = "Clients of the database ${var.database.name}"
}

resource "google_project_iam_member" "client" {
  for_each = toset(["roles/cloudsql.client", "roles/cloudsql.instanceUser"])

  project = var.foundation.account
  role    = each.key
  member  = google_service_account.client.member

  # The roles exist only for the whole project; the condition narrows them to this server and its replicas.
  condition {
    title = "only-${var.database.name}"
    expression = join(" && ", [
      "resource.type == \"sqladmin.googleapis.com/Instance\"",
      "resource.name.startsWith(\"projects/${var.foundation.account}/instances/${var.database.name}\")",
    ])
  }
}

resource "google_sql_user" "client" {
  # PostgreSQL users of IAM accounts are named without the last part.
  name     = trimsuffix(google_service_account.client.email, ".gserviceaccount.com")
  project  = var.foundation.account
  instance = google_sql_database_instance.primary.name
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"

  # Owner of the schema: an IAM user may otherwise log in and nothing else.
  database_roles = ["cloudsqlsuperuser"]

  # A user that owns tables cannot be dropped; it goes with the instance.
  deletion_policy = "ABANDON"
}
