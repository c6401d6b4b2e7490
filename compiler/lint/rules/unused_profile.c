/* unused-profile: a profile that nothing in the invocation uses. */
#include "lint/rules/removal.h"
#include "lint/rules/rules.h"

static void run(Lint *lint) {
    const CheckedProgram *program = lint_checked(lint);
    for (size_t i = 0; i < program->unused_profile_count; i++) {
        const AstEntry *profile = program->unused_profiles[i];
        Diagnostic *diagnostic = lint_report(
            lint, profile->label_span, "profile '%.*s' is never used", STR_ARG(profile->label));
        Str title = str_format(lint_arena(lint), "remove it, or say 'use %.*s' in a stack",
                               STR_ARG(profile->label));
        offer_removal(lint, diagnostic, title, profile->span);
    }
}

const LintRule rule_unused_profile = {.code = MLS3002, .run = run};
