/* no-owner: nobody to ask, and no address for alerts. Opt-in. */
#include "lint/rules/rules.h"

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    if (value_get_cstr(deployment->settings, "owner") != NULL) {
        return;
    }
    Diagnostic *diagnostic =
        lint_report(lint, stack->checked->name_span, "stack '%.*s' has no owner",
                    STR_ARG(stack->checked->name));
    diag_help(lint_sink(lint), diagnostic, "add `owner = \"team@…\"`, whom to ask about it");
}

const LintRule rule_no_owner = {.code = MLS3140, .opt_in = true, .run_deployment = run};
