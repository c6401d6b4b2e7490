@if uses.database
@for database in databases
run "database-@{database.key}" {
  module {
    source = "../../../modules/database/gcp"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
    database   = var.databases[@{database.key}]
  }

  assert {
    condition     = google_sql_database_instance.primary.name == var.database.name
    error_message = "The server is not named ${var.database.name}: a new name would replace it."
  }

  assert {
    condition     = google_sql_database_instance.primary.database_version == "POSTGRES_${var.database.version}"
    error_message = "The server does not run PostgreSQL ${var.database.version}, the version in the stack file."
  }

  assert {
    condition = (
      !google_sql_database_instance.primary.settings[0].ip_configuration[0].ipv4_enabled
      && google_sql_database_instance.primary.settings[0].ip_configuration[0].private_network == var.network.network_id
    )
    error_message = "The database has a public address: it is to be reached from inside the network only."
  }

  assert {
    condition     = google_sql_database_instance.primary.settings[0].ip_configuration[0].ssl_mode == "ENCRYPTED_ONLY"
    error_message = "The database accepts connections without TLS: tokens and rows would be readable on the way."
  }

  assert {
    condition     = google_sql_database_instance.primary.encryption_key_name == var.foundation.key_id
    error_message = "The database is not encrypted with the stack's own key: whoever gets a backup could read it."
  }

  assert {
    condition     = google_sql_user.client.type == "CLOUD_IAM_SERVICE_ACCOUNT" && google_sql_user.client.password == null
    error_message = "Clients of the database sign in with a password in place of IAM."
  }

  assert {
    condition = (
      google_sql_database_instance.primary.settings[0].availability_type
      == (var.database.high_availability == "none" ? "ZONAL" : "REGIONAL")
    )
    error_message = "The database has no standby in another zone, although high_availability is ${var.database.high_availability}."
  }

  assert {
    condition = (
      google_sql_database_instance.primary.deletion_protection == var.database.deletion_protection
      && google_sql_database_instance.primary.settings[0].deletion_protection_enabled == var.database.deletion_protection
    )
    error_message = "The database can be deleted by mistake, although deletion_protection is on."
  }

  assert {
    condition = alltrue([
      for backups in google_sql_database_instance.primary.settings[0].backup_configuration :
      backups.enabled
      && backups.point_in_time_recovery_enabled
      && backups.backup_retention_settings[0].retained_backups == var.database.backup_days
    ])
    error_message = "The database has no point-in-time recovery, or its backups are not kept for ${var.database.backup_days} days."
  }

  assert {
    condition     = google_sql_database_instance.primary.settings[0].user_labels == var.foundation.tags
    error_message = "The database does not carry the labels of the stack: its owner and its costs could not be told."
  }
@if length(database.replicas) > 0

  assert {
    condition = alltrue([
      for key in var.database.replicas :
      !google_sql_database_instance.replica[key].settings[0].ip_configuration[0].ipv4_enabled
      && google_sql_database_instance.replica[key].encryption_key_name == var.foundation.key_id
    ])
    error_message = "A read replica is missing, public, or not encrypted with the stack's own key."
  }

@end
}

@end
@end
