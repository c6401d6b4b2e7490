@if uses.cache
@for cache in caches
run "cache-@{cache.key}" {
  module {
    source = "../../../modules/cache/gcp"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
    cache      = var.caches[@{cache.key}]
  }
@if cache.engine == "valkey"

  assert {
    condition = (
      one(google_memorystore_instance.valkey[*]).instance_id == var.cache.name
      && one(google_memorystore_instance.valkey[*]).engine_version == var.cache.version
    )
    error_message = "The cache is not ${var.cache.name} with Valkey ${var.cache.version}, as the stack file says."
  }

  assert {
    condition = (
      [for endpoint in one(google_memorystore_instance.valkey[*]).desired_auto_created_endpoints : endpoint.network]
      == [var.network.network_id]
    )
    error_message = "The cache is not reached through an endpoint in the network, and only there."
  }

  assert {
    condition     = one(google_memorystore_instance.valkey[*]).kms_key == var.foundation.key_id
    error_message = "The cache is not encrypted with the stack's own key: whoever gets a backup could read it."
  }

  assert {
    condition     = one(google_memorystore_instance.valkey[*]).transit_encryption_mode == "SERVER_AUTHENTICATION"
    error_message = "The cache accepts connections without TLS: what it holds would be readable on the way."
  }

  assert {
    condition     = one(google_memorystore_instance.valkey[*]).authorization_mode == "IAM_AUTH"
    error_message = "Clients of the cache do not sign in: whoever is in the network could read it."
  }

  assert {
    condition     = one(google_memorystore_instance.valkey[*]).replica_count == var.cache.nodes - 1
    error_message = "The cache does not have ${var.cache.nodes} nodes: a failure would be an outage where high_availability is on."
  }

  assert {
    condition = (
      one(google_memorystore_instance.valkey[*]).deletion_protection_enabled == var.cache.deletion_protection
    )
    error_message = "The cache can be deleted by mistake, although deletion_protection is on."
  }

  assert {
    condition = (
      one(google_memorystore_instance.valkey[*]).persistence_config[0].mode
      == (var.cache.persistence ? "RDB" : "DISABLED")
    )
    error_message = "The cache loses what it holds when it restarts, although persistence is on."
  }
@else

  assert {
    condition = (
      one(google_redis_instance.redis[*]).name == var.cache.name
      && one(google_redis_instance.redis[*]).redis_version == var.cache.version
    )
    error_message = "The cache is not ${var.cache.name} with Redis ${var.cache.version}, as the stack file says."
  }

  assert {
    condition = (
      one(google_redis_instance.redis[*]).connect_mode == "PRIVATE_SERVICE_ACCESS"
      && one(google_redis_instance.redis[*]).authorized_network == var.network.network_id
    )
    error_message = "The cache is not reached from the stack's own network only."
  }

  assert {
    condition     = one(google_redis_instance.redis[*]).customer_managed_key == var.foundation.key_id
    error_message = "The cache is not encrypted with the stack's own key: whoever gets a backup could read it."
  }

  assert {
    condition     = one(google_redis_instance.redis[*]).transit_encryption_mode == "SERVER_AUTHENTICATION"
    error_message = "The cache accepts connections without TLS: what it holds would be readable on the way."
  }

  assert {
    condition     = one(google_redis_instance.redis[*]).auth_enabled
    error_message = "Clients of the cache do not sign in: whoever is in the network could read it."
  }

  assert {
    condition     = one(google_redis_instance.redis[*]).tier == (var.cache.high_availability ? "STANDARD_HA" : "BASIC")
    error_message = "The cache has no second node in another zone to fail over to, although high_availability is on."
  }

  assert {
    condition     = one(google_redis_instance.redis[*]).deletion_protection == var.cache.deletion_protection
    error_message = "The cache can be deleted by mistake, although deletion_protection is on."
  }
@end
}

@end
@end
