@if uses.storage
run "storage" {
  module {
    source = "../../../modules/storage/aws"
  }

  variables {
    foundation = run.foundation.cloud
    network    = run.networking.attachment
  }

  assert {
    condition = alltrue([
      for key, bucket in var.storage.buckets :
      aws_s3_bucket.bucket[key].bucket == bucket.name && aws_s3_bucket.bucket[key].force_destroy == bucket.force_destroy
    ])
    error_message = "A bucket has another name than planned, or is deleted with what is in it where it should not."
  }

  assert {
    condition = alltrue([
      for key in concat(keys(var.storage.buckets), ["logs"]) : alltrue([
        for block in [key == "logs" ? aws_s3_bucket_public_access_block.logs : aws_s3_bucket_public_access_block.bucket[key]] :
        block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
      ])
    ])
    error_message = "A bucket can be opened to the public: all four switches of its public access block are to be on."
  }

  assert {
    condition = alltrue([
      for key in keys(var.storage.buckets) : alltrue([
        for rule in aws_s3_bucket_server_side_encryption_configuration.bucket[key].rule :
        rule.apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms"
        && rule.apply_server_side_encryption_by_default[0].kms_master_key_id == var.foundation.key_arn
      ])
    ])
    error_message = "A bucket is not encrypted with the stack's own key."
  }

  assert {
    condition = alltrue([
      for key in keys(var.storage.buckets) : anytrue([
        for statement in jsondecode(aws_s3_bucket_policy.bucket[key].policy).Statement :
        statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
      ])
    ])
    error_message = "A bucket answers requests without TLS: what it holds would be readable on the way."
  }

  assert {
    condition = alltrue([
      for key, bucket in var.storage.buckets :
      aws_s3_bucket_versioning.bucket[key].versioning_configuration[0].status == (bucket.versioning ? "Enabled" : "Suspended")
    ])
    error_message = "A bucket keeps no versions although versioning is on: what is overwritten by mistake is lost."
  }

  assert {
    condition     = length(aws_s3_bucket_logging.bucket) == length(var.storage.buckets)
    error_message = "Nobody logs who reads and writes a bucket."
  }
}

@end
