@if uses.cache
@for cache in caches
run "cache-@{cache.key}" {
  module {
    source = "../../../modules/cache/aws"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
    cache      = var.caches[@{cache.key}]
  }

  assert {
    condition = (
      aws_elasticache_replication_group.main.replication_group_id == var.cache.name
      && aws_elasticache_replication_group.main.engine == var.cache.engine
      && aws_elasticache_replication_group.main.engine_version == var.cache.version
    )
    error_message = "The cache is not ${var.cache.name}, ${var.cache.engine} ${var.cache.version}, as the stack file says."
  }

  assert {
    condition = (
      aws_vpc_security_group_ingress_rule.nodes.referenced_security_group_id == var.network.node_security_group_id
      && aws_vpc_security_group_ingress_rule.nodes.cidr_ipv4 == null
      && aws_vpc_security_group_ingress_rule.nodes.cidr_ipv6 == null
    )
    error_message = "The cache admits others than the cluster's nodes."
  }

  assert {
    condition     = toset(aws_elasticache_subnet_group.main.subnet_ids) == toset(values(var.network.database_subnet_ids))
    error_message = "The cache is not in the database subnets, which have no way out of the network."
  }

  assert {
    condition = (
      tobool(aws_elasticache_replication_group.main.at_rest_encryption_enabled)
      && aws_elasticache_replication_group.main.kms_key_id == var.foundation.key_arn
    )
    error_message = "The cache is not encrypted with the stack's own key: whoever gets a snapshot could read it."
  }

  assert {
    condition = (
      aws_elasticache_replication_group.main.transit_encryption_enabled
      && aws_elasticache_replication_group.main.transit_encryption_mode == "required"
    )
    error_message = "The cache accepts connections without TLS: what it holds would be readable on the way."
  }

  assert {
    condition     = one(aws_elasticache_user.client.authentication_mode).type == "iam"
    error_message = "Clients of the cache sign in with a password in place of IAM."
  }

  assert {
    condition = (
      aws_elasticache_replication_group.main.num_cache_clusters == var.cache.nodes
      && aws_elasticache_replication_group.main.automatic_failover_enabled == var.cache.high_availability
      && aws_elasticache_replication_group.main.multi_az_enabled == var.cache.high_availability
    )
    error_message = "The cache has no second node in another zone to fail over to, although high_availability is on."
  }

  assert {
    condition = (
      aws_elasticache_replication_group.main.snapshot_retention_limit == (var.cache.persistence ? var.cache.snapshot_days : 0)
    )
    error_message = "Snapshots of the cache are not kept for ${var.cache.snapshot_days} days, although persistence is on."
  }
}

@end
@end
