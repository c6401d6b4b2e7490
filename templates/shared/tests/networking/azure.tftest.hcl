run "networking" {
  module {
    source = "../../../modules/networking/azure"
  }

  variables {
    name       = var.labels["stack"]
    foundation = run.foundation.cloud
  }

  assert {
    condition     = toset(azurerm_virtual_network.main.address_space) == toset([var.network.cidr])
    error_message = "The network does not have the range ${var.network.cidr}: it may overlap with another environment's."
  }

  assert {
    condition     = azurerm_subnet.nodes.address_prefixes[0] == var.network.subnets["region"]["nodes"]
    error_message = "The subnet of the nodes does not have the range that the address plan gives it."
  }

  assert {
    condition     = !azurerm_subnet.nodes.default_outbound_access_enabled
    error_message = "Nodes have a way out that nobody chose, with an address that changes."
  }

  assert {
    condition = (
      azurerm_network_security_rule.endpoints_deny.access == "Deny"
      && azurerm_network_security_rule.endpoints_deny.source_address_prefix == "*"
    )
    error_message = "The private endpoints of buckets and caches admit what no other rule admits."
  }
@if uses.database

  assert {
    condition     = azurerm_subnet.database.address_prefixes[0] == var.network.subnets["region"]["database"]
    error_message = "The subnet of the databases does not have the range that the address plan gives it."
  }

  assert {
    condition = (
      azurerm_network_security_rule.database_deny.access == "Deny"
      && azurerm_network_security_rule.database_clients.source_address_prefix == var.network.subnets["region"]["nodes"]
    )
    error_message = "Databases admit others than the cluster's nodes."
  }

@end
@if uses.cache

  assert {
    condition     = azurerm_network_security_rule.endpoints_redis.source_address_prefix == var.network.subnets["region"]["nodes"]
    error_message = "Caches admit others than the cluster's nodes."
  }

@end
@if uses.flow_logs

  assert {
    condition = alltrue([
      for log in azurerm_network_watcher_flow_log.main :
      log.enabled && log.retention_policy[0].days == var.network.flow_log_days
    ]) && length(azurerm_network_watcher_flow_log.main) == 1
    error_message = "The network's traffic is not logged and kept for ${var.network.flow_log_days} days."
  }

@end
}
