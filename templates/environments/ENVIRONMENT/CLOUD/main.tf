@include "header.tf"
module "global" {
  source = "../../../global"

  environment = var.environment
  labels      = var.labels
}

module "foundation" {
  source = "../../../modules/foundation/@{cloud.name}"

  name       = module.global.name
  account    = var.account
  region     = var.region
  tags       = module.global.tags
  foundation = var.foundation
}

module "networking" {
  source = "../../../modules/networking/@{cloud.name}"

  name       = module.global.name
  foundation = module.foundation.cloud
  network    = var.network
}

module "kubernetes" {
  source = "../../../modules/kubernetes/@{cloud.name}"

  foundation = module.foundation.cloud
  network    = module.networking.attachment
  cluster    = var.cluster
  pools      = var.pools
}

@if uses.storage
module "storage" {
  source = "../../../modules/storage/@{cloud.name}"

  foundation = module.foundation.cloud
  network    = module.networking.attachment
  storage    = var.storage
}

@end
@if uses.database
module "database" {
  source   = "../../../modules/database/@{cloud.name}"
  for_each = var.databases

  foundation = module.foundation.cloud
  network    = module.networking.attachment
  database   = each.value
}

@end
@if uses.cache
module "cache" {
  source   = "../../../modules/cache/@{cloud.name}"
  for_each = var.caches

  foundation = module.foundation.cloud
  network    = module.networking.attachment
  cache      = each.value
}
@end
