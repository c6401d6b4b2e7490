run "networking" {
  module {
    source = "../../../modules/networking/gcp"
  }

  variables {
    name       = var.labels["stack"]
    foundation = run.foundation.cloud
  }

  assert {
    condition     = !google_compute_network.main.auto_create_subnetworks
    error_message = "The network makes a subnet in every region by itself, outside of the address plan."
  }

  assert {
    condition = (
      google_compute_subnetwork.nodes.ip_cidr_range == var.network.subnets["region"]["nodes"]
      && google_compute_subnetwork.nodes.secondary_ip_range[0].ip_cidr_range == var.network.subnets["region"]["pods"]
      && google_compute_subnetwork.nodes.secondary_ip_range[1].ip_cidr_range == var.network.subnets["region"]["services"]
    )
    error_message = "The subnet of the nodes does not have the ranges that the address plan gives it: they may overlap with others."
  }

  assert {
    condition     = google_compute_subnetwork.nodes.private_ip_google_access
    error_message = "Nodes cannot reach Google's services without a public address."
  }

  assert {
    condition = (
      google_compute_firewall.deny_ingress.direction == "INGRESS"
      && google_compute_firewall.deny_ingress.source_ranges == toset(["0.0.0.0/0"])
      && [for rule in google_compute_firewall.deny_ingress.deny : rule.protocol] == ["all"]
      && length(google_compute_firewall.deny_ingress.allow) == 0
    )
    error_message = "What no other rule admits is not denied: the internet could reach what has an address."
  }
@if uses.nat

  assert {
    condition     = length(google_compute_address.nat) == (var.network.nat == "per-zone" ? length(var.network.zones) : 1)
    error_message = "There is not a NAT address for each zone where nat is per-zone."
  }

@end
@if uses.flow_logs

  assert {
    condition     = length(google_compute_subnetwork.nodes.log_config) == 1
    error_message = "The network's traffic is not logged: nobody could tell who talked to whom."
  }

  assert {
    condition = alltrue([
      for bucket in google_logging_project_bucket_config.flow_logs : bucket.retention_days == var.network.flow_log_days
    ])
    error_message = "Flow logs are not kept for ${var.network.flow_log_days} days."
  }

@end
@if uses.database or uses.redis

  assert {
    condition = (
      "${google_compute_global_address.peering.address}/${google_compute_global_address.peering.prefix_length}"
      == var.network.subnets["region"]["peering"]
    )
    error_message = "Databases are not in the range that the address plan gives them: it may overlap with others."
  }

@end
}
