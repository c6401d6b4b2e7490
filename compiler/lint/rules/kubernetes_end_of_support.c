/*
 * kubernetes-end-of-support: a version that a cloud leaves soon, or has left. After the end it
 * costs several times as much, or the cloud upgrades it on a day of its own choosing.
 */
#include "lint/rules/rules.h"
#include "lint/rules/support_end.h"

static void run(Lint *lint, const LintStack *stack) {
    const Value *document = value_get_cstr(lint_schema(lint)->catalog, "kubernetes");
    VersionUseVector uses = {0};
    for (size_t i = 0; i < stack->resolved->deployment_count; i++) {
        const Deployment *deployment = &stack->resolved->deployments[i];
        const Value *version = value_path(deployment->value, "cluster.version");
        VersionUse use = {
            .span = version->origin,
            .version = value_text(version),
            .cloud = value_text(value_path(deployment->value, "cloud.title")),
            .table = value_get(value_get_cstr(document, "versions"), deployment->cloud),
        };
        vector_push(lint_arena(lint), &uses, use);
    }
    report_support_ends(lint, "Kubernetes", document, &uses);
}

const LintRule rule_kubernetes_end_of_support = {.code = MLS3120, .run_stack = run};
