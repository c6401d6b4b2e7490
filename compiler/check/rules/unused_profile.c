/* unused-profile: a profile that nothing in the invocation uses, with unused-let's exception. */
#include "check/rules/rules.h"

static void check_file(Checker *checker, DiagCode rule, const FileScope *scope) {
    size_t reported = 0;
    for (size_t i = 0; i < scope->profiles.count && reported < DIAG_MAX_ERRORS_PER_FILE; i++) {
        const Binding *profile = scope->profiles.items[i];
        if (!profile->used) {
            Diagnostic *diagnostic =
                diag_report(checker->sink, rule, profile->entry->label_span,
                            "profile '%.*s' is never used", STR_ARG(profile->entry->label));
            diag_help(checker->sink, diagnostic, "remove it, or say 'use %.*s' in a stack",
                      STR_ARG(profile->entry->label));
            reported++;
        }
    }
}

void rule_unused_profile(Checker *checker, DiagCode rule) {
    for (size_t i = 0; i < checker->scopes.count; i++) {
        if (!checker->scopes.items[i]->imported) {
            check_file(checker, rule, checker->scopes.items[i]);
        }
    }
}
