@include "header.tf"
# One PostgreSQL server and what is its own. Protected where the environment asks for it:
# trivy:ignore:AWS-0177
resource "aws_db_instance" "primary" {
  # checkov:skip=CKV_AWS_157:Multi-AZ where the environment asks for it, see high_availability.
  # checkov:skip=CKV_AWS_293:Protected where the environment asks for it, see deletion_protection.
  identifier = var.database.name

  # engine
  engine                      = "postgres"
  engine_version              = var.database.version
  engine_lifecycle_support    = "open-source-rds-extended-support-disabled"
  instance_class              = var.database.machine
  parameter_group_name        = aws_db_parameter_group.main.name
  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = true
  apply_immediately           = !var.foundation.protected
  maintenance_window          = "sun:04:30-sun:05:30"

  # storage
  storage_type          = "gp3"
  allocated_storage     = var.database.storage_gb.initial
  max_allocated_storage = var.database.storage_gb.max
  storage_encrypted     = true
  kms_key_id            = var.foundation.key_arn

  # access
  db_name                             = var.database.database_name
  username                            = "postgres"
@if uses.database_replicas
  password_wo                         = local.password
  password_wo_version                 = 1
@else
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.foundation.key_arn
@end
  iam_database_authentication_enabled = true
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"

  # network
  multi_az               = var.database.high_availability == "zone-redundant"
  db_subnet_group_name   = aws_db_subnet_group.main.name
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false
  port                   = 5432

  # safety
  backup_retention_period   = var.database.backup_days
  backup_window             = "03:00-04:00"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = !var.foundation.protected
  deletion_protection       = var.database.deletion_protection
  skip_final_snapshot       = !var.foundation.protected
  final_snapshot_identifier = "${var.database.name}-final-${substr(terraform_data.snapshot.id, 0, 8)}"

  # monitoring
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  database_insights_mode          = "standard"
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.foundation.key_arn
  enabled_cloudwatch_logs_exports = local.logs

  # A new minor or a bigger machine on a large server takes longer than the provider waits.
  timeouts {
    create = "2h"
    update = "2h"
    delete = "2h"
  }

  # RDS would make the log groups itself, without retention, and refuses a role that may not publish yet.
  depends_on = [
    aws_cloudwatch_log_group.database,
    aws_iam_role_policy_attachment.monitoring,
  ]
}

# The end of the final snapshot's name. A server that is replaced leaves a snapshot too, and names are used once.
resource "terraform_data" "snapshot" {
  triggers_replace = [
    var.database.name,
    var.database.database_name,
    var.foundation.key_arn,
  ]
}

@if uses.database_replicas
# Protected where the environment asks for it:
# trivy:ignore:AWS-0177
resource "aws_db_instance" "replica" {
  # checkov:skip=CKV_AWS_157:A replica is the spare itself.
  # checkov:skip=CKV_AWS_293:Protected where the environment asks for it, see deletion_protection.
  for_each = var.database.replicas

  identifier          = "${var.database.name}-${each.key}"
  replicate_source_db = aws_db_instance.primary.identifier

  # engine
  instance_class             = var.database.machine
  parameter_group_name       = aws_db_parameter_group.main.name
  auto_minor_version_upgrade = true
  apply_immediately          = !var.foundation.protected
  maintenance_window         = "sun:05:30-sun:06:30"

  # storage
  storage_type          = "gp3"
  max_allocated_storage = var.database.storage_gb.max
  storage_encrypted     = true
  kms_key_id            = var.foundation.key_arn

  # access
  iam_database_authentication_enabled = true
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"

  # network
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false
  port                   = 5432

  # safety: backups and the last snapshot are the primary's
  copy_tags_to_snapshot = true
  deletion_protection   = var.database.deletion_protection
  skip_final_snapshot   = true

  # monitoring
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  database_insights_mode          = "standard"
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.foundation.key_arn
  enabled_cloudwatch_logs_exports = local.logs

  timeouts {
    create = "2h"
    update = "2h"
    delete = "2h"
  }

  depends_on = [aws_cloudwatch_log_group.database]
}

@end
resource "aws_db_parameter_group" "main" {
  name_prefix = "${var.database.name}-"
  family      = "postgres${var.database.version}"
  description = "TLS for every connection, and what a slow server is asked about first."

  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "immediate"
  }

  parameter {
    name         = "log_lock_waits"
    value        = "1"
    apply_method = "immediate"
  }

  # milliseconds
  parameter {
    name         = "log_min_duration_statement"
    value        = "1000"
    apply_method = "immediate"
  }

  # A new major needs its own group while the old one is still in use.
  lifecycle {
    create_before_destroy = true
  }
}

# Network: inside, and from the nodes only
resource "aws_db_subnet_group" "main" {
  name        = var.database.name
  description = "Database subnets of every zone."
  subnet_ids  = values(var.network.database_subnet_ids)
}

resource "aws_security_group" "database" {
  name_prefix = "${var.database.name}-"
  description = "PostgreSQL server ${var.database.name}."
  vpc_id      = var.network.vpc_id

  tags = { Name = var.database.name }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "nodes" {
  security_group_id            = aws_security_group.database.id
  description                  = "PostgreSQL, from the cluster's nodes."
  referenced_security_group_id = var.network.node_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}
