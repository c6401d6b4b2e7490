@include "header.tf"
data "aws_caller_identity" "current" {}

# The role behind an assumed-role session; anyone else is returned as they are.
data "aws_iam_session_context" "current" {
  arn = data.aws_caller_identity.current.arn
}

# The API is public only for the ranges in api_access.
# trivy:ignore:AWS-0040 trivy:ignore:AWS-0041
resource "aws_eks_cluster" "cluster" {
  # checkov:skip=CKV_AWS_39:Public only for the ranges in api_access, which is empty unless the stack file lists some.
  # checkov:skip=CKV_AWS_339:The list of versions in the check is older than the versions that EKS supports.
  name     = var.cluster.name
  version  = var.cluster.version
  role_arn = aws_iam_role.cluster.arn

  # Add-ons are resources of their own, see addons.tf.
  bootstrap_self_managed_addons = false
  deletion_protection           = var.cluster.deletion_protection
  enabled_cluster_log_types     = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }

  vpc_config {
    subnet_ids              = [for zone in var.cluster.zones : var.network.node_subnet_ids[zone]]
    endpoint_private_access = true
    endpoint_public_access  = length(var.cluster.api_access) > 0
    public_access_cidrs     = length(var.cluster.api_access) > 0 ? var.cluster.api_access : null
  }

  # Pods have addresses of the node subnets, so pod_cidr is not used here.
  kubernetes_network_config {
    ip_family         = "ipv4"
    service_ipv4_cidr = var.cluster.service_cidr
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = var.foundation.key_arn
    }
  }

  # The other policy, EXTENDED, runs on past the end of standard support at a surcharge.
  upgrade_policy {
    support_type = "STANDARD"
  }

  zonal_shift_config {
    enabled = true
  }

  lifecycle {
    # The first is read when the cluster is made, and an imported cluster with another value would be replaced. EKS
    # refuses to take the control plane to other zones than its first, while nodes may join from any.
    ignore_changes = [bootstrap_self_managed_addons, vpc_config[0].subnet_ids]
  }

  # EKS needs its role until the cluster is gone, and would make the log group itself, without retention.
  depends_on = [
    aws_iam_role_policy.cluster,
    aws_iam_role_policy_attachment.cluster,
    aws_cloudwatch_log_group.cluster,
  ]
}

# Whoever applies first is the cluster's administrator.
resource "aws_eks_access_entry" "admin" {
  cluster_name  = aws_eks_cluster.cluster.name
  principal_arn = data.aws_iam_session_context.current.issuer_arn

  lifecycle {
    # A later apply by someone else must not take the cluster away from the first.
    ignore_changes = [principal_arn]
  }
}

resource "aws_eks_access_policy_association" "admin" {
  cluster_name  = aws_eks_cluster.cluster.name
  principal_arn = aws_eks_access_entry.admin.principal_arn
  policy_arn    = "arn:${var.foundation.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

  access_scope {
    type = "cluster"
  }
}
