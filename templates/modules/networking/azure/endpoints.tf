@include "header.tf"
locals {
  private_zones = {
@if uses.cache
    cache = "privatelink.redis.azure.net"
@end
@if uses.database
    # Must not be the name of a server in it.
    database = "${var.name}.private.postgres.database.azure.com"
@end
@if uses.storage
    storage  = "privatelink.blob.core.windows.net"
@end
    vault    = "privatelink.vaultcore.azure.net"
  }
}

# Names of private endpoints and database servers, as seen from within the network
resource "azurerm_private_dns_zone" "private" {
  for_each = local.private_zones

  name                = each.value
  resource_group_name = var.foundation.resource_group_name
  tags                = var.foundation.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "private" {
  for_each = local.private_zones

  name                = var.name
  private_dns_zone_id = azurerm_private_dns_zone.private[each.key].id
  virtual_network_id  = azurerm_virtual_network.main.id
  tags                = var.foundation.tags
}

# The vault is older than the network, so its endpoint is made here.
resource "azurerm_private_endpoint" "vault" {
  name                          = "${var.name}-vault"
  location                      = var.foundation.location
  resource_group_name           = var.foundation.resource_group_name
  subnet_id                     = azurerm_subnet.endpoints.id
  custom_network_interface_name = "${var.name}-vault"

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = var.foundation.key_vault_id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "vault"
    private_dns_zone_ids = [azurerm_private_dns_zone.private["vault"].id]
  }

  tags = var.foundation.tags
}
