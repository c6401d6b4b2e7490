@include "shared/tests/header.tftest.hcl"
# Of what only Azure knows, the mock makes words by chance. These are read for their form.
mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      tenant_id = "00000000-0000-4000-8000-000000000002"
      object_id = "00000000-0000-4000-8000-000000000003"
    }
  }

  mock_resource "azurerm_key_vault" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.KeyVault/vaults/test" }
  }

  mock_resource "azurerm_key_vault_key" {
    defaults = {
      id                      = "https://test.vault.azure.net/keys/data/00000000000000000000000000000001"
      version                 = "00000000000000000000000000000001"
      versionless_id          = "https://test.vault.azure.net/keys/data"
      resource_versionless_id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.KeyVault/vaults/test/keys/data"
    }
  }

  mock_resource "azurerm_user_assigned_identity" {
    defaults = {
      id           = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/test"
      principal_id = "00000000-0000-4000-8000-000000000004"
    }
  }

  mock_resource "azurerm_log_analytics_workspace" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.OperationalInsights/workspaces/test" }
  }

  mock_resource "azurerm_virtual_network" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test" }
  }

  mock_resource "azurerm_subnet" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test/subnets/test" }
  }

  mock_resource "azurerm_network_security_group" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.Network/networkSecurityGroups/test" }
  }

  mock_resource "azurerm_private_dns_zone" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.Network/privateDnsZones/test" }
  }

  mock_resource "azurerm_public_ip" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.Network/publicIPAddresses/test" }
  }

  mock_resource "azurerm_nat_gateway" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.Network/natGateways/test" }
  }

  mock_resource "azurerm_storage_account" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.Storage/storageAccounts/test" }
  }

  mock_resource "azurerm_kubernetes_cluster" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.ContainerService/managedClusters/test" }
  }

  mock_resource "azurerm_monitor_data_collection_rule" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.Insights/dataCollectionRules/test" }
  }

  mock_resource "azurerm_postgresql_flexible_server" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.DBforPostgreSQL/flexibleServers/test" }
  }

  mock_resource "azurerm_managed_redis" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/test/providers/Microsoft.Cache/redisEnterprise/test" }
  }
}

@include "shared/tests/stack.tftest.hcl"

@include "shared/tests/foundation/azure.tftest.hcl"

@include "shared/tests/networking/azure.tftest.hcl"

@include "shared/tests/kubernetes/azure.tftest.hcl"

@include "shared/tests/storage/azure.tftest.hcl"

@include "shared/tests/database/azure.tftest.hcl"

@include "shared/tests/cache/azure.tftest.hcl"
