@include "header.tf"
@if uses.flow_logs
resource "aws_cloudwatch_log_group" "flow_logs" {
  for_each = var.network.flow_log_days > 0 ? { vpc = var.network.flow_log_days } : {}

  name              = "/aws/vpc/${var.name}/flow-logs"
  retention_in_days = each.value
  kms_key_id        = var.foundation.key_arn
}

resource "aws_flow_log" "main" {
  for_each = aws_cloudwatch_log_group.flow_logs

  vpc_id                   = aws_vpc.main.id
  traffic_type             = "ALL"
  max_aggregation_interval = 60
  log_destination          = each.value.arn
  iam_role_arn             = aws_iam_role.flow_logs[each.key].arn

  tags = { Name = var.name }

  depends_on = [aws_iam_role_policy.flow_logs]
}

resource "aws_iam_role" "flow_logs" {
  for_each = aws_cloudwatch_log_group.flow_logs

  name        = "${var.name}-flow-logs"
  description = "Writes the network's flow logs."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetFlowLogsAssume"
        Effect    = "Allow"
        Principal = { Service = "vpc-flow-logs.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = var.foundation.account } }
      },
    ]
  })
}

resource "aws_iam_role_policy" "flow_logs" {
  for_each = aws_iam_role.flow_logs

  name = "write-flow-logs"
  role = each.value.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteFlowLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.flow_logs[each.key].arn}:*"
      },
    ]
  })
}
@end
