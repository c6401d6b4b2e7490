/* --deny, --warn and --allow: levels of lint rules by slug. */
#ifndef MLSTACK_CLI_LINT_OPTIONS_H
#define MLSTACK_CLI_LINT_OPTIONS_H

#include "cli/verb.h"
#include "lint/level.h"

/* False, and said, when a rule is unknown or given two levels. */
bool read_lint_levels(const Invocation *invocation, LintLevels *ret_levels);

#endif
