@include "header.tf"
output "connection" {
  description = "Where the cache is, by TLS. `secret` is the ARN of the user to log in as, by IAM."
  value = {
    host   = aws_elasticache_replication_group.main.primary_endpoint_address
    port   = aws_elasticache_replication_group.main.port
    secret = aws_elasticache_user.client.arn
  }

  # Before, the cache is there but lets nobody in.
  depends_on = [aws_vpc_security_group_ingress_rule.nodes]
}
