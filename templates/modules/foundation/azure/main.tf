@include "header.tf"
data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "main" {
  name     = var.name
  location = var.region
  tags     = var.tags
}

# Key Vault. The waiver of CKV_AZURE_109 says when it is closed; how long deleted keys can be had back is checked in
# variables.tf:
# trivy:ignore:AZU-0013 trivy:ignore:AZU-0016
resource "azurerm_key_vault" "main" {
  # checkov:skip=CKV2_AZURE_32:The networking module, which has the subnet, adds the private endpoint.
  # checkov:skip=CKV_AZURE_189:Keys are made through the vault's own API, on the first apply from outside the network.
  # checkov:skip=CKV_AZURE_109:Closed to all but operator_ranges as soon as the stack file lists any.
  name                = var.foundation.keystore_name
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "standard"

  rbac_authorization_enabled = true

  # Encryption with own keys demands purge protection, which can't be switched off again. After a destroy the
  # name stays taken for soft_delete_retention_days.
  purge_protection_enabled   = true
  soft_delete_retention_days = var.foundation.key_deletion_days

  # Terraform makes the keys through the vault's own API, which must let the first apply in before there is a
  # network to come from. Without ranges, roles and Entra sign-in alone guard it; with ranges, the network too.
  public_network_access_enabled = true

  network_acls {
    default_action = length(var.foundation.operator_ranges) > 0 ? "Deny" : "Allow"
    bypass         = "AzureServices"
    ip_rules       = var.foundation.operator_ranges
  }

  tags = var.tags
}

resource "azurerm_role_assignment" "operator" {
  description          = "Who applies this creates the keys."
  scope                = azurerm_key_vault.main.id
  role_definition_name = "Key Vault Crypto Officer"
  principal_id         = data.azurerm_client_config.current.object_id

  lifecycle {
    # Whoever came first stays; give others the role through a group.
    ignore_changes = [principal_id]
  }
}

# Key for data at rest. It expires, on a date that trivy can't work out:
# trivy:ignore:AZU-0014
resource "azurerm_key_vault_key" "data" {
  # checkov:skip=CKV_AZURE_112:HSM keys need the premium vault; software-protected keys meet the stack's baseline.
  name         = "data"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["unwrapKey", "wrapKey"]

  expiration_date = timeadd(plantimestamp(), "17520h")

  # Users of the key name no version, so each takes up a new one by itself long before the old one expires.
  rotation_policy {
    expire_after         = "P2Y"
    notify_before_expiry = "P60D"

    automatic {
      time_after_creation = "P180D"
    }
  }

  tags = var.tags

  lifecycle {
    # The date counts from the first apply; after that the rotation policy dates each version.
    ignore_changes = [expiration_date]
  }

  depends_on = [azurerm_role_assignment.operator]
}

# Identity by which what stores data uses the key
resource "azurerm_user_assigned_identity" "encryption" {
  name                = "${var.name}-encryption"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  tags                = var.tags
}

resource "azurerm_role_assignment" "encryption" {
  description          = "What stores data wraps its own keys with this one."
  scope                = azurerm_key_vault_key.data.resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.encryption.principal_id
  principal_type       = "ServicePrincipal"
}

# Logs
resource "azurerm_log_analytics_workspace" "main" {
  name                = var.name
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  sku                 = "PerGB2018"

  # A workspace keeps at least 30 days.
  retention_in_days            = max(var.foundation.log_days, 30)
  local_authentication_enabled = false

  tags = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "key_vault" {
  name                           = "audit"
  target_resource_id             = azurerm_key_vault.main.id
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.main.id
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category = "AuditEvent"
  }
}
