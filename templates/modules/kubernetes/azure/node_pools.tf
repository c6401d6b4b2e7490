@include "header.tf"
resource "azurerm_kubernetes_cluster_node_pool" "pool" {
  for_each = var.pools

  name                  = each.value.name
  kubernetes_cluster_id = azurerm_kubernetes_cluster.cluster.id
  vnet_subnet_id        = var.network.node_subnet_id
  mode                  = "User"

  # machines
  vm_size                     = each.value.machine
  zones                       = each.value.zones
  os_sku                      = "Ubuntu"
  os_disk_size_gb             = each.value.disk_gb
  node_public_ip_enabled      = false
  host_encryption_enabled     = true
  max_pods                    = 110
  temporary_name_for_rotation = "${substr(each.value.name, 0, 9)}tmp"
@if uses.gpu
  gpu_driver                  = each.value.gpu == null ? null : "Install"
@end
@if uses.spot

  # -1 pays up to the regular price, so that only capacity evicts a node.
  priority        = each.value.spot ? "Spot" : "Regular"
  eviction_policy = each.value.spot ? "Delete" : null
  spot_max_price  = each.value.spot ? -1 : null
@end

  # scale
  auto_scaling_enabled = true
  node_count           = each.value.nodes.initial
  min_count            = each.value.nodes.min
  max_count            = each.value.nodes.max

@if uses.spot
  # scheduling: Azure adds the spot label and taint anyway; unsaid, each plan would take them away again
  node_labels = merge(
    each.value.labels,
    each.value.spot ? { "kubernetes.azure.com/scalesetpriority" = "spot" } : {},
  )
  node_taints = concat(
    [for taint in each.value.taints : "${taint.key}=${taint.value}:${taint.effect}"],
    each.value.spot ? ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"] : [],
  )

  # Spot pools refuse a surge.
  dynamic "upgrade_settings" {
    for_each = each.value.spot ? {} : { regular = each.value }

    content {
@if uses.gpu
      # Quota seldom has room for one more GPU, so those nodes are replaced in place.
      max_surge       = upgrade_settings.value.gpu == null ? "33%" : null
      max_unavailable = upgrade_settings.value.gpu == null ? null : "1"
@else
      max_surge = "33%"
@end
    }
  }
@else
  # scheduling
  node_labels = each.value.labels
  node_taints = [for taint in each.value.taints : "${taint.key}=${taint.value}:${taint.effect}"]

  upgrade_settings {
@if uses.gpu
    # Quota seldom has room for one more GPU, so those nodes are replaced in place.
    max_surge       = each.value.gpu == null ? "33%" : null
    max_unavailable = each.value.gpu == null ? null : "1"
@else
    max_surge = "33%"
@end
  }
@end

  tags = var.foundation.tags

  lifecycle {
    # The autoscaler owns the current size; we own the limits.
    ignore_changes = [node_count]
  }
}
