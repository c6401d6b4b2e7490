@include "header.tf"
@if uses.valkey
locals {
  # The instance has two endpoints, one of the primary and one for reads.
  valkey_primaries = [
    for connection in flatten(google_memorystore_instance.valkey[*].endpoints[*].connections) :
    connection.psc_auto_connection[0]
    if connection.psc_auto_connection[0].connection_type == "CONNECTION_TYPE_PRIMARY"
  ]
}

@end
output "connection" {
@if uses.valkey and uses.redis
  description = "Where the cache is, by TLS. `secret`: the account to log in as, or the secret with Redis' AUTH string."
  value = {
    host   = one(concat(local.valkey_primaries[*].ip_address, google_redis_instance.redis[*].host))
    port   = one(concat(local.valkey_primaries[*].port, google_redis_instance.redis[*].port))
    secret = one(concat(google_service_account.client[*].email, google_secret_manager_secret.auth[*].id))
  }

  # Before, the cache is there but lets nobody in.
  depends_on = [google_project_iam_member.client, google_secret_manager_secret_version.auth]
@elif uses.valkey
  description = "Where the cache is, by TLS. `secret` is the service account to log in as, by IAM."
  value = {
    host   = one(local.valkey_primaries[*].ip_address)
    port   = one(local.valkey_primaries[*].port)
    secret = google_service_account.client.email
  }

  # Before, the cache is there but lets nobody in.
  depends_on = [google_project_iam_member.client]
@else
  description = "Where the cache is, by TLS. `secret` is the secret with the AUTH string."
  value = {
    host   = google_redis_instance.redis.host
    port   = google_redis_instance.redis.port
    secret = google_secret_manager_secret.auth.id
  }

  # Before, the secret is there but empty.
  depends_on = [google_secret_manager_secret_version.auth]
@end
}
