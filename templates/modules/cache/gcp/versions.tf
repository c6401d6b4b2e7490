@include "header.tf"
terraform {
  required_version = @{provider.terraform}

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = @{provider.google.floor}
    }
  }
}
