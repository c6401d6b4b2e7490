/*
 * prod-short-backups: a mistake in data is often found only after a weekend, or after a release a
 * week later.
 */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

enum { FEWEST_DAYS = 7 };

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    const Value *blocks = value_get_cstr(deployment->settings, "database");
    for (uint32_t i = 0; deployment->production && i < value_count(blocks); i++) {
        const ValueMember *block = &blocks->as.map.members[i];
        int64_t days = days_of(value_get_cstr(block->value, "backups"));
        if (days >= FEWEST_DAYS) {
            continue;
        }
        Str title = block_title(lint_arena(lint), "database", block->key);
        Diagnostic *diagnostic = lint_report(
            lint, place_of(stack->checked, block->value, "backups"),
            "backups of '%.*s' are kept for %lldd in production environment '%.*s', "
            "expected at least %dd",
            STR_ARG(title), (long long)days, STR_ARG(deployment->environment), FEWEST_DAYS);
        diag_help(lint_sink(lint), diagnostic, "leave `backups` out: it is 14d in production");
    }
}

const LintRule rule_prod_short_backups = {.code = MLS3103, .run_deployment = run};
