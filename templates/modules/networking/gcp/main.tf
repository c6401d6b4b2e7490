@include "header.tf"
# A subnet of Google Cloud spans the zones of its region, so the address plan has one entry.
locals {
  ranges = var.network.subnets["region"]
@if uses.flow_logs

  # Half of the flows tell as much as all of them.
  flow_logs = var.network.flow_log_days > 0 ? { sampling = 0.5 } : {}
@end
}

# Network
resource "google_compute_network" "main" {
  name                    = var.name
  project                 = var.foundation.account
  description             = "Network of ${var.name}"
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"
}

# Flow logs are on unless the stack file switches them off:
# trivy:ignore:GCP-0029 trivy:ignore:GCP-0076
resource "google_compute_subnetwork" "nodes" {
@if not uses.flow_logs
  # checkov:skip=CKV_GCP_26:The stack file switches flow logs off.
@end
  name          = "${var.name}-nodes"
  project       = var.foundation.account
  region        = var.foundation.region
  network       = google_compute_network.main.id
  ip_cidr_range = local.ranges["nodes"]

  # Google's APIs are reached from private addresses, without the NAT.
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = local.ranges["pods"]
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = local.ranges["services"]
  }

  # Without this, removing a range from the configuration does nothing.
  send_secondary_ip_range_if_empty = true
@if uses.flow_logs

  dynamic "log_config" {
    for_each = local.flow_logs

    content {
      aggregation_interval = "INTERVAL_5_MIN"
      flow_sampling        = log_config.value
      metadata             = "INCLUDE_ALL_METADATA"
    }
  }
@end
}

@if uses.nat
# Way out
locals {
  # NAT is regional and survives the loss of a zone by itself; AWS and Azure place a gateway in each zone.
  # per-zone therefore buys addresses: one for each zone, and as many more connections.
  nat_zones = {
    none     = []
    single   = slice(var.network.zones, 0, 1)
    per-zone = var.network.zones
  }
}

resource "google_compute_address" "nat" {
  for_each = toset(local.nat_zones[var.network.nat])

  name         = "${var.name}-nat-${each.key}"
  project      = var.foundation.account
  region       = var.foundation.region
  address_type = "EXTERNAL"
}

resource "google_compute_router" "main" {
  name    = var.name
  project = var.foundation.account
  region  = var.foundation.region
  network = google_compute_network.main.id
}

resource "google_compute_router_nat" "main" {
  count = var.network.nat == "none" ? 0 : 1

  name    = var.name
  project = var.foundation.account
  region  = var.foundation.region
  router  = google_compute_router.main.name

  # Reserved addresses, so that partners can list them.
  nat_ip_allocate_option = "MANUAL_ONLY"
  nat_ips                = [for address in google_compute_address.nat : address.self_link]

  source_subnetwork_ip_ranges_to_nat = "LIST_OF_SUBNETWORKS"

  subnetwork {
    name                    = google_compute_subnetwork.nodes.id
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }

  # A node that downloads models needs more than the 64 ports of the default.
  enable_dynamic_port_allocation      = true
  enable_endpoint_independent_mapping = false
  min_ports_per_vm                    = 128
  max_ports_per_vm                    = 4096

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}

@end
# Firewall
# GKE opens what its nodes need. Ingress is denied in any case; this rule only makes refusals visible.
# A refusal covers every port:
# trivy:ignore:GCP-0074
resource "google_compute_firewall" "deny_ingress" {
  name        = "${var.name}-deny-ingress"
  project     = var.foundation.account
  network     = google_compute_network.main.id
  description = "Denies and logs what no other rule allows."

  direction     = "INGRESS"
  priority      = 65534
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "EXCLUDE_ALL_METADATA"
  }
}
