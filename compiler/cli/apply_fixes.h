/* What --fix does before anything is checked. */
#ifndef MLSTACK_CLI_APPLY_FIXES_H
#define MLSTACK_CLI_APPLY_FIXES_H

#include "cli/verb.h"
#include "driver/compile.h"

/*
 * Rewrites the files whose mistakes can be mended safely and says what was done on standard error.
 * False, with the reason in the sink, when a file cannot be written.
 */
bool apply_fixes(const Invocation *invocation, DiagSink *sink,
                 const CompileOptions *compile_options);

#endif
