/*
 * PCRE2 patterns, each compiled once and matched against a whole text.
 *
 * Patterns come from component files, texts from users: both may be hostile, so matching has small
 * limits on steps and memory, and a match that runs into one counts as no match.
 */
#ifndef MLSTACK_SCHEMA_PATTERN_H
#define MLSTACK_SCHEMA_PATTERN_H

#include "support/str.h"

typedef struct PatternSet PatternSet;

/* Everything it holds, what PCRE2 allocates included, is in the arena. */
PatternSet *pattern_set_new(Arena *arena);

/* False when the pattern is malformed; ret_problem says how, ret_offset where in its bytes. */
bool pattern_compile(PatternSet *set, Str pattern, Str *ret_problem, size_t *ret_offset);

/* True when the pattern, which must be well formed, matches all of the text. */
bool pattern_matches(PatternSet *set, Str pattern, Str text);

#endif
