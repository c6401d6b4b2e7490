@include "header.tf"
output "attachment" {
  description = "What the other AWS modules need to join the network. Opaque to roots."
  value = {
    vpc_id                 = aws_vpc.main.id
    cidr                   = var.network.cidr
    public_subnet_ids      = { for zone, subnet in aws_subnet.public : zone => subnet.id }
    node_subnet_ids        = { for zone, subnet in aws_subnet.nodes : zone => subnet.id }
@if uses.database or uses.cache
    database_subnet_ids    = { for zone, subnet in aws_subnet.database : zone => subnet.id }
@end
    node_security_group_id = aws_security_group.nodes.id
  }

  # Nodes need a way out, or the endpoints, before they can join a cluster.
  depends_on = [
    aws_route_table_association.nodes,
    aws_route_table_association.public,
    aws_route.internet,
@if uses.nat
    aws_route.nat,
@end
    aws_vpc_endpoint.s3,
@if uses.nat_none
    aws_vpc_endpoint.service,
    aws_vpc_security_group_ingress_rule.endpoints,
@end
  ]
}
