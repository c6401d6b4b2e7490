@include "header.tf"
output "connection" {
  description = "Where the cache is, by TLS. `secret` is the managed identity to log in as; there is no password."
  value = {
    host = azurerm_managed_redis.main.hostname
    port = azurerm_managed_redis.main.default_database[0].port

    # No secret: the managed identity whose Entra token is the password, and whose object ID is the user.
    secret = azurerm_user_assigned_identity.client.id
  }

  # The address leads nowhere without the endpoint, and nobody gets in without the assignment.
  depends_on = [azurerm_managed_redis_access_policy_assignment.client, azurerm_private_endpoint.main]
}
