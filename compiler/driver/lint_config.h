/*
 * Which lint configuration is in force for a file: the nearest `.mlstack-lint.yaml` in its folder
 * or one above, not looked for beyond the top of a git repository.
 */
#ifndef MLSTACK_DRIVER_LINT_CONFIG_H
#define MLSTACK_DRIVER_LINT_CONFIG_H

#include "check/program.h"
#include "lint/config.h"

/*
 * Sets ret_of_files, by FileId, for the files of the program; NULL where there is no configuration.
 * False when one cannot be read, which is reported.
 */
bool lint_config_find(Arena *arena, DiagSink *sink, const CheckedProgram *program,
                      const LintLevels **ret_of_files);

#endif
