@include "header.tf"
output "attachment" {
  description = "What the other Google Cloud modules need to join the network. Opaque to roots."
  value = {
    network_id    = google_compute_network.main.id
    subnet_id     = google_compute_subnetwork.nodes.id
    pod_range     = google_compute_subnetwork.nodes.secondary_ip_range[0].range_name
    service_range = google_compute_subnetwork.nodes.secondary_ip_range[1].range_name
@if uses.database or uses.redis
    peering_range = google_compute_global_address.peering.name
@end
  }
@if uses.nat or uses.database or uses.redis or uses.valkey

  # Nodes need a way out before they can join a cluster; managed services refuse a network that is not prepared.
  depends_on = [
@if uses.nat
    google_compute_router_nat.main,
@end
@if uses.database or uses.redis
    google_service_networking_connection.peering,
@end
@if uses.valkey
    google_network_connectivity_service_connection_policy.valkey,
@end
  ]
@end
}
