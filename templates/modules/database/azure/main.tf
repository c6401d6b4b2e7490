@include "header.tf"
locals {
  ha_modes = {
    same-zone      = "SameZone"
    zone-redundant = "ZoneRedundant"
  }

  # Geo-redundant backups would want a second key in the paired region; such a server is encrypted with Azure's key.
  own_key = var.database.geo_backup ? {} : { data = var.foundation.key_id }
}

resource "azurerm_postgresql_flexible_server" "primary" {
  # checkov:skip=CKV_AZURE_136:A copy in the paired region is a choice of the stack, and fixed for the server's life.
  # checkov:skip=CKV2_AZURE_57:The server lives in a delegated subnet, which a private endpoint can't reach.
  name                = var.database.name
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  version             = var.database.version
  sku_name            = var.database.machine
  zone                = var.database.zone

  # storage
  storage_mb        = var.database.storage_gb.initial * 1024
  auto_grow_enabled = true

  # network
  delegated_subnet_id           = var.network.database_subnet_id
  private_dns_zone_id           = var.network.private_zone_ids["database"]
  public_network_access_enabled = false

  # Azure keeps at least a week. Changing geo-redundancy replaces the server and its data.
  backup_retention_days        = max(var.database.backup_days, 7)
  geo_redundant_backup_enabled = var.database.geo_backup

  # Entra ID only: there is no password to keep.
  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
    tenant_id                     = var.foundation.tenant_id
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [var.foundation.encryption_identity_id]
  }

  dynamic "customer_managed_key" {
    for_each = local.own_key

    content {
      key_vault_key_id                  = customer_managed_key.value
      primary_user_assigned_identity_id = var.foundation.encryption_identity_id
    }
  }

  dynamic "high_availability" {
    for_each = var.database.high_availability == "none" ? {} : { standby = var.database.high_availability }

    content {
      mode                      = local.ha_modes[high_availability.value]
      standby_availability_zone = var.database.standby_zone
    }
  }

  maintenance_window {
    day_of_week  = 0
    start_hour   = 3
    start_minute = 0
  }

  tags = var.foundation.tags

  lifecycle {
    # Failover swaps the zones and auto-grow adds storage; neither is to be undone.
    ignore_changes = [
      zone,
      high_availability[0].standby_availability_zone,
      storage_mb,
    ]
  }
}

resource "azurerm_postgresql_flexible_server_database" "main" {
  name      = var.database.database_name
  server_id = azurerm_postgresql_flexible_server.primary.id
  charset   = "UTF8"
  collation = "en_US.utf8"
}

resource "azurerm_postgresql_flexible_server_configuration" "primary" {
  for_each = {
    require_secure_transport     = "on"
    ssl_min_protocol_version     = "TLSv1.2"
    "connection_throttle.enable" = "on"
    log_checkpoints              = "on"
    log_connections              = "on"
    log_disconnections           = "on"
    log_lock_waits               = "on"
  }

  server_id = azurerm_postgresql_flexible_server.primary.id
  name      = each.key
  value     = each.value
}
@if uses.database_replicas

# Replicas. Each takes over the primary's settings, those of the log too:
# trivy:ignore:AZU-0019 trivy:ignore:AZU-0021 trivy:ignore:AZU-0024
resource "azurerm_postgresql_flexible_server" "replica" {
  # checkov:skip=CKV2_AZURE_57:The server lives in a delegated subnet, which a private endpoint can't reach.
  for_each = var.database.replicas

  name                = "${var.database.name}-${each.key}"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  create_mode         = "Replica"
  source_server_id    = azurerm_postgresql_flexible_server.primary.id
  sku_name            = var.database.machine

  # storage
  storage_mb        = var.database.storage_gb.initial * 1024
  auto_grow_enabled = true

  # network
  delegated_subnet_id           = var.network.database_subnet_id
  private_dns_zone_id           = var.network.private_zone_ids["database"]
  public_network_access_enabled = false

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
    tenant_id                     = var.foundation.tenant_id
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [var.foundation.encryption_identity_id]
  }

  dynamic "customer_managed_key" {
    for_each = local.own_key

    content {
      key_vault_key_id                  = customer_managed_key.value
      primary_user_assigned_identity_id = var.foundation.encryption_identity_id
    }
  }

  tags = var.foundation.tags

  lifecycle {
    ignore_changes = [zone, storage_mb]
  }

  # A replica starts with the primary's settings and administrators.
  depends_on = [
    azurerm_postgresql_flexible_server_active_directory_administrator.client,
    azurerm_postgresql_flexible_server_configuration.primary,
  ]
}
@end

# Keeps others from deleting the server; Terraform takes its own lock off first.
resource "azurerm_management_lock" "primary" {
  for_each = var.database.deletion_protection ? toset(["keep"]) : toset([])

  name       = each.key
  scope      = azurerm_postgresql_flexible_server.primary.id
  lock_level = "CanNotDelete"
  notes      = "deletion_protection is on in the stack file."
}
