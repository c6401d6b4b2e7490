@include "header.tf"
terraform {
  required_version = @{provider.terraform}
}
