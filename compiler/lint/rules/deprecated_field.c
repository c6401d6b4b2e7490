/*
 * deprecated-field: a field that still works, with what its description says to use instead; a new
 * name is offered as a fix.
 */
#include "lint/rules/rules.h"

static void run(Lint *lint) {
    const CheckedProgram *program = lint_checked(lint);
    for (size_t i = 0; i < program->deprecated_use_count; i++) {
        const DeprecatedUse *use = &program->deprecated_uses[i];
        Diagnostic *diagnostic =
            lint_report(lint, use->span, "'%.*s' is deprecated", STR_ARG(use->field->name));
        Str instead = use->field->deprecated;
        if (str_is_empty(use->field->renamed_to)) {
            diag_help(lint_sink(lint), diagnostic, "%.*s", STR_ARG(instead));
        } else {
            diag_fix(lint_sink(lint), diagnostic, instead, true, use->span, use->field->renamed_to);
        }
    }
}

const LintRule rule_deprecated_field = {.code = MLS3003, .run = run};
