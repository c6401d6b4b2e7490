@if uses.storage
run "storage" {
  module {
    source = "../../../modules/storage/azure"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
  }

  assert {
    condition     = alltrue([for key, bucket in var.storage.buckets : azurerm_storage_account.bucket[key].name == bucket.name])
    error_message = "A bucket has another name than planned: a new name would replace it, and what is in it."
  }

  assert {
    condition = alltrue([
      for account in azurerm_storage_account.bucket :
      !account.public_network_access_enabled
      && !account.allow_nested_items_to_be_public
      && account.network_rules[0].default_action == "Deny"
    ])
    error_message = "A bucket can be reached from the internet: its private endpoint is to be the only way."
  }

  assert {
    condition = alltrue([
      for account in azurerm_storage_account.bucket : !account.shared_access_key_enabled && !account.local_user_enabled
    ])
    error_message = "A bucket can be opened with a shared key, which says nothing of who holds it."
  }

  assert {
    condition = alltrue([
      for account in azurerm_storage_account.bucket :
      account.https_traffic_only_enabled && account.min_tls_version == "TLS1_2"
    ])
    error_message = "A bucket answers without TLS 1.2: what it holds would be readable on the way."
  }

  assert {
    condition = alltrue([
      for account in azurerm_storage_account.bucket :
      one(account.customer_managed_key[*].key_vault_key_id) == var.foundation.key_id
      && account.infrastructure_encryption_enabled
    ])
    error_message = "A bucket is not encrypted with the stack's own key."
  }

  assert {
    condition = alltrue([
      for key, bucket in var.storage.buckets :
      azurerm_storage_account.bucket[key].blob_properties[0].versioning_enabled == bucket.versioning
    ])
    error_message = "A bucket keeps no versions although versioning is on: what is overwritten by mistake is lost."
  }

  assert {
    condition = alltrue([
      for key, bucket in var.storage.buckets : contains(keys(azurerm_management_lock.bucket), key) != bucket.force_destroy
    ])
    error_message = "A bucket can be deleted by mistake with what is in it, although force_destroy is off."
  }

  assert {
    condition     = length(azurerm_monitor_diagnostic_setting.bucket) == length(var.storage.buckets)
    error_message = "Nobody logs who reads and writes a bucket."
  }
}

@end
