@include "header.tf"
# Signs in with a token of Entra ID instead of a key. Workloads borrow it by federation.
resource "azurerm_user_assigned_identity" "client" {
  name                = "${var.cache.name}-client"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  tags                = var.foundation.tags
}

resource "azurerm_managed_redis_access_policy_assignment" "client" {
  managed_redis_id = azurerm_managed_redis.main.id
  object_id        = azurerm_user_assigned_identity.client.principal_id
}
