@include "header.tf"
# Pods leave a node under the node's address, so rules that name the node range cover pods too.

# Nodes and the API server talk within the network; the default rules refuse everybody else.
resource "azurerm_network_security_group" "nodes" {
  name                = "${var.name}-nodes"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  tags                = var.foundation.tags
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = azurerm_subnet.nodes.id
  network_security_group_id = azurerm_network_security_group.nodes.id
}

resource "azurerm_network_security_group" "api_server" {
  name                = "${var.name}-api-server"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  tags                = var.foundation.tags
}

resource "azurerm_subnet_network_security_group_association" "api_server" {
  subnet_id                 = azurerm_subnet.api_server.id
  network_security_group_id = azurerm_network_security_group.api_server.id
}

# Private endpoints
resource "azurerm_network_security_group" "endpoints" {
  name                = "${var.name}-endpoints"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  tags                = var.foundation.tags
}

resource "azurerm_subnet_network_security_group_association" "endpoints" {
  subnet_id                 = azurerm_subnet.endpoints.id
  network_security_group_id = azurerm_network_security_group.endpoints.id
}

resource "azurerm_network_security_rule" "endpoints_https" {
  name                        = "AllowHttpsFromNetwork"
  description                 = "Vault and storage, for nodes and for runners in the network."
  resource_group_name         = var.foundation.resource_group_name
  network_security_group_name = azurerm_network_security_group.endpoints.name

  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_address_prefix      = "VirtualNetwork"
  source_port_range          = "*"
  destination_address_prefix = local.endpoints_range
  destination_port_range     = "443"
}

@if uses.cache
resource "azurerm_network_security_rule" "endpoints_redis" {
  name                        = "AllowRedisFromNodes"
  description                 = "Caches, for nodes only."
  resource_group_name         = var.foundation.resource_group_name
  network_security_group_name = azurerm_network_security_group.endpoints.name

  priority                   = 110
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_address_prefix      = local.ranges["nodes"]
  source_port_range          = "*"
  destination_address_prefix = local.endpoints_range
  destination_port_range     = "10000"
}

@end
resource "azurerm_network_security_rule" "endpoints_deny" {
  name                        = "DenyRest"
  description                 = "Azure's default rules would admit the whole network."
  resource_group_name         = var.foundation.resource_group_name
  network_security_group_name = azurerm_network_security_group.endpoints.name

  priority                   = 4096
  direction                  = "Inbound"
  access                     = "Deny"
  protocol                   = "*"
  source_address_prefix      = "*"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "*"
}
@if uses.database

# Databases
resource "azurerm_network_security_group" "database" {
  name                = "${var.name}-database"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  tags                = var.foundation.tags
}

resource "azurerm_subnet_network_security_group_association" "database" {
  subnet_id                 = azurerm_subnet.database.id
  network_security_group_id = azurerm_network_security_group.database.id
}

resource "azurerm_network_security_rule" "database_clients" {
  name                        = "AllowPostgresFromNodes"
  description                 = "Databases, for nodes only; 6432 is the built-in PgBouncer."
  resource_group_name         = var.foundation.resource_group_name
  network_security_group_name = azurerm_network_security_group.database.name

  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_address_prefix      = local.ranges["nodes"]
  source_port_range          = "*"
  destination_address_prefix = local.ranges["database"]
  destination_port_ranges    = ["5432", "6432"]
}

resource "azurerm_network_security_rule" "database_peers" {
  name                        = "AllowServersAmongThemselves"
  description                 = "Standby and replicas follow the primary."
  resource_group_name         = var.foundation.resource_group_name
  network_security_group_name = azurerm_network_security_group.database.name

  priority                   = 110
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_address_prefix      = local.ranges["database"]
  source_port_range          = "*"
  destination_address_prefix = local.ranges["database"]
  destination_port_ranges    = ["5432", "6432"]
}

resource "azurerm_network_security_rule" "database_deny" {
  name                        = "DenyRest"
  description                 = "Azure's default rules would admit the whole network."
  resource_group_name         = var.foundation.resource_group_name
  network_security_group_name = azurerm_network_security_group.database.name

  priority                   = 4096
  direction                  = "Inbound"
  access                     = "Deny"
  protocol                   = "*"
  source_address_prefix      = "*"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "*"
}
@end
