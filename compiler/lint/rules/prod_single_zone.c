/* prod-single-zone: production that does not survive the loss of a zone. */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    const Value *network = value_get_cstr(deployment->settings, "network");
    if (!deployment->production || value_integer(value_get_cstr(network, "zones")) > 1) {
        return;
    }
    Diagnostic *diagnostic = lint_report(lint, place_of(stack->checked, network, "zones"),
                                         "production environment '%.*s' is in a single zone",
                                         STR_ARG(deployment->environment));
    diag_help(lint_sink(lint), diagnostic, "leave `zones` out: it is 3");
}

const LintRule rule_prod_single_zone = {.code = MLS3106, .run_deployment = run};
