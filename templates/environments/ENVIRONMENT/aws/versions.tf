@include "header.tf"
terraform {
  required_version = @{provider.terraform}

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = @{provider.aws.version}
    }
  }
}
