/* deprecated-field: a field that still works, with what its description says to use instead. */
#include "check/rules/rules.h"

void rule_deprecated_field(Checker *checker, DiagCode rule) {
    size_t most = DIAG_MAX_ERRORS_PER_FILE;
    for (size_t i = 0; i < checker->deprecated_uses.count && i < most; i++) {
        const DeprecatedUse *use = &checker->deprecated_uses.items[i];
        Diagnostic *diagnostic = diag_report(checker->sink, rule, use->span, "'%.*s' is deprecated",
                                             STR_ARG(use->field->name));
        diag_help(checker->sink, diagnostic, "%.*s", STR_ARG(use->field->deprecated));
    }
}
