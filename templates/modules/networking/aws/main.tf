@include "header.tf"
@if uses.nat
locals {
  # Zone to the zone whose NAT gateway it leaves through.
  nat_zone = {
    per-zone = { for zone in var.network.zones : zone => zone }
    single   = { for zone in var.network.zones : zone => var.network.zones[0] }
    none     = {}
  }[var.network.nat]
}

@end
# Flow logs are on unless the stack file switches them off:
# trivy:ignore:AWS-0178
resource "aws_vpc" "main" {
@if not uses.flow_logs
  # checkov:skip=CKV2_AWS_11:The stack file switches flow logs off.
@end
  cidr_block = var.network.cidr

  # Interface endpoints and the private address of the cluster's API are found by name.
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

# Whatever is made without naming a security group gets this one: it must open nothing.
resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.main.id

  tags = { Name = "${var.name}-closed" }
}

# Subnets, placed by zone ID: it means the same place in every account, the name of a zone does not.
resource "aws_subnet" "public" {
  for_each = var.network.subnets

  vpc_id               = aws_vpc.main.id
  availability_zone_id = each.key
  cidr_block           = each.value.public

  tags = {
    Name                     = "${var.name}-public-${each.key}"
    "kubernetes.io/role/elb" = "1"
  }
}

resource "aws_subnet" "nodes" {
  for_each = var.network.subnets

  vpc_id               = aws_vpc.main.id
  availability_zone_id = each.key
  cidr_block           = each.value.nodes

  tags = {
    Name                              = "${var.name}-nodes-${each.key}"
    "kubernetes.io/role/internal-elb" = "1"
  }
}

@if uses.database or uses.cache
resource "aws_subnet" "database" {
  for_each = var.network.subnets

  vpc_id               = aws_vpc.main.id
  availability_zone_id = each.key
  cidr_block           = each.value.database

  tags = { Name = "${var.name}-database-${each.key}" }
}

@end
# Ways out
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = { Name = var.name }
}

@if uses.nat
resource "aws_eip" "nat" {
  for_each = toset(values(local.nat_zone))

  domain = "vpc"

  tags = { Name = "${var.name}-nat-${each.key}" }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_nat_gateway" "main" {
  for_each = aws_eip.nat

  subnet_id     = aws_subnet.public[each.key].id
  allocation_id = each.value.id

  tags = { Name = "${var.name}-${each.key}" }

  depends_on = [aws_internet_gateway.main]
}

@end
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  tags = { Name = "${var.name}-public" }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  route_table_id = aws_route_table.public.id
  subnet_id      = each.value.id
}

resource "aws_route_table" "nodes" {
  for_each = aws_subnet.nodes

  vpc_id = aws_vpc.main.id

  tags = { Name = "${var.name}-nodes-${each.key}" }
}

@if uses.nat
resource "aws_route" "nat" {
  for_each = local.nat_zone

  route_table_id         = aws_route_table.nodes[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main[each.value].id
}

@end
resource "aws_route_table_association" "nodes" {
  for_each = aws_subnet.nodes

  route_table_id = aws_route_table.nodes[each.key].id
  subnet_id      = each.value.id
}

@if uses.database or uses.cache
# Databases and caches answer inside the network and never leave it: no route out.
resource "aws_route_table" "database" {
  vpc_id = aws_vpc.main.id

  tags = { Name = "${var.name}-database" }
}

resource "aws_route_table_association" "database" {
  for_each = aws_subnet.database

  route_table_id = aws_route_table.database.id
  subnet_id      = each.value.id
}

@end
# Every node is in this group, and other groups let it in by reference. Its own traffic is ruled by the group that
# EKS makes for the cluster, which every node is in too.
resource "aws_security_group" "nodes" {
  # checkov:skip=CKV2_AWS_5:The kubernetes module attaches it, by the launch templates of the pools.
  name_prefix = "${var.name}-nodes-"
  description = "Marks the cluster's nodes, so that others can let them in."
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-nodes" }

  lifecycle {
    create_before_destroy = true
  }
}
