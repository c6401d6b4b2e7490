@include "header.tf"
output "cluster" {
  description = "Name, endpoint, CA certificate and kubectl command of the cluster."
  value = {
    name = google_container_cluster.cluster.name

    # This address and this CA belong together; the DNS endpoint of `kubectl` has a public certificate.
    endpoint       = "https://${google_container_cluster.cluster.endpoint}"
    ca_certificate = google_container_cluster.cluster.master_auth[0].cluster_ca_certificate

    kubectl = join(" ", [
      "gcloud container clusters get-credentials ${google_container_cluster.cluster.name}",
      "--location ${var.foundation.region} --project ${var.foundation.account} --dns-endpoint",
    ])
  }

  depends_on = [google_container_node_pool.pool]
}
