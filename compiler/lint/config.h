/*
 * The configuration file `.mlstack-lint.yaml`:
 *
 *     rules:
 *       no-owner: warn
 *       prod-single-nat: allow
 */
#ifndef MLSTACK_LINT_CONFIG_H
#define MLSTACK_LINT_CONFIG_H

#include "lint/level.h"

#define LINT_CONFIG_NAME STR(".mlstack-lint.yaml")

/* Reads the file, which must be in the sink's sources. False when a mistake was reported. */
bool lint_config_read(Arena *arena, DiagSink *sink, FileId file, LintLevels *ret_levels);

#endif
