/*
 * placeholder-address: an address or domain from a page of documentation. The names are those that
 * RFC 2606 reserves: mail to them goes nowhere, and no certificate is issued for them. Opt-in.
 */
#include "lint/rules/rules.h"

static bool is_in_domain(Str text, Str domain) {
    if (!str_ends_with(text, domain)) {
        return false;
    }
    size_t before = text.length - domain.length;
    return before == 0 || text.data[before - 1] == '.' || text.data[before - 1] == '@';
}

static bool is_placeholder(Str text) {
    static const Str reserved[] = {
        STR_INIT("example.com"), STR_INIT("example.org"), STR_INIT("example.net"),
        STR_INIT("example"),     STR_INIT("test"),        STR_INIT("invalid"),
        STR_INIT("localhost"),
    };
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (is_in_domain(text, reserved[i])) {
            return true;
        }
    }
    return false;
}

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    static const char *const paths[] = {"owner", "ingress.domain", "monitoring.alerts.email"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        const Value *value = value_path(deployment->settings, paths[i]);
        if (value == NULL || !is_placeholder(value_text(value))) {
            continue;
        }
        Span span = span_is_none(value->origin) ? stack->checked->name_span : value->origin;
        lint_report(lint, span, "'%.*s' is in a domain reserved for examples",
                    STR_ARG(value_text(value)));
    }
}

const LintRule rule_placeholder_address = {.code = MLS3142, .opt_in = true, .run_deployment = run};
