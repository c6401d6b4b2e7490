@include "header.tf"
@if uses.valkey
resource "google_memorystore_instance" "valkey" {
@if uses.redis
  count = var.cache.engine == "valkey" ? 1 : 0

@end
  instance_id    = var.cache.name
  project        = var.foundation.account
  location       = var.foundation.region
  engine_version = var.cache.version

  # size
  # One shard without the cluster protocol, as on the other clouds: any client works.
  mode          = "CLUSTER_DISABLED"
  shard_count   = 1
  node_type     = var.cache.machine
  replica_count = var.cache.nodes - 1

  # safety
  # Changing either mode or the key replaces the cache.
  authorization_mode          = "IAM_AUTH"
  transit_encryption_mode     = "SERVER_AUTHENTICATION"
  kms_key                     = var.foundation.key_id
  deletion_protection_enabled = var.cache.deletion_protection

  desired_auto_created_endpoints {
    network    = var.network.network_id
    project_id = var.foundation.account
  }

  zone_distribution_config {
    mode = "MULTI_ZONE"
  }

  persistence_config {
    mode = var.cache.persistence ? "RDB" : "DISABLED"

    dynamic "rdb_config" {
      for_each = var.cache.persistence ? { period = "SIX_HOURS" } : {}

      content {
        rdb_snapshot_period = rdb_config.value
      }
    }
  }

  dynamic "automated_backup_config" {
    for_each = var.cache.snapshot_days > 0 ? { days = var.cache.snapshot_days } : {}

    content {
      retention = "${automated_backup_config.value * 86400}s"

      fixed_frequency_schedule {
        start_time {
          hours = 2
        }
      }
    }
  }

  maintenance_policy {
    weekly_maintenance_window {
      day = "SUNDAY"

      start_time {
        hours = 3
      }
    }
  }
}
@end
@if uses.redis
resource "google_redis_instance" "redis" {
@if uses.valkey
  count = var.cache.engine == "redis" ? 1 : 0

@end
  name          = var.cache.name
  project       = var.foundation.account
  region        = var.foundation.region
  redis_version = var.cache.version

  # size
  tier           = var.cache.high_availability ? "STANDARD_HA" : "BASIC"
  memory_size_gb = var.cache.memory_gb

  # network
  connect_mode       = "PRIVATE_SERVICE_ACCESS"
  authorized_network = var.network.network_id
  reserved_ip_range  = var.network.peering_range

  # safety
  auth_enabled            = true
  transit_encryption_mode = "SERVER_AUTHENTICATION"
  customer_managed_key    = var.foundation.key_id
  deletion_protection     = var.cache.deletion_protection

  persistence_config {
    persistence_mode    = var.cache.persistence ? "RDB" : "DISABLED"
    rdb_snapshot_period = var.cache.persistence ? "SIX_HOURS" : null
  }

  maintenance_policy {
    weekly_maintenance_window {
      day = "SUNDAY"

      start_time {
        hours   = 3
        minutes = 0
        seconds = 0
        nanos   = 0
      }
    }
  }
}
@end
