@include "header.tf"
locals {
  aws_policy = "arn:${var.foundation.partition}:iam::aws:policy"
}

# Control plane
resource "aws_iam_role" "cluster" {
  name        = "${var.cluster.name}-cluster"
  description = "Control plane of ${var.cluster.name}."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetEksAssume"
        Effect    = "Allow"
        Principal = { Service = "eks.amazonaws.com" }
        Action    = ["sts:AssumeRole", "sts:TagSession"]
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "${local.aws_policy}/AmazonEKSClusterPolicy"
}

resource "aws_iam_role_policy" "cluster" {
  name = "encrypt-secrets"
  role = aws_iam_role.cluster.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "EncryptSecrets"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"]
        Resource = var.foundation.key_arn
      },
    ]
  })
}

# Nodes: join the cluster and pull images. What pods may do, their own identities say.
resource "aws_iam_role" "nodes" {
  name        = "${var.cluster.name}-nodes"
  description = "Nodes of ${var.cluster.name}."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetInstancesAssume"
        Effect    = "Allow"
        Principal = { Service = "ec2.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "nodes" {
  for_each = toset(["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"])

  role       = aws_iam_role.nodes.name
  policy_arn = "${local.aws_policy}/${each.key}"
}

# Add-ons that call AWS, each as one service account of one cluster.
resource "aws_iam_role" "addon" {
  for_each = {
    ebs-csi = "ebs-csi-controller-sa"
    vpc-cni = "aws-node"
  }

  name        = "${var.cluster.name}-${each.key}"
  description = "Add-on ${each.key} of ${var.cluster.name}."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetServiceAccountAssume"
        Effect    = "Allow"
        Principal = { Service = "pods.eks.amazonaws.com" }
        Action    = ["sts:AssumeRole", "sts:TagSession"]
        Condition = {
          StringEquals = {
            "aws:RequestTag/eks-cluster-arn"            = aws_eks_cluster.cluster.arn
            "aws:RequestTag/kubernetes-namespace"       = "kube-system"
            "aws:RequestTag/kubernetes-service-account" = each.value
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "addon" {
  for_each = {
    ebs-csi = "service-role/AmazonEBSCSIDriverPolicy"
    vpc-cni = "AmazonEKS_CNI_Policy"
  }

  role       = aws_iam_role.addon[each.key].name
  policy_arn = "${local.aws_policy}/${each.value}"
}

resource "aws_iam_role_policy" "ebs_csi" {
  name = "encrypt-volumes"
  role = aws_iam_role.addon["ebs-csi"].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "EncryptVolumes"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource = var.foundation.key_arn
      },
      {
        Sid       = "LendKeyToVolumes"
        Effect    = "Allow"
        Action    = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
        Resource  = var.foundation.key_arn
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
    ]
  })
}
