@include "header.tf"
output "connection" {
  description = "Where the database is. `secret` is the managed identity to log in as; there is no password."
  value = {
    host     = azurerm_postgresql_flexible_server.primary.fqdn
    port     = 5432
    database = azurerm_postgresql_flexible_server_database.main.name
@if uses.database_replicas
    replicas = { for key, replica in azurerm_postgresql_flexible_server.replica : key => replica.fqdn }
@else
    replicas = {}
@end

    # No secret: the managed identity whose Entra token is the password, and whose name is the role.
    secret = azurerm_user_assigned_identity.client.id
  }

  # TLS is demanded and the client let in before anybody is told the address.
  depends_on = [
    azurerm_postgresql_flexible_server_active_directory_administrator.client,
    azurerm_postgresql_flexible_server_configuration.primary,
  ]
}
