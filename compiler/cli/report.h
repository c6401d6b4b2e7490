/* What build and validate tell about a judged tree. */
#ifndef MLSTACK_CLI_REPORT_H
#define MLSTACK_CLI_REPORT_H

#include "cli/verb.h"
#include "driver/compile.h"
#include "terraform/validate.h"

typedef struct JudgedTree {
    Str folder;
    Compilation *compilation; /* of what it was built from; NULL when that is not known */
    size_t stack;             /* in the compilation */
} JudgedTree;

/*
 * Has the tree judged, prints the table of verdicts with the results, and the diagnostics on
 * standard error: at the line of the stack file, where the compilation is known.
 */
ExitCode judge_and_report(Invocation *invocation, const JudgedTree *tree,
                          const ValidateOptions *how);

#endif
