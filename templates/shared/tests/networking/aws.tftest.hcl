run "networking" {
  module {
    source = "../../../modules/networking/aws"
  }

  variables {
    name       = var.labels["stack"]
    foundation = run.foundation.cloud
  }

  assert {
    condition     = aws_vpc.main.cidr_block == var.network.cidr
    error_message = "The network does not have the range ${var.network.cidr}: it may overlap with another environment's."
  }

  assert {
    condition = alltrue([
      for zone, ranges in var.network.subnets :
      aws_subnet.public[zone].cidr_block == ranges.public && aws_subnet.nodes[zone].cidr_block == ranges.nodes
    ])
    error_message = "A subnet does not have the range that the address plan gives it."
  }

  assert {
    condition = alltrue([
      for subnet in concat(values(aws_subnet.public), values(aws_subnet.nodes)) : subnet.map_public_ip_on_launch != true
    ])
    error_message = "What starts in a subnet gets a public address: the internet could reach it."
  }

  assert {
    condition = (
      length(aws_default_security_group.closed.ingress) == 0 && length(aws_default_security_group.closed.egress) == 0
    )
    error_message = "The default security group opens something: what is made without naming a group would be open."
  }
@if uses.database or uses.cache

  assert {
    condition = alltrue([
      for zone, ranges in var.network.subnets : aws_subnet.database[zone].cidr_block == ranges.database
    ])
    error_message = "A subnet of the databases does not have the range that the address plan gives it."
  }

  assert {
    condition     = length(aws_route_table.database.route) == 0
    error_message = "The database subnets have a way out: databases and caches are to stay inside the network."
  }

@end
@if uses.nat

  assert {
    condition     = length(aws_nat_gateway.main) == (var.network.nat == "per-zone" ? length(var.network.zones) : 1)
    error_message = "There is not a NAT gateway for each zone where nat is per-zone: one zone's failure would cut off the others."
  }

@end
@if uses.flow_logs

  assert {
    condition     = length(aws_flow_log.main) == 1 && alltrue([for log in aws_flow_log.main : log.traffic_type == "ALL"])
    error_message = "The network's traffic is not logged: nobody could tell who talked to whom."
  }

  assert {
    condition = alltrue([
      for group in aws_cloudwatch_log_group.flow_logs :
      group.retention_in_days == var.network.flow_log_days && group.kms_key_id == var.foundation.key_arn
    ])
    error_message = "Flow logs are not kept for ${var.network.flow_log_days} days, encrypted with the stack's own key."
  }

@end
}
