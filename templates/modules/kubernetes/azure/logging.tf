@include "header.tf"
# Control plane
resource "azurerm_monitor_diagnostic_setting" "cluster" {
  name                           = "control-plane"
  target_resource_id             = azurerm_kubernetes_cluster.cluster.id
  log_analytics_workspace_id     = var.foundation.log_analytics_workspace_id
  log_analytics_destination_type = "Dedicated"

  # Who changed what. Plain kube-audit also has every read, at many times the volume.
  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "cluster-autoscaler"
  }

  enabled_log {
    category = "cloud-controller-manager"
  }
}

# The audit log outlives the workspace's other tables.
resource "azurerm_log_analytics_workspace_table" "audit" {
  workspace_id            = var.foundation.log_analytics_workspace_id
  name                    = "AKSAuditAdmin"
  total_retention_in_days = max(var.foundation.audit_log_days, var.foundation.log_days, 30)
}

# Containers. Metrics are Prometheus's business; made here so that `terraform destroy` also takes the rule away.
resource "azurerm_monitor_data_collection_rule" "containers" {
  name                = "${var.cluster.name}-containers"
  location            = var.foundation.location
  resource_group_name = var.foundation.resource_group_name

  data_sources {
    extension {
      name           = "containers"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents"]

      extension_json = jsonencode({
        dataCollectionSettings = {
          interval               = "1m"
          namespaceFilteringMode = "Exclude"
          namespaces             = ["gatekeeper-system", "kube-system"]
          enableContainerLogV2   = true
        }
      })
    }
  }

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = var.foundation.log_analytics_workspace_id
    }
  }

  data_flow {
    streams      = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents"]
    destinations = ["workspace"]
  }

  tags = var.foundation.tags
}

resource "azurerm_monitor_data_collection_rule_association" "containers" {
  name                    = "containers"
  target_resource_id      = azurerm_kubernetes_cluster.cluster.id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.containers.id
}
