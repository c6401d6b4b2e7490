/*
 * unused-let: a let that nothing in the invocation refers to. Files that others import are left
 * out: what one stack does not need, another may.
 */
#include "check/rules/rules.h"

static void check_file(Checker *checker, DiagCode rule, const FileScope *scope) {
    size_t reported = 0;
    for (size_t i = 0; i < scope->lets.count && reported < DIAG_MAX_ERRORS_PER_FILE; i++) {
        const Binding *let = scope->lets.items[i];
        if (!let->used) {
            Diagnostic *diagnostic = diag_report(checker->sink, rule, let->entry->name_span,
                                                 "'%.*s' is never used", STR_ARG(let->entry->name));
            diag_help(checker->sink, diagnostic, "remove it, or refer to it as 'let.%.*s'",
                      STR_ARG(let->entry->name));
            reported++;
        }
    }
}

void rule_unused_let(Checker *checker, DiagCode rule) {
    for (size_t i = 0; i < checker->scopes.count; i++) {
        if (!checker->scopes.items[i]->imported) {
            check_file(checker, rule, checker->scopes.items[i]);
        }
    }
}
