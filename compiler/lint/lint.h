/*
 * Lint: what is legal and still unlikely to be meant.
 *
 * It runs after resolve, on a program without errors, since most rules are about facts: a version's
 * end of support, a machine's price, what is on in production on one cloud. A rule is a file in
 * rules/; its code, slug and default level are a row in diag/codes.def. Findings go into the sink
 * at the level that the user chose.
 *
 * The level of a rule is, from the strongest: a comment `# mlstack: allow SLUG because REASON` at
 * the place (allow.h), the command line, the configuration file above the file that the message is
 * about (config.h), the default.
 */
#ifndef MLSTACK_LINT_LINT_H
#define MLSTACK_LINT_LINT_H

#include "lint/level.h"
#include "resolve/deployment.h"

typedef struct LintInput {
    const Schema *schema;
    const CheckedProgram *program;
    const ResolvedStack *const *stacks; /* of the program, in its order */
    const LintLevels *command_line;
    /* By FileId: what the configuration above the file sets, NULL for nothing. */
    const LintLevels *const *of_files;
    size_t file_count;
} LintInput;

void lint_program(Arena *arena, DiagSink *sink, const LintInput *input);

#endif
