@include "header.tf"
resource "azurerm_managed_redis" "main" {
  name                = var.cache.name
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  sku_name            = var.cache.machine

  # Changing this replaces the cache and empties it.
  high_availability_enabled = var.cache.high_availability

  public_network_access = "Disabled"

  identity {
    type         = "UserAssigned"
    identity_ids = [var.foundation.encryption_identity_id]
  }

  # A cache names the key's version. Each apply hands on the newest; a version is good for two years.
  customer_managed_key {
    key_vault_key_id          = var.foundation.key_version_id
    user_assigned_identity_id = var.foundation.encryption_identity_id
  }

  default_database {
    client_protocol                    = "Encrypted"
    access_keys_authentication_enabled = false

    # One address whatever the size, so that clients need not speak the cluster protocol.
    clustering_policy = "EnterpriseCluster"
    eviction_policy   = "VolatileLRU"

    persistence_redis_database_backup_frequency = var.cache.persistence ? "6h" : null
  }

  timeouts {
    create = "2h"
    update = "2h"
    delete = "2h"
  }

  tags = var.foundation.tags
}

# Path from the network
resource "azurerm_private_endpoint" "main" {
  name                          = var.cache.name
  location                      = var.foundation.location
  resource_group_name           = var.foundation.resource_group_name
  subnet_id                     = var.network.endpoint_subnet_id
  custom_network_interface_name = var.cache.name

  private_service_connection {
    name                           = "redis"
    private_connection_resource_id = azurerm_managed_redis.main.id
    subresource_names              = ["redisEnterprise"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "redis"
    private_dns_zone_ids = [var.network.private_zone_ids["cache"]]
  }

  tags = var.foundation.tags
}

# Keeps others from deleting the cache; Terraform takes its own lock off first.
resource "azurerm_management_lock" "main" {
  for_each = var.cache.deletion_protection ? toset(["keep"]) : toset([])

  name       = each.key
  scope      = azurerm_managed_redis.main.id
  lock_level = "CanNotDelete"
  notes      = "deletion_protection is on in the stack file."
}
