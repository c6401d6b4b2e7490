@include "header.tf"
output "cluster" {
  description = "Name, endpoint, CA certificate and kubectl command of the cluster."
  value = {
    name           = aws_eks_cluster.cluster.name
    endpoint       = aws_eks_cluster.cluster.endpoint
    ca_certificate = aws_eks_cluster.cluster.certificate_authority[0].data
    kubectl        = "aws eks update-kubeconfig --region ${var.foundation.region} --name ${var.cluster.name}"
  }

  # Until then the API answers, but lets nobody in.
  depends_on = [aws_eks_access_policy_association.admin]
}
