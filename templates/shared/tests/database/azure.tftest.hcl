@if uses.database
@for database in databases
run "database-@{database.key}" {
  module {
    source = "../../../modules/database/azure"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
    database   = var.databases[@{database.key}]
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.primary.name == var.database.name
    error_message = "The server is not named ${var.database.name}: a new name would replace it."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.primary.version == var.database.version
    error_message = "The server does not run PostgreSQL ${var.database.version}, the version in the stack file."
  }

  assert {
    condition = (
      !azurerm_postgresql_flexible_server.primary.public_network_access_enabled
      && azurerm_postgresql_flexible_server.primary.delegated_subnet_id == var.network.database_subnet_id
    )
    error_message = "The database has a public address: it is to be reached from inside the network only."
  }

  assert {
    condition = (
      azurerm_postgresql_flexible_server_configuration.primary["require_secure_transport"].value == "on"
      && azurerm_postgresql_flexible_server_configuration.primary["ssl_min_protocol_version"].value == "TLSv1.2"
    )
    error_message = "The database accepts connections without TLS 1.2: tokens and rows would be readable on the way."
  }

  assert {
    condition     = !azurerm_postgresql_flexible_server.primary.authentication[0].password_auth_enabled
    error_message = "Clients of the database sign in with a password in place of Entra ID."
  }

  assert {
    condition = (
      one(azurerm_postgresql_flexible_server.primary.customer_managed_key[*].key_vault_key_id)
      == (var.database.geo_backup ? null : var.foundation.key_id)
    )
    error_message = "The database is not encrypted with the stack's own key, which only geo_backup rules out."
  }

  assert {
    condition = (
      join("", azurerm_postgresql_flexible_server.primary.high_availability[*].mode)
      == { none = "", same-zone = "SameZone", zone-redundant = "ZoneRedundant" }[var.database.high_availability]
    )
    error_message = "The database does not have the standby that high_availability asks for: ${var.database.high_availability}."
  }

  assert {
    condition     = length(azurerm_management_lock.primary) == (var.database.deletion_protection ? 1 : 0)
    error_message = "The database can be deleted by mistake, although deletion_protection is on."
  }

  assert {
    condition = (
      azurerm_postgresql_flexible_server.primary.backup_retention_days >= var.database.backup_days
      && azurerm_postgresql_flexible_server.primary.geo_redundant_backup_enabled == var.database.geo_backup
    )
    error_message = "Backups are not kept for ${var.database.backup_days} days, or not in the region that the stack file asks for."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.primary.tags == var.foundation.tags
    error_message = "The database does not carry the tags of the stack: its owner and its costs could not be told."
  }
@if length(database.replicas) > 0

  assert {
    condition = alltrue([
      for key in var.database.replicas :
      !azurerm_postgresql_flexible_server.replica[key].public_network_access_enabled
      && azurerm_postgresql_flexible_server.replica[key].delegated_subnet_id == var.network.database_subnet_id
    ])
    error_message = "A read replica is missing or has a public address."
  }

@end
}

@end
@end
