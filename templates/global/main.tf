@include "header.tf"
# Conventions that every environment on every cloud shares. No resources: what this module says is known
# before any provider is configured.

locals {
  stack        = @{stack.name}
  environments = @{environments}
}
