/* Every rule, in the order in which they run: the order of their codes. */
#ifndef MLSTACK_LINT_RULES_RULES_H
#define MLSTACK_LINT_RULES_RULES_H

#include "lint/rule.h"

#define LINT_RULES(X)                                                                              \
    X(rule_unused_let)                                                                             \
    X(rule_unused_profile)                                                                         \
    X(rule_deprecated_field)                                                                       \
    X(rule_prod_without_ha)                                                                        \
    X(rule_prod_spot_only)                                                                         \
    X(rule_prod_short_backups)                                                                     \
    X(rule_prod_deletable)                                                                         \
    X(rule_prod_single_nat)                                                                        \
    X(rule_prod_single_zone)                                                                       \
    X(rule_replicas_without_ha)                                                                    \
    X(rule_world_open_api)                                                                         \
    X(rule_network_overlap)                                                                        \
    X(rule_kubernetes_end_of_support)                                                              \
    X(rule_database_end_of_support)                                                                \
    X(rule_gpu_never_zero)                                                                         \
    X(rule_gpu_over_budget)                                                                        \
    X(rule_duplicate_gpu_pools)                                                                    \
    X(rule_no_owner)                                                                               \
    X(rule_no_budget)                                                                              \
    X(rule_placeholder_address)

#define X(name) extern const LintRule name;
LINT_RULES(X)
#undef X

#endif
