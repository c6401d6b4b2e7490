/* What build and validate tell about a judged tree. */
#ifndef MLSTACK_CLI_REPORT_H
#define MLSTACK_CLI_REPORT_H

#include "cli/verb.h"
#include "terraform/validate.h"

/*
 * Has the tree in `folder` judged, prints the table of verdicts with the results, and the
 * diagnostics on standard error.
 */
ExitCode judge_and_report(Invocation *invocation, Str folder, const ValidateOptions *how);

#endif
