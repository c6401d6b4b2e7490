run "foundation" {
  module {
    source = "../../../modules/foundation/aws"
  }

  variables {
    name = var.labels["stack"]
    tags = var.labels
  }

  assert {
    condition     = aws_kms_key.main.enable_key_rotation
    error_message = "The key does not rotate: one that leaks would be good for ever."
  }

  assert {
    condition     = aws_kms_key.main.deletion_window_in_days == var.foundation.key_deletion_days
    error_message = "A deleted key cannot be had back for ${var.foundation.key_deletion_days} days: all that it encrypts is lost with it."
  }

  assert {
    condition     = output.cloud.key_arn == aws_kms_key.main.arn
    error_message = "The other modules do not encrypt with the key of this environment."
  }
}
