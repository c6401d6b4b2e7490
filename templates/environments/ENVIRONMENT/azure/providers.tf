@include "header.tf"
provider "azurerm" {
  subscription_id = var.account

  # Accounts have no shared keys; what needs their data plane signs in with Entra ID.
  storage_use_azuread = true

  # azurerm registers nothing by itself. These are the namespaces of what is in this root, no others.
  resource_providers_to_register = [
    "Microsoft.Authorization",
@if uses.cache
    "Microsoft.Cache",
@end
    "Microsoft.Compute",
@if uses.nat_none
    "Microsoft.ContainerRegistry",
@end
    "Microsoft.ContainerService",
@if uses.database
    "Microsoft.DBforPostgreSQL",
@end
    "Microsoft.Insights",
    "Microsoft.KeyVault",
    "Microsoft.ManagedIdentity",
    "Microsoft.Network",
    "Microsoft.OperationalInsights",
    "Microsoft.OperationsManagement",
    "Microsoft.PolicyInsights",
@if uses.storage or uses.flow_logs
    "Microsoft.Storage",
@end
  ]

  features {
    key_vault {
      # Purge protection forbids purging. A vault or key that is still deleted under its name comes back instead.
      purge_soft_delete_on_destroy               = false
      purge_soft_deleted_keys_on_destroy         = false
      purge_soft_deleted_secrets_on_destroy      = false
      purge_soft_deleted_certificates_on_destroy = false
      recover_soft_deleted_key_vaults            = true
      recover_soft_deleted_keys                  = true
      recover_soft_deleted_secrets               = true
      recover_soft_deleted_certificates          = true
    }

    log_analytics_workspace {
      # Unprotected environments free the workspace's name at once.
      permanently_delete_on_destroy = !var.foundation.protected
    }

@if uses.database
    postgresql_flexible_server {
      # Some settings only take effect after a restart; none is left half applied.
      restart_server_on_configuration_value_change = true
    }

@end
    resource_group {
      # Add-ons leave rules in the group that would otherwise stop `terraform destroy`.
      prevent_deletion_if_contains_resources = var.foundation.protected
    }
@if uses.storage or uses.flow_logs

    storage {
      # The accounts are closed to the machine that applies this; everything here goes through Resource Manager.
      data_plane_available = false
    }
@end
  }
}
