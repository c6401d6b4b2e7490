@include "header.tf"
# Conventions that every environment on every cloud shares. No resources: what this module says is known
# before any provider is configured.

locals {
  # Stack and environment, with a hash where they were too long for some cloud.
  names = @{names}
}
