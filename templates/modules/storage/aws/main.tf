@include "header.tf"
# Buckets of the stack. IAM alone says who may read and write them: there are no ACLs.
resource "aws_s3_bucket" "bucket" {
  # checkov:skip=CKV_AWS_21:Versioned unless the stack file says otherwise, see versioning.
  # checkov:skip=CKV_AWS_144:What is stored can be made again; a copy in another region doubles its price.
  # checkov:skip=CKV2_AWS_62:Nothing waits for events of these buckets.
  for_each = var.storage.buckets

  bucket        = each.value.name
  force_destroy = each.value.force_destroy
}

resource "aws_s3_bucket_ownership_controls" "bucket" {
  for_each = var.storage.buckets

  bucket = aws_s3_bucket.bucket[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "bucket" {
  for_each = var.storage.buckets

  bucket                  = aws_s3_bucket.bucket[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "bucket" {
  for_each = var.storage.buckets

  bucket = aws_s3_bucket.bucket[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlaintext"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.bucket[each.key].arn, "${aws_s3_bucket.bucket[each.key].arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "RefuseOldTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.bucket[each.key].arn, "${aws_s3_bucket.bucket[each.key].arn}/*"]
        Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
      },
    ]
  })

  # S3 refuses two changes of one bucket's access at a time.
  depends_on = [aws_s3_bucket_public_access_block.bucket]
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bucket" {
  for_each = var.storage.buckets

  bucket = aws_s3_bucket.bucket[each.key].id

  rule {
    # One data key for many objects: a model of a thousand shards is not a thousand calls to KMS.
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.foundation.key_arn
    }
  }
}

# Versioned unless the stack file says otherwise:
# trivy:ignore:AWS-0090
resource "aws_s3_bucket_versioning" "bucket" {
  for_each = var.storage.buckets

  bucket = aws_s3_bucket.bucket[each.key].id

  versioning_configuration {
    status = each.value.versioning ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "bucket" {
  for_each = var.storage.buckets

  bucket                                 = aws_s3_bucket.bucket[each.key].id
  transition_default_minimum_object_size = "all_storage_classes_128K"

  rule {
    id     = "clean-up"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = each.value.noncurrent_days
    }

    # A delete marker that has outlived its versions.
    expiration {
      expired_object_delete_marker = true
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
@if uses.storage_tiers

  dynamic "rule" {
    for_each = {
      for class, days in { STANDARD_IA = each.value.cool_days, GLACIER = each.value.archive_days } : class => days
      if days != null
    }

    content {
      id     = "move-to-${lower(rule.key)}"
      status = "Enabled"

      filter {}

      transition {
        days          = rule.value
        storage_class = rule.key
      }
    }
  }
@end
@if uses.storage_expire

  dynamic "rule" {
    for_each = each.value.expire_days == null ? {} : { expire = each.value.expire_days }

    content {
      id     = rule.key
      status = "Enabled"

      filter {}

      expiration {
        days = rule.value
      }
    }
  }
@end

  # Rules for old versions are refused until there is versioning.
  depends_on = [aws_s3_bucket_versioning.bucket]
}

resource "aws_s3_bucket_logging" "bucket" {
  for_each = var.storage.buckets

  bucket        = aws_s3_bucket.bucket[each.key].id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "${aws_s3_bucket.bucket[each.key].id}/"

  # Until its policy lets the log service in, the target is refused.
  depends_on = [aws_s3_bucket_policy.logs]
}
