@include "header.tf"
output "connection" {
@if uses.valkey and uses.redis
  description = "How to reach the cache, by TLS. `secret` is Valkey's IAM role for clients, or the secret with Redis' AUTH string."
  value = {
    host   = one(concat(local.valkey_primaries[*].ip_address, google_redis_instance.redis[*].host))
    port   = one(concat(local.valkey_primaries[*].port, google_redis_instance.redis[*].port))
    secret = (
      var.cache.engine == "valkey"
      ? "roles/memorystore.dbConnectionUser"
      : one(google_secret_manager_secret.auth[*].id)
    )
  }

  depends_on = [google_secret_manager_secret_version.auth]
@elif uses.valkey
  description = "How to reach the cache, by TLS. `secret` is the IAM role that admits clients; there is no password."
  value = {
    host   = one(local.valkey_primaries[*].ip_address)
    port   = one(local.valkey_primaries[*].port)
    secret = "roles/memorystore.dbConnectionUser"
  }
@else
  description = "How to reach the cache, by TLS. `secret` holds the AUTH string."
  value = {
    host   = google_redis_instance.redis.host
    port   = google_redis_instance.redis.port
    secret = google_secret_manager_secret.auth.id
  }

  depends_on = [google_secret_manager_secret_version.auth]
@end
}
