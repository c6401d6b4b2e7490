@include "header.tf"
terraform {
  required_version = @{provider.terraform}

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = @{provider.azurerm.floor}
    }
  }
}
