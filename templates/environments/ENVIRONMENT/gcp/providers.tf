@include "header.tf"
provider "google" {
  project        = var.account
  region         = var.region
  default_labels = module.global.tags
}
