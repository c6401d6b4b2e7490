@include "header.tf"
# Google's own service agents use the key on behalf of the resources that they encrypt.
@if uses.storage
data "google_storage_project_service_account" "storage" {
  project = var.account
}

@end
locals {
@if uses.database or uses.cache
  # Google makes some agents on first use, which is too late for a grant. Once in a new project, before the
  # first apply, run:
@if uses.database
  #   gcloud beta services identity create --service=sqladmin.googleapis.com --project=PROJECT
@end
@if uses.valkey
  #   gcloud beta services identity create --service=memorystore.googleapis.com --project=PROJECT
@end
@if uses.redis
  #   gcloud beta services identity create --service=redis.googleapis.com --project=PROJECT
@end
@end
  service_agents = {
    compute    = "service-${data.google_project.current.number}@@compute-system.iam.gserviceaccount.com"
    kubernetes = "service-${data.google_project.current.number}@@container-engine-robot.iam.gserviceaccount.com"
@if uses.database
    database   = "service-${data.google_project.current.number}@@gcp-sa-cloud-sql.iam.gserviceaccount.com"
@end
@if uses.redis
    redis      = "service-${data.google_project.current.number}@@cloud-redis.iam.gserviceaccount.com"
@end
@if uses.storage
    storage    = data.google_storage_project_service_account.storage.email_address
@end
@if uses.valkey
    valkey     = "service-${data.google_project.current.number}@@gcp-sa-memorystore.iam.gserviceaccount.com"
@end
  }
}

resource "google_kms_crypto_key_iam_member" "service_agent" {
  for_each = local.service_agents

  crypto_key_id = google_kms_crypto_key.main.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:${each.value}"

  # The agents of Compute Engine and GKE come with their service.
  depends_on = [google_project_service.service]
}
