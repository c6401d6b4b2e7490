@include "header.tf"
locals {
  # With one window a week GKE wants 12 hours: 48 in any 32 days.
  maintenance_hours = max(var.cluster.maintenance.hours, 12)
}

# The provider's default_labels label the cluster.
# trivy:ignore:GCP-0051
resource "google_container_cluster" "cluster" {
  # checkov:skip=CKV_GCP_12:Dataplane V2 enforces network policy itself and takes no network_policy block.
  # checkov:skip=CKV_GCP_21:The provider's default_labels label the cluster.
  # checkov:skip=CKV_GCP_65:Groups for RBAC need a Google Workspace domain, which the stack does not know.
  name        = var.cluster.name
  project     = var.foundation.account
  location    = var.foundation.region
  description = "Cluster of ${var.foundation.name}"

  # The control plane always spans the region; nodes sit in these zones.
  node_locations = var.cluster.zones

  # network
  network                     = var.network.network_id
  subnetwork                  = var.network.subnet_id
  networking_mode             = "VPC_NATIVE"
  datapath_provider           = "ADVANCED_DATAPATH"
  enable_intranode_visibility = true
  enable_l4_ilb_subsetting    = true

  # safety
  enable_legacy_abac    = false
  enable_shielded_nodes = true
  deletion_protection   = var.cluster.deletion_protection

  # GKE cannot make a cluster without a pool. This one is thrown away at once, but has to be legal meanwhile where
  # an organization forbids the default account or unencrypted disks.
  remove_default_node_pool = true
  initial_node_count       = 1

  node_config {
    service_account   = google_service_account.nodes.email
    oauth_scopes      = ["https://www.googleapis.com/auth/cloud-platform"]
    image_type        = "COS_CONTAINERD"
    boot_disk_kms_key = var.foundation.key_id

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  node_pool_defaults {
    node_config_defaults {
      insecure_kubelet_readonly_port_enabled = "FALSE"
    }
  }

  # The channel carries the stack file's minor and moves the cluster from there, control plane and nodes;
  # min_master_version or a version in a pool would fight it. On EKS and AKS the minor stays until it is changed.
  release_channel {
    channel = var.cluster.release_channel
  }

  maintenance_policy {
    recurring_maintenance_window {
      recurrence      = "FREQ=WEEKLY;BYDAY=${upper(substr(var.cluster.maintenance.day, 0, 2))}"
      window_duration = "${local.maintenance_hours * 3600}s"

      window_start_time {
        hours   = var.cluster.maintenance.start_hour
        minutes = 0
        seconds = 0
      }
    }
  }

  ip_allocation_policy {
    cluster_secondary_range_name  = var.network.pod_range
    services_secondary_range_name = var.network.service_range
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = length(var.cluster.api_access) == 0
  }

  # Addresses of the API: listed ranges only. Empty means none from outside the network.
  master_authorized_networks_config {
    gcp_public_cidrs_access_enabled      = false
    private_endpoint_enforcement_enabled = true

    dynamic "cidr_blocks" {
      for_each = toset(var.cluster.api_access)

      content {
        cidr_block = cidr_blocks.value
      }
    }
  }

  # The DNS endpoint admits whom IAM admits (container.clusters.connect), from anywhere, without a bastion.
  # EKS and AKS have no such thing: there a private API needs a runner in the network.
  control_plane_endpoints_config {
    dns_endpoint_config {
      allow_external_traffic = true
    }

    ip_endpoints_config {
      enabled = true
    }
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  # Anonymous callers see the health checks and nothing else.
  anonymous_authentication_config {
    mode = "LIMITED"
  }

  rbac_binding_config {
    enable_insecure_binding_system_authenticated   = false
    enable_insecure_binding_system_unauthenticated = false
  }

  workload_identity_config {
    workload_pool = "${var.foundation.account}.svc.id.goog"
  }

  # Secrets in etcd; node disks name the key in their pools.
  database_encryption {
    state    = "ENCRYPTED"
    key_name = var.foundation.key_id
  }

  # The project's policy decides; until someone writes one, it admits every image.
  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }

  security_posture_config {
    mode = "BASIC"
  }

  cost_management_config {
    enabled = true
  }

  # Whatever serves the Gateway API brings its own CRDs, as on the other clouds.
  gateway_api_config {
    channel = "CHANNEL_DISABLED"
  }

  addons_config {
    dns_cache_config {
      enabled = true
    }

    gce_persistent_disk_csi_driver_config {
      enabled = true
    }
@if uses.storage

    # Model weights are read from buckets as files.
    gcs_fuse_csi_driver_config {
      enabled = true
    }
@end

    http_load_balancing {
      disabled = false
    }
  }

  logging_config {
    enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER"]
  }

  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER"]

    # Prometheus runs in the cluster; a second, managed one would be paid by the sample.
    managed_prometheus {
      enabled = false
    }

    advanced_datapath_observability_config {
      enable_metrics = true
      enable_relay   = false
    }
  }

  lifecycle {
    # The pool it describes is gone.
    ignore_changes = [node_config]
  }

  # A node that starts before its account may write logs stays unhealthy.
  depends_on = [google_project_iam_member.nodes]
}
