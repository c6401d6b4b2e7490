@include "header.tf"
resource "aws_cloudwatch_log_group" "cluster" {
  # EKS writes to this name and no other.
  name              = "/aws/eks/${var.cluster.name}/cluster"
  retention_in_days = var.foundation.audit_log_days
  kms_key_id        = var.foundation.key_arn
}
