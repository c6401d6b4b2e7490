@include "header.tf"
output "connection" {
  description = "Where the database is. `secret` is the ARN of the secret with the master user and its password."
  value = {
    host     = aws_db_instance.primary.address
    port     = aws_db_instance.primary.port
    database = aws_db_instance.primary.db_name
@if uses.database_replicas
    replicas = { for name, replica in aws_db_instance.replica : name => replica.address }
@else
    replicas = {}
@end
@if uses.database_replicas
    secret   = aws_secretsmanager_secret.master.arn
@else
    secret   = aws_db_instance.primary.master_user_secret[0].secret_arn
@end
  }

  # Before, the server is there but lets nobody in.
  depends_on = [
@if uses.database_replicas
    aws_secretsmanager_secret_version.master,
@end
    aws_vpc_security_group_ingress_rule.nodes,
  ]
}
