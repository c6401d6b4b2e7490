@include "header.tf"
# Signs in with a token of Entra ID, under its own name as the role. Workloads borrow it by federation. An identity of the
# stack, and not the person who applies it, so that the owner of the tables outlasts whoever ran Terraform first.
resource "azurerm_user_assigned_identity" "owner" {
  name                = "${var.database.name}-owner"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  tags                = var.foundation.tags
}

resource "azurerm_postgresql_flexible_server_active_directory_administrator" "owner" {
  server_name         = azurerm_postgresql_flexible_server.primary.name
  resource_group_name = var.foundation.resource_group_name
  tenant_id           = var.foundation.tenant_id
  object_id           = azurerm_user_assigned_identity.owner.principal_id
  principal_name      = azurerm_user_assigned_identity.owner.name
  principal_type      = "ServicePrincipal"
}
