/*
 * prod-without-ha: a database or cache of production whose only copy is one machine, so that the
 * loss of a zone, or a minor upgrade, stops the service.
 */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

static void check_kind(Lint *lint, const LintStack *stack, const Deployment *deployment,
                       const char *kind) {
    const Value *blocks = value_get_cstr(deployment->settings, kind);
    for (uint32_t i = 0; i < value_count(blocks); i++) {
        const ValueMember *block = &blocks->as.map.members[i];
        if (value_boolean(value_get_cstr(block->value, "ha"))) {
            continue;
        }
        Str title = block_title(lint_arena(lint), kind, block->key);
        Diagnostic *diagnostic =
            lint_report(lint, place_of(stack->checked, block->value, "ha"),
                        "'%.*s' has no standby in production environment '%.*s'", STR_ARG(title),
                        STR_ARG(deployment->environment));
        diag_help(lint_sink(lint), diagnostic,
                  "leave `ha` out: it is on in production and off elsewhere");
    }
}

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    if (deployment->production) {
        check_kind(lint, stack, deployment, "database");
        check_kind(lint, stack, deployment, "cache");
    }
}

const LintRule rule_prod_without_ha = {.code = MLS3101, .run_deployment = run};
