@include "header.tf"
locals {
  # GKE's API spells the effects of Kubernetes in capitals.
  taint_effects = {
    NoSchedule       = "NO_SCHEDULE"
    PreferNoSchedule = "PREFER_NO_SCHEDULE"
    NoExecute        = "NO_EXECUTE"
  }
}

resource "google_container_node_pool" "pool" {
  for_each = var.pools

  name           = each.value.name
  project        = var.foundation.account
  location       = var.foundation.region
  cluster        = google_container_cluster.cluster.name
  node_locations = each.value.zones

  # A number for each zone, and only at creation; the stack file counts the whole pool.
  initial_node_count = min(
    ceil(each.value.nodes.initial / length(each.value.zones)),
    floor(each.value.nodes.max / length(each.value.zones)),
  )

  # GKE limits are per zone unless the total_* pair is used; EKS and AKS count the whole pool.
  autoscaling {
    total_min_node_count = each.value.nodes.min
    total_max_node_count = each.value.nodes.max
    location_policy      = each.value.spot ? "ANY" : "BALANCED"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

@if uses.gpu
  # GPU quota rarely has room for one more node, so GPU pools give one up instead.
  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = each.value.gpu == null ? 1 : 0
    max_unavailable = each.value.gpu == null ? 0 : 1
  }
@else
  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = 1
    max_unavailable = 0
  }
@end

  network_config {
    enable_private_nodes = true
  }

  node_config {
    # machines
    machine_type    = each.value.machine
    spot            = each.value.spot
    image_type      = "COS_CONTAINERD"
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    # No disk type: each machine series has its own default, and newer ones refuse the older types.
    disk_size_gb      = each.value.disk_gb
    boot_disk_kms_key = var.foundation.key_id

    # Labels of the machines are not inherited from the provider.
    resource_labels = var.foundation.tags
    labels          = each.value.labels

    # The API adds this by itself; leaving it out plans a replacement.
    metadata = {
      disable-legacy-endpoints = "true"
    }

    dynamic "taint" {
      for_each = each.value.taints

      content {
        key    = taint.value.key
        value  = taint.value.value
        effect = local.taint_effects[taint.value.effect]
      }
    }
@if uses.gpu

    dynamic "guest_accelerator" {
      for_each = each.value.gpu == null ? {} : { gpu = each.value.gpu }

      content {
        type  = guest_accelerator.value.accelerator
        count = guest_accelerator.value.count

        # GKE would fill this in, and the next plan would replace the pool.
        gpu_driver_installation_config {
          gpu_driver_version = "DEFAULT"
        }
      }
    }
@end

    gcfs_config {
      enabled = true
    }

    gvnic {
      enabled = true
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  lifecycle {
    # The cluster autoscaler owns the current size; a change here would replace the pool.
    ignore_changes = [initial_node_count]
  }

  # Nodes can only leave cleanly while their account may still report.
  depends_on = [google_project_iam_member.nodes]
}
