@include "header.tf"
@if uses.storage_tiers
locals {
  # The archive tier does not exist on zone-redundant accounts.
  durable = { for label, bucket in var.storage.buckets : label => bucket.archive_days == null ? "ZRS" : "GRS" }
}

@end
# Every bucket is a container in an account of its own: lifecycle, versions and firewall are settings of the account.
# Model artefacts can be rebuilt, so a second region is not asked for, and there are no queues to log:
# trivy:ignore:AZU-0057 trivy:ignore:AZU-0058
resource "azurerm_storage_account" "bucket" {
  # checkov:skip=CKV_AZURE_33:The account has no queues.
  # checkov:skip=CKV2_AZURE_33:Its private endpoint is below; the check loses track at for_each.
  for_each = var.storage.buckets

  name                     = each.value.name
  location                 = var.foundation.location
  resource_group_name      = var.foundation.resource_group_name
  account_kind             = "StorageV2"
  account_tier             = "Standard"
  access_tier              = "Hot"
@if uses.storage_tiers
  account_replication_type = var.foundation.protected ? local.durable[each.key] : "LRS"
@else
  account_replication_type = var.foundation.protected ? "ZRS" : "LRS"
@end

  # access
  public_network_access_enabled    = false
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  default_to_oauth_authentication  = true
  local_user_enabled               = false
  shared_access_key_enabled        = false
  https_traffic_only_enabled       = true
  min_tls_version                  = "TLS1_2"

  # Changing this replaces the account and what is in it.
  infrastructure_encryption_enabled = true

  identity {
    type         = "UserAssigned"
    identity_ids = [var.foundation.encryption_identity_id]
  }

  # The key without a version: the account takes up new ones by itself.
  customer_managed_key {
    key_vault_key_id          = var.foundation.key_id
    user_assigned_identity_id = var.foundation.encryption_identity_id
  }

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }

  blob_properties {
    versioning_enabled  = each.value.versioning
    change_feed_enabled = each.value.versioning

    # Without a limit the feed grows for ever.
    change_feed_retention_in_days = each.value.versioning ? each.value.noncurrent_days : null

    # Azure's least is a day.
    delete_retention_policy {
      days = max(each.value.soft_delete_days, 1)
    }

    container_delete_retention_policy {
      days = max(each.value.soft_delete_days, 1)
    }
  }

  tags = var.foundation.tags
}

resource "azurerm_storage_container" "bucket" {
  # checkov:skip=CKV2_AZURE_21:The diagnostic setting in logging.tf logs every access, not the classic storage insights.
  for_each = var.storage.buckets

  name                  = replace(each.key, "_", "-")
  storage_account_id    = azurerm_storage_account.bucket[each.key].id
  container_access_type = "private"
}

resource "azurerm_storage_management_policy" "bucket" {
  for_each = var.storage.buckets

  storage_account_id = azurerm_storage_account.bucket[each.key].id
@if uses.storage_tiers or uses.storage_expire

  dynamic "rule" {
    for_each = (
      anytrue([for days in [each.value.cool_days, each.value.archive_days, each.value.expire_days] : days != null])
      ? { by-age = each.value }
      : {}
    )

    content {
      name    = rule.key
      enabled = true

      filters {
        blob_types = ["blockBlob"]
      }

      actions {
        base_blob {
@if uses.storage_tiers
          tier_to_cool_after_days_since_modification_greater_than    = rule.value.cool_days
          tier_to_archive_after_days_since_modification_greater_than = rule.value.archive_days
@end
@if uses.storage_expire
          delete_after_days_since_modification_greater_than          = rule.value.expire_days
@end
        }
      }
    }
  }
@end

  rule {
    name    = "expire-noncurrent"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      snapshot {
        delete_after_days_since_creation_greater_than = each.value.noncurrent_days
      }

      version {
        delete_after_days_since_creation = each.value.noncurrent_days
      }
    }
  }
}

# Path from the network
resource "azurerm_private_endpoint" "bucket" {
  for_each = var.storage.buckets

  name                          = each.value.name
  location                      = var.foundation.location
  resource_group_name           = var.foundation.resource_group_name
  subnet_id                     = var.network.endpoint_subnet_id
  custom_network_interface_name = each.value.name

  private_service_connection {
    name                           = "blob"
    private_connection_resource_id = azurerm_storage_account.bucket[each.key].id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "blob"
    private_dns_zone_ids = [var.network.private_zone_ids["storage"]]
  }

  tags = var.foundation.tags
}

# An account goes with all that is in it. The lock keeps others from deleting it; Terraform takes it off first.
resource "azurerm_management_lock" "bucket" {
  for_each = { for label, bucket in var.storage.buckets : label => bucket if !bucket.force_destroy }

  name       = "keep"
  scope      = azurerm_storage_account.bucket[each.key].id
  lock_level = "CanNotDelete"
  notes      = "The bucket may hold data; force_destroy is off."

  depends_on = [azurerm_storage_container.bucket, azurerm_storage_management_policy.bucket]
}
