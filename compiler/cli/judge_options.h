/* What build and validate are told about judging: by whom, how far, how many roots at a time. */
#ifndef MLSTACK_CLI_JUDGE_OPTIONS_H
#define MLSTACK_CLI_JUDGE_OPTIONS_H

#include "cli/verb.h"
#include "terraform/validate.h"

/* All but the tree. False, and said, when an option's value is none or two contradict. */
bool read_judge_options(const Invocation *invocation, ValidateOptions *ret_options);

#endif
