/*
 * The settings of one environment on one cloud: all layers of the stack, merged and completed.
 *
 * From lowest to highest: schema default, the preset that `size` chooses, profiles, the stack's
 * body, `on CLOUD`, `environment ENV`, `environment ENV { on CLOUD }`. Scalars, lists and maps
 * replace; blocks merge by label.
 *
 * The result is a map with the stack's fields and, under the name of its kind, each block:
 *
 *     network { }        a map of its fields and blocks
 *     database NAME { }  a map from label to such a map, in order of first mention
 *     backend hcp { }    a map of its fields with its label under "label"
 *
 * A block's origin is the name of the block in the text, a value's that of its expression; what
 * comes from a default has no origin.
 */
#ifndef MLSTACK_RESOLVE_MERGE_H
#define MLSTACK_RESOLVE_MERGE_H

#include "check/program.h"

/* ret_production: whether the defaults of production were taken. */
const Value *merge_stack(Arena *arena, DiagSink *sink, const Schema *schema,
                         const CheckedStack *stack, Str environment, Str cloud,
                         bool *ret_production);

#endif
