/*
 * replicas-without-ha: read replicas are easily taken for a standby, and none of them takes over.
 * In production the lack of a standby is prod-without-ha's finding.
 */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    const Value *blocks = value_get_cstr(deployment->settings, "database");
    for (uint32_t i = 0; !deployment->production && i < value_count(blocks); i++) {
        const ValueMember *block = &blocks->as.map.members[i];
        if (value_integer(value_get_cstr(block->value, "replicas")) == 0 ||
            value_boolean(value_get_cstr(block->value, "ha"))) {
            continue;
        }
        Str title = block_title(lint_arena(lint), "database", block->key);
        Diagnostic *diagnostic =
            lint_report(lint, place_of(stack->checked, block->value, "replicas"),
                        "'%.*s' has read replicas and no standby in '%.*s'", STR_ARG(title),
                        STR_ARG(deployment->environment));
        diag_help(lint_sink(lint), diagnostic,
                  "a replica does not take over; `ha = true` adds what does");
    }
}

const LintRule rule_replicas_without_ha = {.code = MLS3107, .run_deployment = run};
