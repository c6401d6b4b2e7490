@include "header.tf"
locals {
  # Azure's subnets span the zones of a region, so the plan has one set of ranges.
  ranges = var.network.subnets["region"]

  # The API server's addresses and the private endpoints share a range; each kind wants a subnet of its own.
  halves           = cidrsubnets(local.ranges["endpoints"], 1, 1)
  endpoints_range  = local.halves[0]
  api_server_range = local.halves[1]
}

resource "azurerm_virtual_network" "main" {
  name                = var.name
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  address_space       = [var.network.cidr]
  tags                = var.foundation.tags
}

# Subnets
resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = var.foundation.resource_group_name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [local.ranges["nodes"]]

  # Egress goes through the NAT gateway or not at all.
  default_outbound_access_enabled = false

  # AKS adds this one itself when the blob driver is on; unsaid, each plan would take it away again.
  service_endpoint {
    service = "Microsoft.Storage"
  }
}

resource "azurerm_subnet" "api_server" {
  name                 = "api-server"
  resource_group_name  = var.foundation.resource_group_name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [local.api_server_range]

  default_outbound_access_enabled = false

  delegation {
    name = "aks"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  resource_group_name  = var.foundation.resource_group_name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [local.endpoints_range]

  default_outbound_access_enabled = false

  # Without it the security group does not apply to private endpoints.
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

@if uses.database
resource "azurerm_subnet" "database" {
  name                 = "database"
  resource_group_name  = var.foundation.resource_group_name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [local.ranges["database"]]

  default_outbound_access_enabled = false

  delegation {
    name = "postgresql"

    service_delegation {
      name    = "Microsoft.DBforPostgreSQL/flexibleServers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }

  # Servers archive their logs to storage; unsaid, Azure adds the endpoint and each plan takes it away again.
  service_endpoint {
    service = "Microsoft.Storage"
  }
}

@end
@if uses.nat
# Egress
locals {
  # One gateway for both `single` and `per-zone`: a StandardV2 gateway spans the zones and costs what a zonal one
  # does, and a subnet can't have a gateway for each zone.
  gateways = var.network.nat == "none" ? toset([]) : toset(["nat"])
}

resource "azurerm_public_ip" "nat" {
  for_each = local.gateways

  name                = "${var.name}-${each.key}"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  sku                 = "StandardV2"
  allocation_method   = "Static"
  tags                = var.foundation.tags
}

resource "azurerm_nat_gateway" "main" {
  for_each = local.gateways

  name                = "${var.name}-${each.key}"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  sku_name            = "StandardV2"
  tags                = var.foundation.tags
}

resource "azurerm_nat_gateway_public_ip_association" "main" {
  for_each = local.gateways

  nat_gateway_id       = azurerm_nat_gateway.main[each.key].id
  public_ip_address_id = azurerm_public_ip.nat[each.key].id
}

resource "azurerm_subnet_nat_gateway_association" "nodes" {
  for_each = local.gateways

  subnet_id      = azurerm_subnet.nodes.id
  nat_gateway_id = azurerm_nat_gateway.main[each.key].id
}
@end
