/*
 * world-open-api: a Kubernetes API that everyone can reach. What guards it then is authentication
 * alone, and every flaw in it is everyone's. An error in production.
 */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

static bool is_everyone(Str cidr) {
    return str_ends_with(cidr, STR("/0"));
}

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    const Value *cluster = value_get_cstr(deployment->settings, "cluster");
    const Value *ranges = value_get_cstr(cluster, "api_access");
    DiagLevel level = deployment->production ? DIAG_ERROR : DIAG_WARNING;
    for (uint32_t i = 0; i < value_count(ranges); i++) {
        const Value *range = value_item(ranges, i);
        if (!is_everyone(value_text(range))) {
            continue;
        }
        Span span = span_is_none(range->origin) ? place_of(stack->checked, cluster, "api_access")
                                                : range->origin;
        Diagnostic *diagnostic = lint_report_at(
            lint, level, span, "everyone can reach the Kubernetes API in environment '%.*s'",
            STR_ARG(deployment->environment));
        diag_help(lint_sink(lint), diagnostic,
                  "list the ranges of your offices and runners, or none for the private endpoint "
                  "only");
    }
}

const LintRule rule_world_open_api = {.code = MLS3110, .run_deployment = run};
