@include "header.tf"
output "connection" {
  description = "Where the database is. `secret` is the service account to log in as, by IAM; there is no password."
  value = {
    host     = google_sql_database_instance.primary.private_ip_address
    port     = 5432
    database = google_sql_database.main.name
@if uses.database_replicas
    replicas = { for key, replica in google_sql_database_instance.replica : key => replica.private_ip_address }
@else
    replicas = {}
@end
    secret   = google_service_account.client.email
  }

  # Before, the server is there but lets nobody in.
  depends_on = [
    google_project_iam_member.client,
    google_sql_user.client,
  ]
}
