@include "shared/tests/header.tftest.hcl"
# Of what only AWS knows, the mock makes words by chance. These are read for their form.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { arn = "arn:aws:iam::123456789012:role/test" }
  }

  mock_data "aws_iam_session_context" {
    defaults = { issuer_arn = "arn:aws:iam::123456789012:role/test" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:test" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/test" }
  }

  mock_resource "aws_eks_cluster" {
    defaults = { certificate_authority = [{ data = "dGVzdA==" }] }
  }

  mock_resource "aws_launch_template" {
    defaults = { id = "lt-00000000000000001" }
  }

  mock_resource "aws_db_instance" {
    defaults = {
      master_user_secret = [{
        kms_key_id    = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001"
        secret_arn    = "arn:aws:secretsmanager:us-east-1:123456789012:secret:test"
        secret_status = "active"
      }]
    }
  }
}

@include "shared/tests/stack.tftest.hcl"

@include "shared/tests/foundation/aws.tftest.hcl"

@include "shared/tests/networking/aws.tftest.hcl"

@include "shared/tests/kubernetes/aws.tftest.hcl"

@include "shared/tests/storage/aws.tftest.hcl"

@include "shared/tests/database/aws.tftest.hcl"

@include "shared/tests/cache/aws.tftest.hcl"
