@include "header.tf"
output "cloud" {
  description = "What the other Azure modules need to know of the resource group: names, key, logs. Opaque to roots."
  value = {
    resource_group_name        = azurerm_resource_group.main.name
    location                   = azurerm_resource_group.main.location
    subscription_id            = var.account
    tenant_id                  = data.azurerm_client_config.current.tenant_id
    operator_object_id         = data.azurerm_client_config.current.object_id
    key_vault_id               = azurerm_key_vault.main.id
    key_id                     = azurerm_key_vault_key.data.versionless_id
@if uses.cache
    key_version_id             = "${azurerm_key_vault_key.data.versionless_id}/${azurerm_key_vault_key.data.version}"
@end
    encryption_identity_id     = azurerm_user_assigned_identity.encryption.id
    log_analytics_workspace_id = azurerm_log_analytics_workspace.main.id
    log_days                   = var.foundation.log_days
    audit_log_days             = var.foundation.audit_log_days
    protected                  = var.foundation.protected
    tags                       = var.tags
  }

  # The key is of use to others only once its grant is there.
  depends_on = [azurerm_role_assignment.encryption, azurerm_role_assignment.operator]
}
