@include "header.tf"
output "cloud" {
  description = "What the other AWS modules need to know of the account: names, key, retention. Opaque to roots."
  value = {
    name           = var.name
    account        = var.account
    region         = var.region
    partition      = data.aws_partition.current.partition
    tags           = var.tags
    key_arn        = aws_kms_key.main.arn
    log_days       = var.foundation.log_days
    audit_log_days = var.foundation.audit_log_days
    protected      = var.foundation.protected
  }

  # Log groups and volumes are refused until the policy lets their services use the key.
  depends_on = [aws_kms_key_policy.main]
}
