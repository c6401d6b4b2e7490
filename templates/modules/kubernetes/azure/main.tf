@include "header.tf"
locals {
  private = length(var.cluster.api_access) == 0
}

# The reasons are the waivers of CKV_AZURE_115 and CKV_AZURE_117 below:
# trivy:ignore:AZU-0065 trivy:ignore:AZU-0067
resource "azurerm_kubernetes_cluster" "cluster" {
  # checkov:skip=CKV_AZURE_115:Private unless api_access lists ranges, and then only they get in.
  # checkov:skip=CKV_AZURE_117:Host encryption covers disks and caches; a disk encryption set can lock oneself out.
  # checkov:skip=CKV_AZURE_170:Paid wherever highly_available is set; development does without an uptime promise.
  # checkov:skip=CKV_AZURE_172:Workloads sign in with Entra ID; there is no secret to mount.
  # checkov:skip=CKV_AZURE_226:Machine types differ in cache size, and small ones have no room for an ephemeral disk.
  name                = var.cluster.name
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  node_resource_group = "${var.cluster.name}-nodes"
  dns_prefix          = trimsuffix(substr(var.cluster.name, 0, 54), "-")
  sku_tier            = var.cluster.highly_available ? "Standard" : "Free"

  # Patches follow by themselves; a new minor is a change of the stack file.
  kubernetes_version        = var.cluster.version
  automatic_upgrade_channel = "patch"
  node_os_upgrade_channel   = "NodeImage"

  # access
  private_cluster_enabled             = local.private
  private_dns_zone_id                 = local.private ? "System" : null
  private_cluster_public_fqdn_enabled = false
  local_account_disabled              = true
  role_based_access_control_enabled   = true
  run_command_enabled                 = false

  # workload identity
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  # housekeeping
  azure_policy_enabled         = true
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 168

  # Costs by namespace, as on GKE. Only the paid tier has them.
  cost_analysis_enabled = var.cluster.highly_available

  # The API server sits in the network: nodes reach it there, and it the vault, even when listed ranges get in.
  api_server_access_profile {
    virtual_network_integration_enabled = true
    subnet_id                           = var.network.api_server_subnet_id
    authorized_ip_ranges                = local.private ? null : var.cluster.api_access
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
    tenant_id          = var.foundation.tenant_id
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.cluster.id]
  }

  # AKS links the vault into the network, so the vault itself stays closed.
  key_management_service {
    key_vault_key_id         = azurerm_key_vault_key.secrets.id
    key_vault_network_access = "Private"
  }

  # Changing anything here replaces the cluster.
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = var.network.nat ? "userAssignedNATGateway" : "none"
    pod_cidr            = var.cluster.pod_cidr
    service_cidr        = var.cluster.service_cidr
    dns_service_ip      = var.cluster.dns_service_ip
  }
@if uses.nat_none

  # Without a way out, nodes start from a registry that AKS keeps in the network.
  dynamic "bootstrap_profile" {
    for_each = var.network.nat ? {} : { source = "Cache" }

    content {
      artifact_source = bootstrap_profile.value
    }
  }
@end

  # System pods only, never on spot. Azure's own autoscaler serves this pool and those in node_pools.tf.
  default_node_pool {
    name           = var.cluster.system_pool.name
    vnet_subnet_id = var.network.node_subnet_id

    only_critical_addons_enabled = true

    # machines
    vm_size                     = var.cluster.system_pool.machine
    zones                       = var.cluster.system_pool.zones
    os_sku                      = "Ubuntu"
    os_disk_size_gb             = var.cluster.system_pool.disk_gb
    node_public_ip_enabled      = false
    max_pods                    = 110
    temporary_name_for_rotation = "${substr(var.cluster.system_pool.name, 0, 9)}tmp"

    # Wants the feature Microsoft.Compute/EncryptionAtHost, registered once for a subscription.
    host_encryption_enabled = true

    # scale
    auto_scaling_enabled = true
    node_count           = var.cluster.system_pool.nodes.initial
    min_count            = var.cluster.system_pool.nodes.min
    max_count            = var.cluster.system_pool.nodes.max

    upgrade_settings {
      max_surge = "33%"
    }

    tags = var.foundation.tags
  }

  auto_scaler_profile {
    expander = "least-waste"

    # Model servers keep scratch files in emptyDir, which must not pin a node.
    skip_nodes_with_local_storage = false
    skip_nodes_with_system_pods   = true
  }

  # Every pool is in node_pools.tf; AKS makes none of its own.
  node_provisioning_profile {
    mode = "Manual"
  }

  storage_profile {
    # Mounts model weights straight from a bucket.
    blob_driver_enabled         = true
    disk_driver_enabled         = true
    file_driver_enabled         = false
    snapshot_controller_enabled = true
  }

  oms_agent {
    log_analytics_workspace_id      = var.foundation.log_analytics_workspace_id
    msi_auth_for_monitoring_enabled = true
  }

  # Windows are in UTC; Azure wants at least four hours.
  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = var.cluster.maintenance.day
    start_time  = format("%02d:00", var.cluster.maintenance.start_hour)
    utc_offset  = "+00:00"
    duration    = max(var.cluster.maintenance.hours, 4)
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = var.cluster.maintenance.day
    start_time  = format("%02d:00", var.cluster.maintenance.start_hour)
    utc_offset  = "+00:00"
    duration    = max(var.cluster.maintenance.hours, 4)
  }

  tags = var.foundation.tags

  lifecycle {
    # The autoscaler owns the current size; we own the limits.
    ignore_changes = [default_node_pool[0].node_count]
  }

  # The identity must be able to join the subnets and to unwrap the key, until the cluster is gone.
  depends_on = [
    azurerm_role_assignment.network,
    azurerm_role_assignment.secrets_key,
    azurerm_role_assignment.secrets_vault,
  ]
}

# Keeps others from deleting the cluster; Terraform takes its own lock off first. Pools are locked too: before one is
# removed or gets other machines, set deletion_protection to false and apply.
resource "azurerm_management_lock" "cluster" {
  for_each = var.cluster.deletion_protection ? toset(["keep"]) : toset([])

  name       = each.key
  scope      = azurerm_kubernetes_cluster.cluster.id
  lock_level = "CanNotDelete"
  notes      = "deletion_protection is on in the stack file."
}
