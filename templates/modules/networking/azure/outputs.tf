@include "header.tf"
output "attachment" {
  description = "What the other Azure modules need to join the network. Opaque to roots."
  value = {
    virtual_network_id   = azurerm_virtual_network.main.id
    node_subnet_id       = azurerm_subnet.nodes.id
    api_server_subnet_id = azurerm_subnet.api_server.id
    endpoint_subnet_id   = azurerm_subnet.endpoints.id
@if uses.database
    database_subnet_id   = azurerm_subnet.database.id
@end
    private_zone_ids     = { for role, zone in azurerm_private_dns_zone.private : role => zone.id }
    nat                  = var.network.nat != "none"
  }

  # Nodes fail without a way out, servers and endpoints without their names and rules.
  depends_on = [
    azurerm_private_dns_zone_virtual_network_link.private,
    azurerm_private_endpoint.vault,
    azurerm_subnet_network_security_group_association.api_server,
    azurerm_subnet_network_security_group_association.endpoints,
    azurerm_subnet_network_security_group_association.nodes,
@if uses.database
    azurerm_subnet_network_security_group_association.database,
@end
@if uses.nat
    azurerm_nat_gateway_public_ip_association.main,
    azurerm_subnet_nat_gateway_association.nodes,
@end
  ]
}
