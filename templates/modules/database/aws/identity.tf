@include "header.tf"
@if uses.database_replicas
# RDS keeps the master password of a server itself, and rotates it, unless the server has replicas.
locals {
  # Another one in every run, used in the run that makes the server, and in no state: what takes it is write-only.
  password = replace(uuid(), "-", "")
}

resource "aws_secretsmanager_secret" "master" {
  # checkov:skip=CKV2_AWS_57:Nothing connects as the master user day by day; raise password_wo_version to rotate.
  name_prefix             = "${var.database.name}-master-"
  description             = "Master user of ${var.database.name}."
  kms_key_id              = var.foundation.key_arn
  recovery_window_in_days = var.foundation.protected ? 30 : 0
}

# Written after the server: were it first and the server failed, the next run would give the server another password.
resource "aws_secretsmanager_secret_version" "master" {
  secret_id                = aws_secretsmanager_secret.master.id
  secret_string_wo         = jsonencode({ username = aws_db_instance.primary.username, password = local.password })
  secret_string_wo_version = aws_db_instance.primary.password_wo_version

  lifecycle {
    replace_triggered_by = [aws_db_instance.primary.resource_id]
  }
}

@end
# Enhanced monitoring
resource "aws_iam_role" "monitoring" {
  name        = "${var.database.name}-monitoring"
  description = "Publishes operating system metrics of ${var.database.name}."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetMonitoringAssume"
        Effect    = "Allow"
        Principal = { Service = "monitoring.rds.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = var.foundation.account } }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${var.foundation.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
