run "foundation" {
  module {
    source = "../../../modules/foundation/azure"
  }

  variables {
    name = var.labels["stack"]
    tags = var.labels
  }

  assert {
    condition     = length(azurerm_key_vault_key.data.rotation_policy[0].automatic) == 1
    error_message = "The key does not rotate: one that leaks would be good for ever."
  }

  assert {
    condition = (
      azurerm_key_vault.main.purge_protection_enabled
      && azurerm_key_vault.main.soft_delete_retention_days == var.foundation.key_deletion_days
    )
    error_message = "A deleted key cannot be had back for ${var.foundation.key_deletion_days} days: all that it encrypts is lost with it."
  }

  assert {
    condition     = azurerm_key_vault.main.rbac_authorization_enabled
    error_message = "The vault has access policies of its own in place of Azure's roles, which are audited."
  }

  assert {
    condition     = output.cloud.key_id == azurerm_key_vault_key.data.versionless_id
    error_message = "The other modules do not encrypt with the key of this environment."
  }

  assert {
    condition     = azurerm_log_analytics_workspace.main.retention_in_days >= var.foundation.log_days
    error_message = "Logs are not kept for ${var.foundation.log_days} days."
  }

  assert {
    condition     = azurerm_resource_group.main.tags == tomap(var.tags)
    error_message = "The resource group does not carry the tags of the stack: its owner and its costs could not be told."
  }
}
