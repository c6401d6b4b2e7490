@include "header.tf"
data "aws_partition" "current" {}

locals {
  iam  = "arn:${data.aws_partition.current.partition}:iam::${var.account}"
  logs = "arn:${data.aws_partition.current.partition}:logs:${var.region}:${var.account}"

  scaling_roles = [
    "${local.iam}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
@if uses.spot
    "${local.iam}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot",
@end
  ]
}

# One key for everything this environment stores: volumes, cluster secrets, buckets, databases, caches, logs.
resource "aws_kms_key" "main" {
  description             = "Everything that ${var.name} stores."
  enable_key_rotation     = true
  deletion_window_in_days = var.foundation.key_deletion_days
}

resource "aws_kms_alias" "main" {
  name          = "alias/${var.foundation.keystore_name}"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key_policy" "main" {
  key_id = aws_kms_key.main.key_id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # Without this nobody could change the policy again. Who in the account may use the key is up to IAM.
      {
        Sid       = "LetIamDecide"
        Effect    = "Allow"
        Principal = { AWS = "${local.iam}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "EncryptLogs"
        Effect    = "Allow"
        Principal = { Service = "logs.${var.region}.amazonaws.com" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "${local.logs}:*" } }
      },
      # Scaling groups start nodes with encrypted volumes under roles that a new account does not have yet, and a
      # policy that names a missing role is refused: hence the condition in place of a principal.
      {
        Sid       = "EncryptNodeVolumes"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnEquals = { "aws:PrincipalArn" = local.scaling_roles } }
      },
      {
        Sid       = "LendKeyToNodeVolumes"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = "kms:CreateGrant"
        Resource  = "*"
        Condition = {
          ArnEquals = { "aws:PrincipalArn" = local.scaling_roles }
          Bool      = { "kms:GrantIsForAWSResource" = "true" }
        }
      },
    ]
  })
}
