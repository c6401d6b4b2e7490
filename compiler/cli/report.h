/* What build and validate tell about a judged tree. */
#ifndef MLSTACK_CLI_REPORT_H
#define MLSTACK_CLI_REPORT_H

#include "cli/verb.h"
#include "driver/compile.h"
#include "terraform/validate.h"

typedef struct JudgedTree {
    Str folder;
    Compilation *compilation; /* of what it was built from; its sources hold what is found */
    bool is_compiled;         /* otherwise it is compiled when something is found, if it can be */
    size_t stack;             /* in the compilation */
} JudgedTree;

/*
 * Has the tree judged, prints the table of verdicts with the results, and the diagnostics on
 * standard error: at the lines of the stack file, where it is known. They refer to the compilation.
 */
ExitCode judge_and_report(Invocation *invocation, JudgedTree *tree, const ValidateOptions *how);

#endif
