@include "header.tf"
# Google's own service agents use the key on behalf of the resources that they encrypt.
@if uses.storage
data "google_storage_project_service_account" "storage" {
  project = var.account
}

@end
locals {
@if uses.database or uses.cache
  # Google makes these agents on first use, which is too late for a grant. Before the first apply of a new
  # project run once: gcloud beta services identity create --project=PROJECT --service=SERVICE, with SERVICE
@if uses.database
  # sqladmin.googleapis.com
@end
@if uses.valkey
  # memorystore.googleapis.com
@end
@if uses.redis
  # redis.googleapis.com
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
