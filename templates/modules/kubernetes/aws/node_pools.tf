@include "header.tf"
locals {
  # The image has to fit the processor and the GPU. Graviton families have a g after their number: m7g, c8gd.
  image = {
    for name, pool in var.pools : name => join("_", [
      "AL2023",
      can(regex("^[a-z]+[0-9]+g", pool.machine)) ? "ARM_64" : "x86_64",
      pool.gpu == null ? "STANDARD" : "NVIDIA",
    ])
  }

  # EKS spells the effects of taints in its own way.
  taint_effect = {
    NoExecute        = "NO_EXECUTE"
    NoSchedule       = "NO_SCHEDULE"
    PreferNoSchedule = "PREFER_NO_SCHEDULE"
  }
}

resource "aws_launch_template" "pool" {
  for_each = var.pools

  name_prefix            = "${var.cluster.name}-${each.value.name}-"
  description            = "Nodes of pool ${each.key}."
  update_default_version = true

  vpc_security_group_ids = [
    aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id,
    var.network.node_security_group_id,
  ]

  # One hop: the node itself may ask for its credentials, pods may not.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = each.value.disk_gb
      encrypted             = true
      kms_key_id            = var.foundation.key_arn
      delete_on_termination = true
    }
  }

  # What a template starts does not get the provider's default tags.
  dynamic "tag_specifications" {
    for_each = toset(["instance", "network-interface", "volume"])

    content {
      resource_type = tag_specifications.value
      tags          = merge(var.foundation.tags, { Name = "${var.cluster.name}-${each.key}" })
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_eks_node_group" "pool" {
  for_each = var.pools

  cluster_name           = aws_eks_cluster.cluster.name
  node_group_name_prefix = "${each.value.name}-"
  version                = aws_eks_cluster.cluster.version
  node_role_arn          = aws_iam_role.nodes.arn
  subnet_ids             = [for zone in each.value.zones : var.network.node_subnet_ids[zone]]

  # machines
  ami_type       = local.image[each.key]
  instance_types = [each.value.machine]
  capacity_type  = each.value.spot ? "SPOT" : "ON_DEMAND"

  launch_template {
    id      = aws_launch_template.pool[each.key].id
    version = aws_launch_template.pool[each.key].latest_version
  }

  scaling_config {
    min_size     = each.value.nodes.min
    max_size     = each.value.nodes.max
    desired_size = each.value.nodes.initial
  }

@if uses.gpu
  # GPUs are too scarce to start the new nodes before the old ones are gone.
  update_config {
    max_unavailable_percentage = 33
    update_strategy            = each.value.gpu == null ? "DEFAULT" : "MINIMAL"
  }
@else
  update_config {
    max_unavailable_percentage = 33
  }
@end

  node_repair_config {
    enabled = true
  }

  # scheduling
@if uses.gpu
  # By the accelerator label the cluster autoscaler knows that a new node's GPUs are still to be announced.
  labels = merge(
    each.value.labels,
    each.value.gpu == null ? {} : { "k8s.amazonaws.com/accelerator" = each.value.gpu.accelerator },
  )
@else
  labels = each.value.labels
@end

  dynamic "taint" {
    for_each = each.value.taints

    content {
      key    = taint.value.key
      value  = taint.value.value
      effect = local.taint_effect[taint.value.effect]
    }
  }

  lifecycle {
    # EKS changes neither machine nor zones of a group: the new group is there before the old one is drained.
    create_before_destroy = true

    # The cluster autoscaler owns the current size; we own the limits. EKS itself tags the group for its discovery.
    ignore_changes = [scaling_config[0].desired_size]
  }

  # Nodes are ready once the network add-on runs, and leave cleanly while their role may detach network interfaces.
  depends_on = [
    aws_eks_addon.kube_proxy,
    aws_eks_addon.pod_identity_agent,
    aws_eks_addon.vpc_cni,
    aws_iam_role_policy_attachment.nodes,
  ]
}
