@# What the values of the root promise; that the modules turn them into resources is the other runs' part.
@if not account
# Any will do: nobody signs in to it.
variables {
@if cloud.name == "aws"
  account = "123456789012"
@elif cloud.name == "gcp"
  account = "test-project"
@else
  account = "00000000-0000-4000-8000-000000000001"
@end
}

@end
# The root as a whole, with its own values
run "stack" {
  command = plan

  assert {
    condition     = module.global.name == @{name}
    error_message = "The names of this environment do not begin with @{name}: it would be replaced."
  }

  assert {
    condition     = module.global.tags == tomap(@{labels})
    error_message = "The labels are not those of the stack file: owner and costs could not be told."
  }

  assert {
    condition     = var.network.cidr == @{network.cidr}
    error_message = "The network is not @{network.cidr} as planned: it may overlap with another."
  }

  assert {
    condition     = var.cluster.version == @{cluster.version}
    error_message = "The cluster is not asked for Kubernetes @{cluster.version}."
  }

  assert {
    condition     = length(setsubtract(var.cluster.api_access, @{cluster.api_access})) == 0
    error_message = "The Kubernetes API admits a range that api_access in the stack file does not list."
  }
@if foundation.protected

  assert {
    condition     = var.foundation.protected
    error_message = "What is deleted by mistake leaves no last snapshot, as it must in production."
  }
@end
@if cluster.highly_available

  assert {
    condition     = var.cluster.highly_available
    error_message = "The control plane comes without a promise of availability."
  }
@end
@if cluster.deletion_protection

  assert {
    condition     = var.cluster.deletion_protection
    error_message = "The cluster is not protected from deletion."
  }
@end
@if uses.database
@for database in databases
@if database.deletion_protection

  assert {
    condition     = var.databases[@{database.key}].deletion_protection
    error_message = "The database @{database.key} is not protected from deletion."
  }
@end
@if database.high_availability != "none"

  assert {
    condition     = var.databases[@{database.key}].high_availability == @{database.high_availability}
    error_message = "The database @{database.key} has no standby: a failure would be an outage."
  }
@end
@end
@end
@if uses.cache
@for cache in caches
@if cache.deletion_protection

  assert {
    condition     = var.caches[@{cache.key}].deletion_protection
    error_message = "The cache @{cache.key} is not protected from deletion."
  }
@end
@if cache.high_availability

  assert {
    condition     = var.caches[@{cache.key}].high_availability
    error_message = "The cache @{cache.key} has no second node: a failure would be an outage."
  }
@end
@end
@end
}
