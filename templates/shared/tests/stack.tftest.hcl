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
    error_message = "The names of this environment do not begin with @{name}: it would be mistaken for another, or replaced."
  }

  assert {
    condition     = module.global.tags == tomap(@{labels})
    error_message = "What is made here does not carry the labels of the stack file: its owner and its costs could not be told."
  }

  assert {
    condition     = var.network.cidr == @{network.cidr}
    error_message = "The network is not @{network.cidr} as planned in the stack file: it may overlap with another environment's."
  }

  assert {
    condition     = var.cluster.version == @{cluster.version}
    error_message = "The cluster is not asked for Kubernetes @{cluster.version}, the version in the stack file."
  }

  assert {
    condition     = length(setsubtract(var.cluster.api_access, @{cluster.api_access})) == 0
    error_message = "The Kubernetes API admits a range that api_access in the stack file does not list."
  }
@if foundation.protected

  assert {
    condition     = var.foundation.protected
    error_message = "This is production: what is deleted by mistake has to leave a last snapshot."
  }
@end
@if cluster.highly_available

  assert {
    condition     = var.cluster.highly_available
    error_message = "The stack file asks for a control plane with a promise of availability."
  }
@end
@if cluster.deletion_protection

  assert {
    condition     = var.cluster.deletion_protection
    error_message = "The stack file protects the cluster from deletion, its values do not."
  }
@end
@if uses.database
@for database in databases
@if database.deletion_protection

  assert {
    condition     = var.databases[@{database.key}].deletion_protection
    error_message = "The stack file protects the database @{database.key} from deletion, its values do not."
  }
@end
@if database.high_availability != "none"

  assert {
    condition     = var.databases[@{database.key}].high_availability == @{database.high_availability}
    error_message = "The stack file asks for a standby of the database @{database.key}: a failure would be an outage."
  }
@end
@end
@end
@if uses.cache
@for cache in caches
@if cache.deletion_protection

  assert {
    condition     = var.caches[@{cache.key}].deletion_protection
    error_message = "The stack file protects the cache @{cache.key} from deletion, its values do not."
  }
@end
@if cache.high_availability

  assert {
    condition     = var.caches[@{cache.key}].high_availability
    error_message = "The stack file asks for a second node of the cache @{cache.key}: a failure would be an outage."
  }
@end
@end
@end
}
