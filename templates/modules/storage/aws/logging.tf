@include "header.tf"
# Where the access logs of the buckets go. It cannot log to itself:
# trivy:ignore:AWS-0089
resource "aws_s3_bucket" "logs" {
  # checkov:skip=CKV_AWS_144:A copy of access logs in another region doubles their price.
  # checkov:skip=CKV_AWS_145:The log service cannot write to a bucket that is encrypted with a KMS key.
  # checkov:skip=CKV2_AWS_62:Nothing waits for events of this bucket.
  bucket        = var.storage.log_bucket
  force_destroy = !var.foundation.protected
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetLogServiceWrite"
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.logs.arn}/*"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = [for bucket in aws_s3_bucket.bucket : bucket.arn] }
          StringEquals = { "aws:SourceAccount" = var.foundation.account }
        }
      },
      {
        Sid       = "RefusePlaintext"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.logs.arn, "${aws_s3_bucket.logs.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })

  # S3 refuses two changes of one bucket's access at a time.
  depends_on = [aws_s3_bucket_public_access_block.logs]
}

# The log service cannot write to a bucket that is encrypted with a KMS key:
# trivy:ignore:AWS-0132
resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket                                 = aws_s3_bucket.logs.id
  transition_default_minimum_object_size = "all_storage_classes_128K"

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = var.foundation.audit_log_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 7
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # Rules for old versions are refused until there is versioning.
  depends_on = [aws_s3_bucket_versioning.logs]
}
