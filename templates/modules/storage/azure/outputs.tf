@include "header.tf"
output "buckets" {
  description = "Name and URL of each bucket, by its label in the stack file."
  value = {
    for label, container in azurerm_storage_container.bucket : label => {
      name = azurerm_storage_account.bucket[label].name
      url  = "${azurerm_storage_account.bucket[label].primary_blob_endpoint}${container.name}"
    }
  }

  # The accounts answer in the network only, through their endpoints.
  depends_on = [azurerm_private_endpoint.bucket]
}
