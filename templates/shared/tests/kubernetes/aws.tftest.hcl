run "kubernetes" {
  module {
    source = "../../../modules/kubernetes/aws"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
  }

  assert {
    condition     = aws_eks_cluster.cluster.name == var.cluster.name
    error_message = "The cluster is not named ${var.cluster.name}: kubectl and the dashboards would look for another."
  }

  assert {
    condition     = aws_eks_cluster.cluster.version == var.cluster.version
    error_message = "The cluster does not run Kubernetes ${var.cluster.version}, the version in the stack file."
  }

  assert {
    condition = (
      aws_eks_cluster.cluster.vpc_config[0].endpoint_private_access
      && aws_eks_cluster.cluster.vpc_config[0].endpoint_public_access == (length(var.cluster.api_access) > 0)
    )
    error_message = "The Kubernetes API is not private: without a range in api_access it answers inside the network only."
  }

  assert {
    condition = length(var.cluster.api_access) == 0 ? true : (
      aws_eks_cluster.cluster.vpc_config[0].public_access_cidrs == toset(var.cluster.api_access)
    )
    error_message = "The Kubernetes API admits other ranges than those in api_access."
  }

  assert {
    condition = (
      contains(aws_eks_cluster.cluster.encryption_config[0].resources, "secrets")
      && aws_eks_cluster.cluster.encryption_config[0].provider[0].key_arn == var.foundation.key_arn
    )
    error_message = "Kubernetes secrets are not encrypted with the stack's own key: a copy of etcd would give them away."
  }

  assert {
    condition     = aws_eks_cluster.cluster.access_config[0].authentication_mode == "API"
    error_message = "The cluster lets people in by its old config map, which nobody audits: access entries are to be the only way."
  }

  assert {
    condition     = aws_eks_cluster.cluster.deletion_protection == var.cluster.deletion_protection
    error_message = "The cluster can be deleted by mistake, although deletion_protection is on."
  }

  assert {
    condition     = contains(aws_eks_cluster.cluster.enabled_cluster_log_types, "audit")
    error_message = "The control plane keeps no audit log: nobody could tell who changed what."
  }

  assert {
    condition     = aws_cloudwatch_log_group.cluster.retention_in_days == var.foundation.audit_log_days
    error_message = "The audit log is not kept for ${var.foundation.audit_log_days} days."
  }

  assert {
    condition = alltrue([
      for key, pool in var.pools :
      aws_eks_node_group.pool[key].scaling_config[0].min_size == pool.nodes.min
      && aws_eks_node_group.pool[key].scaling_config[0].max_size == pool.nodes.max
      && one(aws_eks_node_group.pool[key].instance_types) == pool.machine
      && aws_eks_node_group.pool[key].capacity_type == (pool.spot ? "SPOT" : "ON_DEMAND")
      && (
        toset(aws_eks_node_group.pool[key].subnet_ids)
        == toset([for zone in pool.zones : var.network.node_subnet_ids[zone]])
      )
    ])
    error_message = "A node pool differs from the stack file in its sizes, machine, zones or kind of capacity."
  }

  assert {
    condition = alltrue([
      for template in aws_launch_template.pool :
      template.metadata_options[0].http_tokens == "required"
      && template.metadata_options[0].http_put_response_hop_limit == 1
    ])
    error_message = "Pods can read the credentials of their node from its metadata service."
  }

  assert {
    condition = alltrue([
      for template in aws_launch_template.pool :
      tobool(template.block_device_mappings[0].ebs[0].encrypted)
      && template.block_device_mappings[0].ebs[0].kms_key_id == var.foundation.key_arn
    ])
    error_message = "The disks of the nodes are not encrypted with the stack's own key."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.pool : length(template.network_interfaces) == 0])
    error_message = "A launch template brings a network interface of its own, which may have a public address."
  }

  assert {
    condition = alltrue(flatten([
      for template in aws_launch_template.pool : [
        for specification in template.tag_specifications :
        [for name, value in var.foundation.tags : specification.tags[name] == value]
      ]
    ]))
    error_message = "Nodes or their disks do not carry the tags of the stack: their costs could not be told."
  }

  assert {
    condition = alltrue([
      for key, pool in var.pools :
      endswith(aws_eks_node_group.pool[key].ami_type, "NVIDIA")
      && contains(aws_eks_node_group.pool[key].taint[*].key, "nvidia.com/gpu")
      && aws_eks_node_group.pool[key].labels["workload"] == "gpu"
      if try(pool.gpu, null) != null
    ])
    error_message = "A GPU pool lacks the driver, the label or the taint: its GPUs would idle, or be taken by what needs none."
  }
}
