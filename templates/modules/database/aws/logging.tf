@include "header.tf"
locals {
  logs = ["postgresql", "upgrade"]
@if uses.database_replicas

  servers = concat([var.database.name], [for replica in var.database.replicas : "${var.database.name}-${replica}"])
@end
}

resource "aws_cloudwatch_log_group" "database" {
@if uses.database_replicas
  for_each = toset([for pair in setproduct(local.servers, local.logs) : join("/", pair)])
@else
  for_each = toset([for log in local.logs : "${var.database.name}/${log}"])
@end

  name              = "/aws/rds/instance/${each.key}"
  retention_in_days = var.foundation.log_days
  kms_key_id        = var.foundation.key_arn
}
