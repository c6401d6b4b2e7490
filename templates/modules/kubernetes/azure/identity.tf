@include "header.tf"
# Control plane
resource "azurerm_user_assigned_identity" "cluster" {
  name                = "${var.cluster.name}-cluster"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name
  tags                = var.foundation.tags
}

resource "azurerm_role_assignment" "network" {
  description          = "The cluster places nodes, API server, load balancers and the link of its private zone."
  scope                = var.network.virtual_network_id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.cluster.principal_id
  principal_type       = "ServicePrincipal"
}

# Key of the secrets in etcd. A rotated key needs every secret rewritten, and an expired one stops the API server, so
# this key neither rotates nor expires by itself: to rotate, make a version, point the cluster to it, then run
# `kubectl get secrets --all-namespaces -o json | kubectl replace -f -`.
# trivy:ignore:AZU-0014
resource "azurerm_key_vault_key" "secrets" {
  # checkov:skip=CKV_AZURE_40:Once this key expires the API server can't read its secrets.
  # checkov:skip=CKV_AZURE_112:HSM keys need the premium vault; software-protected keys meet the stack's baseline.
  name         = "${var.cluster.name}-secrets"
  key_vault_id = var.foundation.key_vault_id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["decrypt", "encrypt"]
  tags         = var.foundation.tags
}

resource "azurerm_role_assignment" "secrets_key" {
  description          = "The API server encrypts the secrets in etcd with this one key."
  scope                = azurerm_key_vault_key.secrets.resource_versionless_id
  role_definition_name = "Key Vault Crypto User"
  principal_id         = azurerm_user_assigned_identity.cluster.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "secrets_vault" {
  description          = "AKS approves its private link to the vault. The role reads no key and no secret."
  scope                = var.foundation.key_vault_id
  role_definition_name = "Key Vault Contributor"
  principal_id         = azurerm_user_assigned_identity.cluster.principal_id
  principal_type       = "ServicePrincipal"
}

# People
resource "azurerm_role_assignment" "operator" {
  description          = "Who applies this administers the cluster. Local accounts are off: there is no other way in."
  scope                = azurerm_kubernetes_cluster.cluster.id
  role_definition_name = "Azure Kubernetes Service RBAC Cluster Admin"
  principal_id         = var.foundation.operator_object_id

  lifecycle {
    # Whoever came first stays; give others the role through a group.
    ignore_changes = [principal_id]
  }
}
