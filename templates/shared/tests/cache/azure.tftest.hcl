@if uses.cache
@for cache in caches
run "cache-@{cache.key}" {
  module {
    source = "../../../modules/cache/azure"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
    cache      = var.caches[@{cache.key}]
  }

  assert {
    condition     = azurerm_managed_redis.main.name == var.cache.name && azurerm_managed_redis.main.sku_name == var.cache.machine
    error_message = "The cache is not ${var.cache.name} of size ${var.cache.machine}, as the stack file says."
  }

  assert {
    condition = (
      azurerm_managed_redis.main.public_network_access == "Disabled"
      && azurerm_private_endpoint.main.subnet_id == var.network.endpoint_subnet_id
    )
    error_message = "The cache has a public address: its private endpoint is to be the only way."
  }

  assert {
    condition     = one(azurerm_managed_redis.main.customer_managed_key[*].key_vault_key_id) == var.foundation.key_version_id
    error_message = "The cache is not encrypted with the stack's own key: whoever gets a backup could read it."
  }

  assert {
    condition     = azurerm_managed_redis.main.default_database[0].client_protocol == "Encrypted"
    error_message = "The cache accepts connections without TLS: what it holds would be readable on the way."
  }

  assert {
    condition     = !azurerm_managed_redis.main.default_database[0].access_keys_authentication_enabled
    error_message = "Clients of the cache sign in with a shared key in place of Entra ID."
  }

  assert {
    condition     = azurerm_managed_redis.main.high_availability_enabled == var.cache.high_availability
    error_message = "The cache has no second node to fail over to, although high_availability is on."
  }

  assert {
    condition     = length(azurerm_management_lock.main) == (var.cache.deletion_protection ? 1 : 0)
    error_message = "The cache can be deleted by mistake, although deletion_protection is on."
  }

  assert {
    condition = (
      azurerm_managed_redis.main.default_database[0].persistence_redis_database_backup_frequency
      == (var.cache.persistence ? "6h" : null)
    )
    error_message = "The cache loses what it holds when it restarts, although persistence is on."
  }

  assert {
    condition     = azurerm_managed_redis.main.tags == var.foundation.tags
    error_message = "The cache does not carry the tags of the stack: its owner and its costs could not be told."
  }
}

@end
@end
