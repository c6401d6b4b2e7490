#include "provider/replacement.h"

/*
 * The first row whose type (a prefix that ends with "_", or a whole type) and argument ("": any)
 * fit decides.
 */
typedef struct ReplacementRule {
    const char *type;
    const char *argument;
    bool replaces;
} ReplacementRule;

static const ReplacementRule rules[] = {
    /* Names that can change in place. */
    {"aws_iam_user", "name", false},
    {"aws_iam_group", "name", false},
    {"aws_organizations_account", "name", false},
    {"google_project", "name", false},
    {"google_folder", "name", false},
    /* Everything but what is computed from them. */
    {"random_", "", true},
    {"tls_", "", true},

    {"aws_", "name", true},
    {"aws_", "name_prefix", true},
    {"aws_", "bucket", true},
    {"aws_", "identifier", true},
    {"aws_", "cluster_identifier", true},
    {"aws_", "replication_group_id", true},
    {"aws_", "cluster_name", true},
    {"aws_", "node_group_name", true},
    {"aws_", "alarm_name", true},
    {"aws_", "vpc_id", true},
    {"aws_", "subnet_id", true},
    {"aws_vpc", "cidr_block", true},
    {"aws_subnet", "cidr_block", true},
    {"aws_", "availability_zone", true},
    {"aws_", "availability_zone_id", true},

    {"google_project", "project_id", true},
    {"google_service_account", "account_id", true},
    {"google_", "name", true},
    {"google_", "project", true},
    {"google_", "location", true},
    {"google_", "region", true},
    {"google_", "zone", true},
    {"google_", "network", true},
    {"google_", "subnetwork", true},
    {"google_compute_subnetwork", "ip_cidr_range", true},

    {"azurerm_", "name", true},
    {"azurerm_", "resource_group_name", true},
    {"azurerm_", "location", true},
    {"azurerm_", "virtual_network_name", true},
    {"azurerm_", "scope", true},

    {"kubernetes_", "metadata.name", true},
    {"kubernetes_", "metadata.namespace", true},
    {"helm_release", "name", true},
    {"helm_release", "namespace", true},
};

static bool fits(const ReplacementRule *rule, Str resource_type, Str argument) {
    Str type = str_from_cstr(rule->type);
    bool of_type = str_ends_with(type, STR("_")) ? str_starts_with(resource_type, type)
                                                 : str_equal(resource_type, type);
    return of_type && (rule->argument[0] == '\0' || str_equal_cstr(argument, rule->argument));
}

bool replacement_needed(Str resource_type, Str argument) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (fits(&rules[i], resource_type, argument)) {
            return rules[i].replaces;
        }
    }
    return false;
}
