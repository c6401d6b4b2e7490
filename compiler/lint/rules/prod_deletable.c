/* prod-deletable: a database of production that one wrong apply can delete. */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    const Value *blocks = value_get_cstr(deployment->settings, "database");
    for (uint32_t i = 0; deployment->production && i < value_count(blocks); i++) {
        const ValueMember *block = &blocks->as.map.members[i];
        if (value_boolean(value_get_cstr(block->value, "deletion_protection"))) {
            continue;
        }
        Str title = block_title(lint_arena(lint), "database", block->key);
        Diagnostic *diagnostic =
            lint_report(lint, place_of(stack->checked, block->value, "deletion_protection"),
                        "'%.*s' can be deleted by an apply in production environment '%.*s'",
                        STR_ARG(title), STR_ARG(deployment->environment));
        diag_help(lint_sink(lint), diagnostic,
                  "leave `deletion_protection` out: it is on in production");
    }
}

const LintRule rule_prod_deletable = {.code = MLS3104, .run_deployment = run};
