@include "header.tf"
@if uses.valkey
# No password: workloads log in as this account, which they take on by workload identity.
resource "google_service_account" "client" {
@if uses.redis
  count = var.cache.engine == "valkey" ? 1 : 0

@end
  # Account IDs end at 30 characters; the hash keeps shortened names apart.
  account_id   = "${substr(var.cache.name, 0, 20)}-${substr(sha256(var.cache.name), 0, 8)}"
  project      = var.foundation.account
  display_name = "Clients of the cache ${var.cache.name}"
}

resource "google_project_iam_member" "client" {
@if uses.redis
  count = var.cache.engine == "valkey" ? 1 : 0

@end
  project = var.foundation.account
  role    = "roles/memorystore.dbConnectionUser"
@if uses.redis
  member  = google_service_account.client[0].member
@else
  member  = google_service_account.client.member
@end

  # The role exists only for the whole project; the condition narrows it to this cache.
  condition {
    title      = "only-${var.cache.name}"
@if uses.redis
    expression = "resource.name == \"${google_memorystore_instance.valkey[0].id}\""
@else
    expression = "resource.name == \"${google_memorystore_instance.valkey.id}\""
@end
  }
}

@end
@if uses.redis
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
