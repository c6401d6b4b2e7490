"""The promises of docs/security.md as the HCL that keeps each; security_test.py looks for it."""
# What stands in a resource in every environment: row of docs/security.md, cloud, address (a type, or
# a type and a name), pieces of HCL with single spaces. Of pieces in parentheses one is enough.
ALWAYS = {
    "the API answers in the network, and to listed ranges": {
        "aws": {"aws_eks_cluster": [
            "endpoint_private_access = true",
            "endpoint_public_access = length(var.cluster.api_access) > 0",
            "public_access_cidrs = length(var.cluster.api_access) > 0 ? var.cluster.api_access : null",
        ]},
        "gcp": {"google_container_cluster": [
            "enable_private_endpoint = length(var.cluster.api_access) == 0",
            "gcp_public_cidrs_access_enabled = false",
            'dynamic "cidr_blocks" { for_each = toset(var.cluster.api_access)',
        ]},
        "azure": {"azurerm_kubernetes_cluster": [
            "private_cluster_enabled = local.private",
            "authorized_ip_ranges = local.private ? null : var.cluster.api_access",
            "run_command_enabled = false",
        ]},
    },
    "databases have no public path": {
        "aws": {"aws_db_instance": ["publicly_accessible = false"]},
        "gcp": {"google_sql_database_instance": [
            "ipv4_enabled = false", "private_network = var.network.network_id"]},
        "azure": {"azurerm_postgresql_flexible_server": [
            "public_network_access_enabled = false",
            "delegated_subnet_id = var.network.database_subnet_id"]},
    },
    "caches have no public path": {
        "aws": {"aws_elasticache_subnet_group": [
            "subnet_ids = values(var.network.database_subnet_ids)"]},
        "gcp": {"google_memorystore_instance": [
                    "desired_auto_created_endpoints { network = var.network.network_id"],
                "google_redis_instance": ["authorized_network = var.network.network_id"]},
        "azure": {"azurerm_managed_redis": ['public_network_access = "Disabled"']},
    },
    "only nodes reach databases and caches": {
        "aws": {"aws_vpc_security_group_ingress_rule": [
            "referenced_security_group_id = var.network.node_security_group_id"]},
        "azure": {
            "azurerm_network_security_rule.database_clients": [
                'source_address_prefix = local.ranges["nodes"]'],
            "azurerm_network_security_rule.endpoints_redis": [
                'source_address_prefix = local.ranges["nodes"]'],
            "azurerm_network_security_rule.database_deny": ['access = "Deny"', "priority = 4096"],
            "azurerm_network_security_rule.endpoints_deny": ['access = "Deny"', "priority = 4096"],
        },
    },
    "buckets are closed to the public": {
        "aws": {"aws_s3_bucket_public_access_block": [
            "block_public_acls = true", "block_public_policy = true", "ignore_public_acls = true",
            "restrict_public_buckets = true"],
            "aws_s3_bucket_ownership_controls": ['object_ownership = "BucketOwnerEnforced"']},
        "gcp": {"google_storage_bucket": [
            'public_access_prevention = "enforced"', "uniform_bucket_level_access = true"]},
        "azure": {"azurerm_storage_account": [
            "public_network_access_enabled = false", "allow_nested_items_to_be_public = false",
            'network_rules { default_action = "Deny"', "local_user_enabled = false"],
            "azurerm_storage_account.bucket": ["shared_access_key_enabled = false"],
            "azurerm_storage_container": ['container_access_type = "private"']},
    },
    "buckets refuse plain text": {
        "aws": {"aws_s3_bucket_policy": [
            'Effect = "Deny" Principal = "*" Action = "s3:*"',
            'Condition = { Bool = { "aws:SecureTransport" = "false" } }']},
        "azure": {"azurerm_storage_account": [
            "https_traffic_only_enabled = true", 'min_tls_version = "TLS1_2"']},
    },
    "buckets keep versions": {
        "aws": {"aws_s3_bucket_versioning.bucket": [
            'status = each.value.versioning ? "Enabled" : "Suspended"']},
        "gcp": {"google_storage_bucket.bucket": ["versioning { enabled = each.value.versioning }"]},
        "azure": {"azurerm_storage_account.bucket": ["versioning_enabled = each.value.versioning"]},
    },
    "buckets log who reads and writes": {
        "aws": {"aws_s3_bucket_logging": ["target_bucket = aws_s3_bucket.logs.id"]},
        "gcp": {"google_storage_bucket.bucket": ["logging { log_bucket ="]},
        "azure": {"azurerm_monitor_diagnostic_setting.bucket": [
            'category = "StorageRead"', 'category = "StorageWrite"', 'category = "StorageDelete"']},
    },
    "our key encrypts what is stored": {
        "aws": {
            "aws_s3_bucket_server_side_encryption_configuration.bucket": [
                'sse_algorithm = "aws:kms" kms_master_key_id = var.foundation.key_arn'],
            "aws_db_instance.primary": [
                "storage_encrypted = true", "kms_key_id = var.foundation.key_arn"],
            "aws_elasticache_replication_group": [
                "at_rest_encryption_enabled = true", "kms_key_id = var.foundation.key_arn"],
            "aws_launch_template": ["encrypted = true kms_key_id = var.foundation.key_arn"],
        },
        "gcp": {
            "google_storage_bucket": ["default_kms_key_name = var.foundation.key_id"],
            "google_sql_database_instance.primary": ["encryption_key_name = var.foundation.key_id"],
            "google_memorystore_instance": ["kms_key = var.foundation.key_id"],
            "google_redis_instance": ["customer_managed_key = var.foundation.key_id"],
            "google_container_node_pool": ["boot_disk_kms_key = var.foundation.key_id"],
        },
        "azure": {
            "azurerm_storage_account": [
                "customer_managed_key { key_vault_key_id = var.foundation.key_id",
                "infrastructure_encryption_enabled = true"],
            "azurerm_postgresql_flexible_server": [
                'dynamic "customer_managed_key" { for_each = local.own_key'],
            "azurerm_managed_redis": ["customer_managed_key { key_vault_key_id ="],
            "azurerm_kubernetes_cluster": ["host_encryption_enabled = true"],
            "azurerm_kubernetes_cluster_node_pool": ["host_encryption_enabled = true"],
        },
    },
    "Kubernetes secrets are encrypted with our key": {
        "aws": {"aws_eks_cluster": [
            'encryption_config { resources = ["secrets"] provider { key_arn = var.foundation.key_arn'
        ]},
        "gcp": {"google_container_cluster": [
            'database_encryption { state = "ENCRYPTED" key_name = var.foundation.key_id }']},
        "azure": {"azurerm_kubernetes_cluster": [
            "key_management_service { key_vault_key_id = azurerm_key_vault_key.secrets.id "
            'key_vault_network_access = "Private" }']},
    },
    "workloads have identities, never a static key": {
        "aws": {"aws_eks_addon.pod_identity_agent": ['addon_name = "eks-pod-identity-agent"'],
                "aws_iam_role.addon": ['Principal = { Service = "pods.eks.amazonaws.com" }',
                                       '"aws:RequestTag/kubernetes-service-account" = each.value']},
        "gcp": {"google_container_cluster": [
            'workload_identity_config { workload_pool = "${var.foundation.account}.svc.id.goog" }']},
        "azure": {"azurerm_kubernetes_cluster": [
            "oidc_issuer_enabled = true", "workload_identity_enabled = true"]},
    },
    "node metadata is protected": {
        "aws": {"aws_launch_template": [
            'http_tokens = "required" http_put_response_hop_limit = 1']},
        "gcp": {"google_container_node_pool": [
            'workload_metadata_config { mode = "GKE_METADATA" }',
            'metadata = { disable-legacy-endpoints = "true" }']},
    },
    "nodes have an identity of their own": {
        "aws": {"aws_iam_role_policy_attachment.nodes": [
            'toset(["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"])']},
        "gcp": {"google_container_node_pool": [
                    "service_account = google_service_account.nodes.email"],
                "google_project_iam_member.nodes": [
                    'role = "roles/container.defaultNodeServiceAccount"']},
        "azure": {"azurerm_kubernetes_cluster": [
            'identity { type = "UserAssigned" '
            "identity_ids = [azurerm_user_assigned_identity.cluster.id] }"]},
    },
    "nodes have no public address": {
        "aws": {"aws_eks_node_group": [
            "subnet_ids = [for zone in each.value.zones : var.network.node_subnet_ids[zone]]"]},
        "gcp": {"google_container_cluster": ["private_cluster_config { enable_private_nodes = true"],
                "google_container_node_pool": ["network_config { enable_private_nodes = true }"]},
        "azure": {"azurerm_kubernetes_cluster": ["node_public_ip_enabled = false"],
                  "azurerm_kubernetes_cluster_node_pool": ["node_public_ip_enabled = false"],
                  "azurerm_subnet": ["default_outbound_access_enabled = false"]},
    },
    "old and local ways to sign in are off": {
        "aws": {"aws_eks_cluster": [
            'access_config { authentication_mode = "API" '
            "bootstrap_cluster_creator_admin_permissions = false }"]},
        "gcp": {"google_container_cluster": [
            "enable_legacy_abac = false",
            "client_certificate_config { issue_client_certificate = false }",
            'anonymous_authentication_config { mode = "LIMITED" }',
            "enable_insecure_binding_system_authenticated = false",
            "enable_insecure_binding_system_unauthenticated = false",
            'insecure_kubelet_readonly_port_enabled = "FALSE"']},
        "azure": {"azurerm_kubernetes_cluster": [
            "local_account_disabled = true", "role_based_access_control_enabled = true",
            "azure_active_directory_role_based_access_control { azure_rbac_enabled = true"],
            "azurerm_log_analytics_workspace": ["local_authentication_enabled = false"]},
    },
    "databases require TLS": {
        "aws": {"aws_db_parameter_group": ['name = "rds.force_ssl" value = "1"'],
                "aws_db_instance.primary": ['ca_cert_identifier = "rds-ca-rsa2048-g1"']},
        "gcp": {"google_sql_database_instance": ['ssl_mode = "ENCRYPTED_ONLY"']},
        "azure": {"azurerm_postgresql_flexible_server_configuration": [
            'require_secure_transport = "on"', 'ssl_min_protocol_version = "TLSv1.2"']},
    },
    "caches require TLS": {
        "aws": {"aws_elasticache_replication_group": [
            'transit_encryption_enabled = true transit_encryption_mode = "required"']},
        "gcp": {"google_memorystore_instance": [
                    'transit_encryption_mode = "SERVER_AUTHENTICATION"'],
                "google_redis_instance": ['transit_encryption_mode = "SERVER_AUTHENTICATION"']},
        "azure": {"azurerm_managed_redis": ['client_protocol = "Encrypted"']},
    },
    "clients sign in without a password of ours": {
        "aws": {"aws_db_instance.primary": [
                    # RDS does not manage the password of a server that has replicas.
                    ("manage_master_user_password = true", "password_wo = local.password")],
                "aws_elasticache_user.client": ['authentication_mode { type = "iam" }'],
                "aws_elasticache_user.default": ['access_string = "off -@all"'],
                "aws_elasticache_replication_group": [
                    "user_group_ids = [aws_elasticache_user_group.main.user_group_id]"]},
        "gcp": {"google_sql_user": ['type = "CLOUD_IAM_SERVICE_ACCOUNT"'],
                "google_memorystore_instance": ['authorization_mode = "IAM_AUTH"'],
                "google_redis_instance": ["auth_enabled = true"],
                "google_secret_manager_secret_version": ["secret_data_wo ="]},
        "azure": {"azurerm_postgresql_flexible_server": [
                      "active_directory_auth_enabled = true password_auth_enabled = false"],
                  "azurerm_managed_redis": ["access_keys_authentication_enabled = false"]},
    },
    "keys rotate and outlive a mistake": {
        "aws": {"aws_kms_key": ["enable_key_rotation = true",
                                "deletion_window_in_days = var.foundation.key_deletion_days"]},
        "gcp": {"google_kms_crypto_key": [
            'rotation_period = "7776000s"', "destroy_scheduled_duration =",
            'deletion_policy = var.foundation.protected ? "PREVENT" : "DELETE"']},
        "azure": {"azurerm_key_vault": [
                      "purge_protection_enabled = true", "rbac_authorization_enabled = true",
                      "soft_delete_retention_days = var.foundation.key_deletion_days"],
                  "azurerm_key_vault_key.data": ["rotation_policy { expire_after"]},
    },
    "logs are kept for a time that is said": {
        "aws": {"aws_cloudwatch_log_group": ["retention_in_days =",
                                             "kms_key_id = var.foundation.key_arn"]},
        "gcp": {"google_logging_project_bucket_config": ["retention_days ="]},
        "azure": {"azurerm_log_analytics_workspace": ["retention_in_days ="],
                  "azurerm_log_analytics_workspace_table.audit": ["total_retention_in_days ="]},
    },
    "the control plane's audit log is kept": {
        "aws": {"aws_eks_cluster": ['enabled_cluster_log_types = ["api", "audit", "authenticator", '
                                    '"controllerManager", "scheduler"]'],
                "aws_cloudwatch_log_group.cluster": [
                    "retention_in_days = var.foundation.audit_log_days"]},
        "gcp": {"google_container_cluster": [
                    'logging_config { enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS", '
                    '"APISERVER", "SCHEDULER", "CONTROLLER_MANAGER"] }'],
                "google_logging_project_bucket_config.logs": [
                    "audit = var.foundation.audit_log_days"]},
        "azure": {"azurerm_monitor_diagnostic_setting.cluster": ['category = "kube-audit-admin"'],
                  "azurerm_log_analytics_workspace_table.audit": ["var.foundation.audit_log_days"]},
    },
    "default network objects are closed": {
        "aws": {"aws_default_security_group": ["vpc_id = aws_vpc.main.id"]},
        "gcp": {"google_compute_network": ["auto_create_subnetworks = false"],
                "google_compute_firewall": ['direction = "INGRESS"', 'deny { protocol = "all" }']},
    },
    "flows are logged": {
        "aws": {"aws_flow_log": ['traffic_type = "ALL"']},
        "gcp": {"google_compute_subnetwork": ['dynamic "log_config" { for_each = local.flow_logs']},
        "azure": {"azurerm_network_watcher_flow_log": [
            "target_resource_id = azurerm_virtual_network.main.id", "enabled = true"]},
    },
    "pods are kept apart by network policy": {
        "aws": {"aws_eks_addon.vpc_cni": ['jsonencode({ enableNetworkPolicy = "true" })']},
        "gcp": {"google_container_cluster": ['datapath_provider = "ADVANCED_DATAPATH"']},
        "azure": {"azurerm_kubernetes_cluster": ['network_policy = "cilium"']},
    },
    "nodes start what was signed, and are repaired": {
        "aws": {"aws_eks_node_group": ["node_repair_config { enabled = true }"]},
        "gcp": {"google_container_node_pool": [
                    "enable_secure_boot = true enable_integrity_monitoring = true",
                    "auto_repair = true auto_upgrade = true"],
                "google_container_cluster": ["enable_shielded_nodes = true"]},
        "azure": {"azurerm_kubernetes_cluster": ['node_os_upgrade_channel = "NodeImage"']},
    },
    "clusters stay in standard support": {
        "aws": {"aws_eks_cluster": ['upgrade_policy { support_type = "STANDARD" }']},
        "gcp": {"google_container_cluster": ["release_channel { channel ="]},
        "azure": {"azurerm_kubernetes_cluster": ['automatic_upgrade_channel = "patch"']},
    },
    "databases can go back in time": {
        "aws": {"aws_db_instance.primary": ["backup_retention_period = var.database.backup_days"]},
        "gcp": {"google_sql_database_instance.primary": [
            "point_in_time_recovery_enabled = true", "retained_backups = var.database.backup_days"]},
        "azure": {"azurerm_postgresql_flexible_server.primary": [
            "backup_retention_days = max(var.database.backup_days, 7)"]},
    },
    "what prod protects, the cloud protects": {
        "aws": {"aws_db_instance.primary": [
                    "deletion_protection = var.database.deletion_protection",
                    "skip_final_snapshot = !var.foundation.protected",
                    'multi_az = var.database.high_availability == "zone-redundant"'],
                "aws_eks_cluster": ["deletion_protection = var.cluster.deletion_protection"],
                "aws_elasticache_replication_group": [
                    "automatic_failover_enabled = var.cache.high_availability",
                    "multi_az_enabled = var.cache.high_availability"],
                "aws_s3_bucket.bucket": ["force_destroy = each.value.force_destroy"]},
        "gcp": {"google_sql_database_instance.primary": [
                    "deletion_protection = var.database.deletion_protection",
                    "deletion_protection_enabled = var.database.deletion_protection",
                    'availability_type = var.database.high_availability == "none" ? "ZONAL" : "REGIONAL"'
                ],
                "google_container_cluster": [
                    "deletion_protection = var.cluster.deletion_protection"],
                "google_memorystore_instance": [
                    "deletion_protection_enabled = var.cache.deletion_protection",
                    "replica_count = var.cache.nodes - 1"],
                "google_redis_instance": ["deletion_protection = var.cache.deletion_protection"],
                "google_storage_bucket.bucket": ["force_destroy = each.value.force_destroy"]},
        "azure": {"azurerm_management_lock": ['lock_level = "CanNotDelete"'],
                  "azurerm_management_lock.primary": ["var.database.deletion_protection"],
                  "azurerm_management_lock.cluster": ["var.cluster.deletion_protection"],
                  "azurerm_management_lock.main": ["var.cache.deletion_protection"],
                  "azurerm_postgresql_flexible_server.primary": ['dynamic "high_availability"'],
                  "azurerm_kubernetes_cluster": [
                      'sku_tier = var.cluster.highly_available ? "Standard" : "Free"'],
                  "azurerm_managed_redis": [
                      "high_availability_enabled = var.cache.high_availability"]},
    },
}

