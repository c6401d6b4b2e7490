@include "header.tf"
@if uses.database or uses.redis
# Cloud SQL and Memorystore for Redis live in Google's network, which is peered with ours over this range.
resource "google_compute_global_address" "peering" {
  name         = "${var.name}-peering"
  project      = var.foundation.account
  network      = google_compute_network.main.id
  purpose      = "VPC_PEERING"
  address_type = "INTERNAL"

  address       = split("/", local.ranges["peering"])[0]
  prefix_length = tonumber(split("/", local.ranges["peering"])[1])
}

resource "google_service_networking_connection" "peering" {
  network                 = google_compute_network.main.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.peering.name]

  # Google holds on to the connection for days after the last database is gone; it goes with the network.
  deletion_policy = "ABANDON"
}

@end
@if uses.valkey
# Memorystore for Valkey is reached through Private Service Connect: endpoints in a subnet of ours.
# Flow logs are on unless the stack file switches them off:
# trivy:ignore:GCP-0029 trivy:ignore:GCP-0076
resource "google_compute_subnetwork" "endpoints" {
@if not uses.flow_logs
  # checkov:skip=CKV_GCP_26:The stack file switches flow logs off.
@end
  name                     = "${var.name}-endpoints"
  project                  = var.foundation.account
  region                   = var.foundation.region
  network                  = google_compute_network.main.id
  ip_cidr_range            = local.ranges["endpoints"]
  private_ip_google_access = true
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

resource "google_network_connectivity_service_connection_policy" "valkey" {
  name          = "${var.name}-valkey"
  project       = var.foundation.account
  location      = var.foundation.region
  network       = google_compute_network.main.id
  description   = "Lets Memorystore place endpoints in the network of ${var.name}"
  service_class = "gcp-memorystore"

  psc_config {
    subnetworks = [google_compute_subnetwork.endpoints.id]
  }
}
@end
