@include "header.tf"
# Signs in with a token of Entra ID, under its own name as the role; workloads borrow it by federation. It, and not the
# person who applies this, administers the server, so that tables don't belong to whoever ran Terraform first.
resource "azurerm_user_assigned_identity" "client" {
  name                = "${var.database.name}-client"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  tags                = var.foundation.tags
}

resource "azurerm_postgresql_flexible_server_active_directory_administrator" "client" {
  server_name         = azurerm_postgresql_flexible_server.primary.name
  resource_group_name = var.foundation.resource_group_name
  tenant_id           = var.foundation.tenant_id
  object_id           = azurerm_user_assigned_identity.client.principal_id
  principal_name      = azurerm_user_assigned_identity.client.name
  principal_type      = "ServicePrincipal"
}
