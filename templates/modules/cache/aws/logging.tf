@include "header.tf"
# Under this prefix log delivery needs no entry of its own in the account's resource policy, which is short.
resource "aws_cloudwatch_log_group" "cache" {
  for_each = toset(["engine-log", "slow-log"])

  name              = "/aws/vendedlogs/elasticache/${var.cache.name}/${each.key}"
  retention_in_days = var.foundation.log_days
  kms_key_id        = var.foundation.key_arn
}
