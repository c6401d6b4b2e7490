@if uses.database
@for database in databases
run "database-@{database.key}" {
  module {
    source = "../../../modules/database/aws"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
    database   = var.databases[@{database.key}]
  }

  assert {
    condition     = aws_db_instance.primary.identifier == var.database.name
    error_message = "The server is not named ${var.database.name}: a new name would replace it."
  }

  assert {
    condition     = aws_db_instance.primary.engine_version == var.database.version
    error_message = "The server does not run PostgreSQL ${var.database.version}, the version in the stack file."
  }

  assert {
    condition     = !aws_db_instance.primary.publicly_accessible
    error_message = "The database has a public address: it is to be reached from inside the network only."
  }

  assert {
    condition = (
      aws_vpc_security_group_ingress_rule.nodes.referenced_security_group_id == var.network.node_security_group_id
      && aws_vpc_security_group_ingress_rule.nodes.cidr_ipv4 == null
      && aws_vpc_security_group_ingress_rule.nodes.cidr_ipv6 == null
    )
    error_message = "The database admits others than the cluster's nodes."
  }

  assert {
    condition     = toset(aws_db_subnet_group.main.subnet_ids) == toset(values(var.network.database_subnet_ids))
    error_message = "The database is not in the database subnets, which have no way out of the network."
  }

  assert {
    condition = (
      aws_db_instance.primary.storage_encrypted && aws_db_instance.primary.kms_key_id == var.foundation.key_arn
    )
    error_message = "The database is not encrypted with the stack's own key: whoever gets a snapshot could read it."
  }

  assert {
    condition = anytrue([
      for parameter in aws_db_parameter_group.main.parameter :
      parameter.name == "rds.force_ssl" && parameter.value == "1"
    ])
    error_message = "The database accepts connections without TLS: passwords and rows would be readable on the way."
  }

  assert {
    condition     = aws_db_instance.primary.password == null && aws_db_instance.primary.iam_database_authentication_enabled
    error_message = "Clients of the database need a password that Terraform knows: it would be in the state."
  }

  assert {
    condition     = aws_db_instance.primary.multi_az == (var.database.high_availability == "zone-redundant")
    error_message = "The database has no standby in another zone, although high_availability is ${var.database.high_availability}."
  }

  assert {
    condition     = aws_db_instance.primary.deletion_protection == var.database.deletion_protection
    error_message = "The database can be deleted by mistake, although deletion_protection is on."
  }

  assert {
    condition     = aws_db_instance.primary.skip_final_snapshot == !var.foundation.protected
    error_message = "In production a deleted database has to leave a last snapshot."
  }

  assert {
    condition     = aws_db_instance.primary.backup_retention_period == var.database.backup_days
    error_message = "Backups are not kept for ${var.database.backup_days} days."
  }
@if length(database.replicas) > 0

  assert {
    condition = alltrue([
      for key in var.database.replicas :
      !aws_db_instance.replica[key].publicly_accessible
      && aws_db_instance.replica[key].storage_encrypted
      && aws_db_instance.replica[key].kms_key_id == var.foundation.key_arn
    ])
    error_message = "A read replica is missing, public, or not encrypted with the stack's own key."
  }

@end
}

@end
@end
