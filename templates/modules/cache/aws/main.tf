@include "header.tf"
# One cache. Clients log in with IAM, over TLS: there is no password to keep.
resource "aws_elasticache_replication_group" "main" {
  # checkov:skip=CKV2_AWS_50:Failover where the environment asks for it, see high_availability.
  replication_group_id = var.cache.name
  description          = "Cache ${var.cache.name}."

  # engine: its version is a minor, and a cache that had moved on to the next by itself would be replaced to go back
  engine                     = var.cache.engine
  engine_version             = var.cache.version
  node_type                  = var.cache.machine
  parameter_group_name       = "default.${var.cache.family}"
  auto_minor_version_upgrade = false
  apply_immediately          = !var.foundation.protected
  maintenance_window         = "sun:04:30-sun:05:30"

  # availability
  num_cache_clusters         = var.cache.nodes
  automatic_failover_enabled = var.cache.high_availability
  multi_az_enabled           = var.cache.high_availability

  # network
  subnet_group_name  = aws_elasticache_subnet_group.main.name
  security_group_ids = [aws_security_group.cache.id]
  port               = 6379

  # access
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  at_rest_encryption_enabled = true
  kms_key_id                 = var.foundation.key_arn
  user_group_ids             = [aws_elasticache_user_group.main.user_group_id]

  # safety
  snapshot_retention_limit = var.cache.persistence ? var.cache.snapshot_days : 0
  snapshot_window          = "03:00-04:00"
  final_snapshot_identifier = (
    var.foundation.protected ? "${var.cache.name}-final-${substr(terraform_data.snapshot.id, 0, 8)}" : null
  )

  dynamic "log_delivery_configuration" {
    for_each = aws_cloudwatch_log_group.cache

    content {
      destination_type = "cloudwatch-logs"
      destination      = log_delivery_configuration.value.name
      log_type         = log_delivery_configuration.key
      log_format       = "json"
    }
  }
}

# The end of the final snapshot's name. A cache that is replaced leaves a snapshot too, and names are used once.
resource "terraform_data" "snapshot" {
  triggers_replace = [
    var.cache.name,
    var.foundation.key_arn,
  ]
}

# Network: inside, and from the nodes only
resource "aws_elasticache_subnet_group" "main" {
  name        = var.cache.name
  description = "Database subnets of every zone."
  subnet_ids  = values(var.network.database_subnet_ids)
}

resource "aws_security_group" "cache" {
  name_prefix = "${var.cache.name}-"
  description = "Cache ${var.cache.name}."
  vpc_id      = var.network.vpc_id

  tags = { Name = var.cache.name }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "nodes" {
  security_group_id            = aws_security_group.cache.id
  description                  = "Cache, from the cluster's nodes."
  referenced_security_group_id = var.network.node_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}
