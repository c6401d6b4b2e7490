/* What a build would change, as text. */
#ifndef MLSTACK_CLI_TREE_DIFF_H
#define MLSTACK_CLI_TREE_DIFF_H

#include "cli/verb.h"
#include "tree/tree.h"

/* Prints one unified diff for each file; EXIT_INPUT when the folder is out of date. */
ExitCode print_tree_diff(const Invocation *invocation, const ChangeSet *changes);

#endif
