/* prod-single-nat: one gateway for all zones, whose zone takes the way out of the others along. */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    const Value *network = value_get_cstr(deployment->settings, "network");
    bool single = str_equal(value_text(value_get_cstr(network, "nat")), STR("single"));
    bool spread = value_integer(value_get_cstr(network, "zones")) > 1;
    if (!deployment->production || !single || !spread) {
        return;
    }
    Diagnostic *diagnostic =
        lint_report(lint, place_of(stack->checked, network, "nat"),
                    "every zone of production environment '%.*s' leaves through the gateway of one",
                    STR_ARG(deployment->environment));
    diag_help(lint_sink(lint), diagnostic, "leave `nat` out: it is per-zone in production");
}

const LintRule rule_prod_single_nat = {.code = MLS3105, .run_deployment = run};
