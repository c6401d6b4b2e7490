@include "shared/tests/header.tftest.hcl"
# Of what only Google Cloud knows, the mock makes words by chance. These are read for their form.
mock_provider "google" {
  mock_resource "google_kms_key_ring" {
    defaults = { id = "projects/test-project/locations/us-east1/keyRings/test" }
  }

  mock_resource "google_kms_crypto_key" {
    defaults = { id = "projects/test-project/locations/us-east1/keyRings/test/cryptoKeys/main" }
  }

  mock_resource "google_compute_network" {
    defaults = { id = "projects/test-project/global/networks/test" }
  }

  mock_resource "google_compute_subnetwork" {
    defaults = { id = "projects/test-project/regions/us-east1/subnetworks/test" }
  }

  mock_resource "google_service_account" {
    defaults = {
      email  = "test@test-project.iam.gserviceaccount.com"
      member = "serviceAccount:test@test-project.iam.gserviceaccount.com"
    }
  }
}

@include "shared/tests/stack.tftest.hcl"

@include "shared/tests/foundation/gcp.tftest.hcl"

@include "shared/tests/networking/gcp.tftest.hcl"

@include "shared/tests/kubernetes/gcp.tftest.hcl"

@include "shared/tests/storage/gcp.tftest.hcl"

@include "shared/tests/database/gcp.tftest.hcl"

@include "shared/tests/cache/gcp.tftest.hcl"
