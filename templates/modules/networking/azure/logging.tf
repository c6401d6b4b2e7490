@include "header.tf"
@if uses.flow_logs
locals {
  # Azure writes flow logs to an account of their own, whose name must be free worldwide.
  flow_logs = (
    var.network.flow_log_days == 0
    ? {}
    : { network = "flow${substr(sha256("${var.foundation.subscription_id}/${var.name}"), 0, 20)}" }
  )
}

# No queues to log, and not worth a second region:
# trivy:ignore:AZU-0057 trivy:ignore:AZU-0058
resource "azurerm_storage_account" "flow_logs" {
  # checkov:skip=CKV2_AZURE_40:Network Watcher writes with the account's key; the provider can't give it an identity.
  # checkov:skip=CKV2_AZURE_41:No SAS is ever handed out for this account.
  # checkov:skip=CKV2_AZURE_33:Only Network Watcher, a trusted service, gets in; no endpoint is wanted.
  # checkov:skip=CKV_AZURE_206:Flow logs are not worth a second region.
  # checkov:skip=CKV_AZURE_33:The account has no queues.
  for_each = local.flow_logs

  name                     = each.value
  location                 = var.foundation.location
  resource_group_name      = var.foundation.resource_group_name
  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = "LRS"

  # access
  public_network_access_enabled    = false
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  local_user_enabled               = false
  https_traffic_only_enabled       = true
  min_tls_version                  = "TLS1_2"

  # encryption
  infrastructure_encryption_enabled = true

  identity {
    type         = "UserAssigned"
    identity_ids = [var.foundation.encryption_identity_id]
  }

  customer_managed_key {
    key_vault_key_id          = var.foundation.key_id
    user_assigned_identity_id = var.foundation.encryption_identity_id
  }

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }

  blob_properties {
    delete_retention_policy {
      days = 7
    }
  }

  tags = var.foundation.tags
}

# Azure makes one watcher for each region of a subscription, with its first network there, under this very name.
# trivy:ignore:AZU-0049
resource "azurerm_network_watcher_flow_log" "main" {
  # checkov:skip=CKV_AZURE_12:The stack says how long; audit logs, not flows, are kept for a year.
  for_each = local.flow_logs

  name                 = var.name
  location             = var.foundation.location
  network_watcher_name = "NetworkWatcher_${var.foundation.location}"
  resource_group_name  = "NetworkWatcherRG"
  target_resource_id   = azurerm_virtual_network.main.id
  storage_account_id   = azurerm_storage_account.flow_logs[each.key].id
  enabled              = true
  version              = 2

  retention_policy {
    enabled = true
    days    = var.network.flow_log_days
  }

  tags = var.foundation.tags
}
@end
