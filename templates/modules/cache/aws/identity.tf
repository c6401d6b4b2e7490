@include "header.tf"
# Whoever may elasticache:Connect as this user logs in with a token signed by IAM instead of a password.
resource "aws_elasticache_user" "client" {
  # IAM wants both names to be the same.
  user_id       = var.cache.name
  user_name     = var.cache.name
  engine        = var.cache.engine
  access_string = "on ~* &* +@all -@admin"

  authentication_mode {
    type = "iam"
  }
}

@if uses.redis
# Redis OSS wants a user named default in every group: this one is off and may do nothing.
resource "aws_elasticache_user" "default" {
  for_each = var.cache.engine == "redis" ? { default = "${var.cache.name}-default" } : {}

  user_id       = each.value
  user_name     = each.key
  engine        = "redis"
  access_string = "off -@all"

  authentication_mode {
    type = "no-password-required"
  }
}

@end
resource "aws_elasticache_user_group" "main" {
  user_group_id = var.cache.name
  engine        = var.cache.engine
@if uses.redis
  user_ids      = concat([aws_elasticache_user.client.user_id], values(aws_elasticache_user.default)[*].user_id)
@else
  user_ids      = [aws_elasticache_user.client.user_id]
@end
}
