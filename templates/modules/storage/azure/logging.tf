@include "header.tf"
# Every read, write and deletion, with who and from where
resource "azurerm_monitor_diagnostic_setting" "bucket" {
  for_each = var.storage.buckets

  name                       = "access"
  target_resource_id         = "${azurerm_storage_account.bucket[each.key].id}/blobServices/default"
  log_analytics_workspace_id = var.foundation.log_analytics_workspace_id

  enabled_log {
    category = "StorageRead"
  }

  enabled_log {
    category = "StorageWrite"
  }

  enabled_log {
    category = "StorageDelete"
  }
}
