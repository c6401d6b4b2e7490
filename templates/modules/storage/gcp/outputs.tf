@include "header.tf"
output "buckets" {
  description = "Name and URL of each bucket, by its label in the stack file."
  value = {
    for label, bucket in google_storage_bucket.bucket : label => {
      name = bucket.name
      url  = bucket.url
    }
  }
}
