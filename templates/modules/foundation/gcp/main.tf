@include "header.tf"
# Services of the project
locals {
  # What this stack calls, and no more.
  services = toset([
    "binaryauthorization.googleapis.com",
    "cloudkms.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "compute.googleapis.com",
    "container.googleapis.com",
    "containerfilesystem.googleapis.com",
    "containersecurity.googleapis.com",
    "iam.googleapis.com",
    "iamcredentials.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
@if uses.valkey
    "memorystore.googleapis.com",
    "networkconnectivity.googleapis.com",
    "serviceconsumermanagement.googleapis.com",
@end
@if uses.redis
    "redis.googleapis.com",
    "secretmanager.googleapis.com",
@end
@if uses.database or uses.redis
    "servicenetworking.googleapis.com",
@end
@if uses.database
    "sqladmin.googleapis.com",
@end
@if uses.storage
    "storage.googleapis.com",
@end
  ])
}

data "google_project" "current" {
  project_id = var.account
}

resource "google_project_service" "service" {
  for_each = local.services

  project = var.account
  service = each.key

  # Other stacks may share the project, and a disabled service takes its data with it.
  disable_on_destroy = false
}

# Encryption key
# Rings and keys are never deleted on Google Cloud; a second life of this environment needs another name,
# which the compiler derives from the stack's `generation`.
resource "google_kms_key_ring" "main" {
  name     = var.foundation.keystore_name
  project  = var.account
  location = var.region

  depends_on = [google_project_service.service]
}

resource "google_kms_crypto_key" "main" {
  # checkov:skip=CKV_GCP_82:prevent_destroy takes no variable; deletion_policy guards production and lets dev go.
  name     = "main"
  key_ring = google_kms_key_ring.main.id
  purpose  = "ENCRYPT_DECRYPT"

  # 90 days; older versions stay enabled to decrypt what they encrypted.
  rotation_period            = "7776000s"
  destroy_scheduled_duration = "${var.foundation.key_deletion_days * 86400}s"
  deletion_policy            = var.foundation.protected ? "PREVENT" : "DELETE"
}
