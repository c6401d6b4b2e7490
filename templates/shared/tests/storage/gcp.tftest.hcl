@if uses.storage
run "storage" {
  module {
    source = "../../../modules/storage/gcp"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
  }

  assert {
    condition = alltrue([
      for key, bucket in var.storage.buckets :
      google_storage_bucket.bucket[key].name == bucket.name
      && google_storage_bucket.bucket[key].force_destroy == bucket.force_destroy
    ])
    error_message = "A bucket has another name than planned, or is deleted with what is in it where it should not."
  }

  assert {
    condition = alltrue([
      for bucket in concat(values(google_storage_bucket.bucket), [google_storage_bucket.logs]) :
      bucket.public_access_prevention == "enforced" && bucket.uniform_bucket_level_access
    ])
    error_message = "A bucket can be opened to the public, as a whole or object by object."
  }

  assert {
    condition = alltrue([
      for bucket in concat(values(google_storage_bucket.bucket), [google_storage_bucket.logs]) :
      one(bucket.encryption[*].default_kms_key_name) == var.foundation.key_id
    ])
    error_message = "A bucket is not encrypted with the stack's own key."
  }

  assert {
    condition = alltrue([
      for key, bucket in var.storage.buckets : google_storage_bucket.bucket[key].versioning[0].enabled == bucket.versioning
    ])
    error_message = "A bucket keeps no versions although versioning is on: what is overwritten by mistake is lost."
  }

  assert {
    condition = alltrue([
      for bucket in google_storage_bucket.bucket : one(bucket.logging[*].log_bucket) == var.storage.log_bucket
    ])
    error_message = "Nobody logs who reads and writes a bucket."
  }
}

@end
