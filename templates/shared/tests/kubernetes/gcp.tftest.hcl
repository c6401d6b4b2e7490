run "kubernetes" {
  module {
    source = "../../../modules/kubernetes/gcp"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
  }

  assert {
    condition     = google_container_cluster.cluster.name == var.cluster.name
    error_message = "The cluster is not named ${var.cluster.name}: kubectl and the dashboards would look for another."
  }

  assert {
    condition     = google_container_cluster.cluster.release_channel[0].channel == var.cluster.release_channel
    error_message = "The cluster does not follow the release channel ${var.cluster.release_channel}, which brings its version."
  }

  assert {
    condition = (
      google_container_cluster.cluster.private_cluster_config[0].enable_private_nodes
      && (
        google_container_cluster.cluster.private_cluster_config[0].enable_private_endpoint
        == (length(var.cluster.api_access) == 0)
      )
    )
    error_message = "The Kubernetes API or its nodes are not private: without a range in api_access nothing has a public address."
  }

  assert {
    condition = (
      sort(google_container_cluster.cluster.master_authorized_networks_config[0].cidr_blocks[*].cidr_block)
      == sort(var.cluster.api_access)
      && !google_container_cluster.cluster.master_authorized_networks_config[0].gcp_public_cidrs_access_enabled
    )
    error_message = "The Kubernetes API admits other ranges than those in api_access."
  }

  assert {
    condition = (
      google_container_cluster.cluster.database_encryption[0].state == "ENCRYPTED"
      && google_container_cluster.cluster.database_encryption[0].key_name == var.foundation.key_id
    )
    error_message = "Kubernetes secrets are not encrypted with the stack's own key: a copy of etcd would give them away."
  }

  assert {
    condition = (
      google_container_cluster.cluster.workload_identity_config[0].workload_pool
      == "${var.foundation.account}.svc.id.goog"
    )
    error_message = "Workloads have no identity of their own: they would need keys, or borrow their node's."
  }

  assert {
    condition = (
      !google_container_cluster.cluster.enable_legacy_abac
      && !google_container_cluster.cluster.master_auth[0].client_certificate_config[0].issue_client_certificate
    )
    error_message = "The cluster lets people in by certificate or attribute, past IAM and RBAC."
  }

  assert {
    condition     = google_container_cluster.cluster.datapath_provider == "ADVANCED_DATAPATH"
    error_message = "Nothing enforces network policies: every pod could talk to every other."
  }

  assert {
    condition     = google_container_cluster.cluster.deletion_protection == var.cluster.deletion_protection
    error_message = "The cluster can be deleted by mistake, although deletion_protection is on."
  }

  assert {
    condition = alltrue([
      for key, pool in var.pools :
      google_container_node_pool.pool[key].autoscaling[0].total_min_node_count == pool.nodes.min
      && google_container_node_pool.pool[key].autoscaling[0].total_max_node_count == pool.nodes.max
      && google_container_node_pool.pool[key].node_config[0].machine_type == pool.machine
      && google_container_node_pool.pool[key].node_config[0].spot == pool.spot
      && toset(google_container_node_pool.pool[key].node_locations) == toset(pool.zones)
    ])
    error_message = "A node pool differs from the stack file in its sizes, machine, zones or kind of capacity."
  }

  assert {
    condition = alltrue([
      for pool in google_container_node_pool.pool : pool.node_config[0].workload_metadata_config[0].mode == "GKE_METADATA"
    ])
    error_message = "Pods can read the credentials of their node from its metadata service."
  }

  assert {
    condition = alltrue([
      for pool in google_container_node_pool.pool : pool.node_config[0].boot_disk_kms_key == var.foundation.key_id
    ])
    error_message = "The disks of the nodes are not encrypted with the stack's own key."
  }

  assert {
    condition     = alltrue([for pool in google_container_node_pool.pool : pool.network_config[0].enable_private_nodes])
    error_message = "Nodes have public addresses: the internet could reach them."
  }

  assert {
    condition = alltrue([
      for pool in google_container_node_pool.pool : pool.node_config[0].resource_labels == var.foundation.tags
    ])
    error_message = "Nodes do not carry the labels of the stack: their costs could not be told."
  }

  assert {
    condition = alltrue([
      for key, pool in var.pools :
      google_container_node_pool.pool[key].node_config[0].guest_accelerator[0].type == pool.gpu.accelerator
      && google_container_node_pool.pool[key].node_config[0].guest_accelerator[0].count == pool.gpu.count
      && contains(google_container_node_pool.pool[key].node_config[0].taint[*].key, "nvidia.com/gpu")
      && google_container_node_pool.pool[key].node_config[0].labels["workload"] == "gpu"
      if try(pool.gpu, null) != null
    ])
    error_message = "A GPU pool lacks its GPUs, the label or the taint: they would idle, or be taken by what needs none."
  }
}
