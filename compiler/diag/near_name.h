/* "Did you mean": the nearest of some names. */
#ifndef MLSTACK_DIAG_NEAR_NAME_H
#define MLSTACK_DIAG_NEAR_NAME_H

#include "support/str.h"

/*
 * The candidate nearest to `name` by edit distance (insertion, deletion, substitution and swap of
 * neighbours count 1), or an empty Str when none is near: a third of the longer name's length,
 * at least 1. Ties go to the earlier candidate.
 */
Str near_name(Arena *scratch, Str name, const Str *candidates, size_t count);

/*
 * The nearest candidate is what was meant, for all that can be told: no other one is near, the name
 * is not too short to tell, and the digits of both agree (`l50s` is no misspelling of `l40s`).
 */
bool near_name_is_certain(Arena *scratch, Str name, const Str *candidates, size_t count);

/* "a, b or c" for messages; long lists are cut after `most` with "and N more". */
Str near_name_list(Arena *arena, const Str *names, size_t count, size_t most);

#endif
