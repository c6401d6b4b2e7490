run "kubernetes" {
  module {
    source = "../../../modules/kubernetes/azure"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
  }

  assert {
    condition     = azurerm_kubernetes_cluster.cluster.name == var.cluster.name
    error_message = "The cluster is not named ${var.cluster.name}: kubectl and the dashboards would look for another."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.cluster.kubernetes_version == var.cluster.version
    error_message = "The cluster does not run Kubernetes ${var.cluster.version}, the version in the stack file."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.cluster.private_cluster_enabled == (length(var.cluster.api_access) == 0)
    error_message = "The Kubernetes API is not private: without a range in api_access it answers inside the network only."
  }

  assert {
    condition = (
      toset(azurerm_kubernetes_cluster.cluster.api_server_access_profile[0].authorized_ip_ranges)
      == (length(var.cluster.api_access) == 0 ? null : toset(var.cluster.api_access))
    )
    error_message = "The Kubernetes API admits other ranges than those in api_access."
  }

  assert {
    condition = (
      azurerm_kubernetes_cluster.cluster.local_account_disabled
      && azurerm_kubernetes_cluster.cluster.role_based_access_control_enabled
      && azurerm_kubernetes_cluster.cluster.azure_active_directory_role_based_access_control[0].azure_rbac_enabled
    )
    error_message = "The cluster has local accounts, or roles outside of Azure's: nobody would see who they are."
  }

  assert {
    condition = (
      one(azurerm_kubernetes_cluster.cluster.key_management_service[*].key_vault_key_id) == azurerm_key_vault_key.secrets.id
      && one(azurerm_kubernetes_cluster.cluster.key_management_service[*].key_vault_network_access) == "Private"
    )
    error_message = "Kubernetes secrets are not encrypted with the stack's own key over a private link."
  }

  assert {
    condition = (
      azurerm_kubernetes_cluster.cluster.workload_identity_enabled && azurerm_kubernetes_cluster.cluster.oidc_issuer_enabled
    )
    error_message = "Workloads have no identity of their own: they would need keys, or borrow their node's."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.cluster.network_profile[0].network_policy == "cilium"
    error_message = "Nothing enforces network policies: every pod could talk to every other."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.cluster.sku_tier == (var.cluster.highly_available ? "Standard" : "Free")
    error_message = "The control plane has no promise of availability, although highly_available is on."
  }

  assert {
    condition     = length(azurerm_management_lock.cluster) == (var.cluster.deletion_protection ? 1 : 0)
    error_message = "The cluster can be deleted by mistake, although deletion_protection is on."
  }

  assert {
    condition     = azurerm_log_analytics_workspace_table.audit.total_retention_in_days >= var.foundation.audit_log_days
    error_message = "The audit log is not kept for ${var.foundation.audit_log_days} days."
  }

  assert {
    condition = alltrue([
      for key, pool in var.pools :
      azurerm_kubernetes_cluster_node_pool.pool[key].min_count == pool.nodes.min
      && azurerm_kubernetes_cluster_node_pool.pool[key].max_count == pool.nodes.max
      && azurerm_kubernetes_cluster_node_pool.pool[key].vm_size == pool.machine
      && coalesce(azurerm_kubernetes_cluster_node_pool.pool[key].priority, "Regular") == (pool.spot ? "Spot" : "Regular")
      && toset(azurerm_kubernetes_cluster_node_pool.pool[key].zones) == toset(pool.zones)
    ])
    error_message = "A node pool differs from the stack file in its sizes, machine, zones or kind of capacity."
  }

  assert {
    condition = alltrue([
      for pool in concat(
        azurerm_kubernetes_cluster.cluster.default_node_pool,
        [for pool in azurerm_kubernetes_cluster_node_pool.pool : pool],
      ) : pool.host_encryption_enabled && !pool.node_public_ip_enabled
    ])
    error_message = "The disks of the nodes are not encrypted at the host, or nodes have public addresses."
  }

  assert {
    condition     = alltrue([for pool in azurerm_kubernetes_cluster_node_pool.pool : pool.tags == var.foundation.tags])
    error_message = "Nodes do not carry the tags of the stack: their costs could not be told."
  }

  assert {
    condition = alltrue([
      for key, pool in var.pools :
      anytrue([for taint in azurerm_kubernetes_cluster_node_pool.pool[key].node_taints : startswith(taint, "nvidia.com/gpu=")])
      && azurerm_kubernetes_cluster_node_pool.pool[key].node_labels["workload"] == "gpu"
      if try(pool.gpu, null) != null
    ])
    error_message = "A GPU pool lacks the label or the taint: its GPUs would idle, or be taken by what needs none."
  }
}
