@include "header.tf"
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

# Memorystore draws the AUTH string itself and its provider keeps it in state; workloads read it from here.
resource "google_secret_manager_secret" "auth" {
@if uses.valkey
  count = var.cache.engine == "redis" ? 1 : 0

@end
  secret_id = "${var.cache.name}-auth"
  project   = var.foundation.account

  replication {
    user_managed {
      replicas {
        location = var.foundation.region
      }
    }
  }
}

resource "google_secret_manager_secret_version" "auth" {
@if uses.valkey
  count = var.cache.engine == "redis" ? 1 : 0

  secret = google_secret_manager_secret.auth[0].id
@else
  secret = google_secret_manager_secret.auth.id
@end

  # Bump the version after rotating the string.
@if uses.valkey
  secret_data_wo         = google_redis_instance.redis[0].auth_string
@else
  secret_data_wo         = google_redis_instance.redis.auth_string
@end
  secret_data_wo_version = 1
}
@end
