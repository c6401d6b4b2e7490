/*
 * database-end-of-support: a major version that a cloud leaves soon, or has left. After the end it
 * gets no fixes, or costs more, or is upgraded on a day of the cloud's own choosing.
 */
#include "lint/rules/rules.h"
#include "lint/rules/support_end.h"

static void add_databases(Lint *lint, const Value *document, const Deployment *deployment,
                          VersionUseVector *uses) {
    const Value *databases = value_get_cstr(deployment->value, "databases");
    for (uint32_t i = 0; i < value_count(databases); i++) {
        const Value *database = value_item(databases, i);
        const Value *version = value_get_cstr(database, "version");
        const Value *engine = value_get(document, value_text(value_get_cstr(database, "engine")));
        VersionUse use = {
            .span = version->origin,
            .version = value_text(version),
            .cloud = value_text(value_path(deployment->value, "cloud.title")),
            .table = value_get_cstr(value_get(engine, deployment->cloud), "versions"),
        };
        vector_push(lint_arena(lint), uses, use);
    }
}

static void run(Lint *lint, const LintStack *stack) {
    const Value *document = value_get_cstr(lint_schema(lint)->catalog, "databases");
    VersionUseVector uses = {0};
    for (size_t i = 0; i < stack->resolved->deployment_count; i++) {
        add_databases(lint, document, &stack->resolved->deployments[i], &uses);
    }
    report_support_ends(lint, "PostgreSQL", document, &uses);
}

const LintRule rule_database_end_of_support = {.code = MLS3121, .run_stack = run};
