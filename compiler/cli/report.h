/* What build and validate tell about a judged tree. */
#ifndef MLSTACK_CLI_REPORT_H
#define MLSTACK_CLI_REPORT_H

#include "cli/verb.h"
#include "terraform/validate.h"

/*
 * Has the tree in `folder` judged, prints the table of verdicts with the results, and the
 * diagnostics on standard error.
 */
ExitCode judge_and_report(Invocation *invocation, Str folder, size_t jobs);

/* What --jobs says, 0 without it. False, and said, when that is not a number of jobs. */
bool read_jobs(const Invocation *invocation, size_t *ret_jobs);

#endif
