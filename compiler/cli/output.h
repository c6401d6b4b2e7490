/* Files that verbs write outside of a generated tree. */
#ifndef MLSTACK_CLI_OUTPUT_H
#define MLSTACK_CLI_OUTPUT_H

#include "cli/verb.h"

/* Writes the file and the folders above it; false, with the problem on standard error, if not. */
bool write_output(const Invocation *invocation, Str path, Str text);

#endif
