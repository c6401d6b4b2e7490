@include "header.tf"
locals {
  host = local.private ? azurerm_kubernetes_cluster.cluster.private_fqdn : azurerm_kubernetes_cluster.cluster.fqdn
}

output "cluster" {
  description = "Name, endpoint, CA certificate and kubectl command of the cluster."
  value = {
    name     = azurerm_kubernetes_cluster.cluster.name
    endpoint = "https://${local.host}:443"

    # kube_config is sensitive as a whole. With local accounts off it holds no credential, and the CA is public.
    ca_certificate = nonsensitive(one(azurerm_kubernetes_cluster.cluster.kube_config[*].cluster_ca_certificate))

    kubectl = join(" ", [
      "az aks get-credentials",
      "--subscription ${var.foundation.subscription_id}",
      "--resource-group ${var.foundation.resource_group_name}",
      "--name ${azurerm_kubernetes_cluster.cluster.name}",
    ])
  }

  depends_on = [azurerm_role_assignment.operator]
}
