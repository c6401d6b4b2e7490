@include "header.tf"
output "buckets" {
  description = "Name and URL of each bucket, by its label in the stack file."
  value = {
    for label, bucket in aws_s3_bucket.bucket : label => {
      name = bucket.bucket
      url  = "s3://${bucket.bucket}"
    }
  }

  # Nobody should write before the bucket is closed, encrypted and versioned.
  depends_on = [
    aws_s3_bucket_policy.bucket,
    aws_s3_bucket_server_side_encryption_configuration.bucket,
    aws_s3_bucket_versioning.bucket,
  ]
}
