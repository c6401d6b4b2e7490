@include "header.tf"
terraform {
@if state
@if state.kind == "hcp"
  cloud {
@if state.organization
    organization = @{state.organization}
@end

    workspaces {
      name    = @{state.key}
@if state.project
      project = @{state.project}
@end
    }
  }
@elif state.kind == "s3"
  backend "s3" {
@if state.bucket
    bucket       = @{state.bucket}
@end
    key          = "@{state.key}/terraform.tfstate"
@if state.region
    region       = @{state.region}
@end
    encrypt      = true
    use_lockfile = true
  }
@elif state.kind == "gcs"
  backend "gcs" {
@if state.bucket
    bucket = @{state.bucket}
@end
    prefix = @{state.key}
  }
@else
  backend "azurerm" {
@if state.resource_group
    resource_group_name  = @{state.resource_group}
@end
@if state.storage_account
    storage_account_name = @{state.storage_account}
@end
@if state.container
    container_name       = @{state.container}
@end
    key                  = "@{state.key}/terraform.tfstate"
    use_azuread_auth     = true
  }
@end
@else
  # State in a file beside this one, so that a first apply needs nothing else. Teams want a shared,
  # locked store: say `terraform { backend remote { … } }` in the stack file.
  backend "local" {
    path = "terraform.tfstate"
  }
@end
}
