/* no-budget: nobody is told before the money is spent. Opt-in. */
#include "lint/rules/rules.h"

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    if (value_get_cstr(deployment->settings, "budget") != NULL) {
        return;
    }
    Diagnostic *diagnostic =
        lint_report(lint, stack->checked->name_span, "stack '%.*s' has no budget in '%.*s'",
                    STR_ARG(stack->checked->name), STR_ARG(deployment->environment));
    diag_help(lint_sink(lint), diagnostic, "add `budget { monthly = $… }`");
}

const LintRule rule_no_budget = {.code = MLS3141, .opt_in = true, .run_deployment = run};