# What stands nowhere in a tree.
NEVER = {
    "a static key of a cloud":
        r'resource "(aws_iam_access_key|aws_iam_user|google_service_account_key|azuread_\w+_password)"',
    "a role that may do everything":
        r'AdministratorAccess|PowerUserAccess|roles/(owner|editor)"|'
        r'= "(Owner|Contributor|User Access Administrator)"',
    "a password": r'\b(\w+_)?(password|password_wo|auth_token|auth_string)\s+= ("|var\.)',
    "an administration port": r'(from_port|to_port|destination_port_range)\s+= "?(22|3389)"?$',
    "a public address for what starts in a subnet":
        r"(map_public_ip_on_launch|associate_public_ip_address|node_public_ip_enabled)\s+= true",
    "a clock in a name or tag": r"[^n]timestamp\(\)",
    "a file beside Terraform": r"\b(local-exec|remote-exec|file\()",
}

# Kinds of resources that go with every other one of a kind, by the same name.
COMPANIONS = {
    "aws_s3_bucket": [
        "aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket_ownership_controls",
        "aws_s3_bucket_policy", "aws_s3_bucket_public_access_block",
        "aws_s3_bucket_server_side_encryption_configuration", "aws_s3_bucket_versioning"],
    "azurerm_network_security_group": ["azurerm_subnet_network_security_group_association"],
}
