@include "shared/tests/header.tftest.hcl"
# Of what only Google Cloud knows, the mock makes words by chance. This one is read for its form.
mock_provider "google" {
  mock_resource "google_kms_crypto_key" {
    defaults = { id = "projects/test-project/locations/us-east1/keyRings/test/cryptoKeys/main" }
  }
}

@include "shared/tests/stack.tftest.hcl"

@include "shared/tests/foundation/gcp.tftest.hcl"

@include "shared/tests/networking/gcp.tftest.hcl"

@include "shared/tests/kubernetes/gcp.tftest.hcl"

@include "shared/tests/storage/gcp.tftest.hcl"

@include "shared/tests/database/gcp.tftest.hcl"

@include "shared/tests/cache/gcp.tftest.hcl"
