@include "header.tf"
resource "azurerm_monitor_diagnostic_setting" "primary" {
  name                           = "server"
  target_resource_id             = azurerm_postgresql_flexible_server.primary.id
  log_analytics_workspace_id     = var.foundation.log_analytics_workspace_id
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category = "PostgreSQLLogs"
  }

  enabled_log {
    category = "PostgreSQLFlexSessions"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
