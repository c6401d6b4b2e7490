/* unused-let: a let that nothing in the invocation refers to. */
#include "lint/rules/removal.h"
#include "lint/rules/rules.h"

static void run(Lint *lint) {
    const CheckedProgram *program = lint_checked(lint);
    for (size_t i = 0; i < program->unused_let_count; i++) {
        const AstEntry *let = program->unused_lets[i];
        Diagnostic *diagnostic =
            lint_report(lint, let->name_span, "'%.*s' is never used", STR_ARG(let->name));
        Str title = str_format(lint_arena(lint), "remove it, or refer to it as 'let.%.*s'",
                               STR_ARG(let->name));
        offer_removal(lint, diagnostic, title, let->span);
    }
}

const LintRule rule_unused_let = {.code = MLS3001, .run = run};
