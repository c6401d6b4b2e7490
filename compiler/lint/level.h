/* Levels of lint rules, as the user sets them by slug. */
#ifndef MLSTACK_LINT_LEVEL_H
#define MLSTACK_LINT_LEVEL_H

#include "diag/diag.h"

typedef enum LintLevel {
    LINT_DEFAULT, /* not set: the level of the code, or what the rule says */
    LINT_ALLOW,   /* not reported */
    LINT_WARN,
    LINT_DENY, /* an error */
} LintLevel;

enum { LINT_LEVEL_COUNT = LINT_DENY + 1 };

/* By code; only codes with a slug are ever set. */
typedef struct LintLevels {
    LintLevel of[DIAG_CODE_COUNT];
} LintLevels;

/* False when no rule has that slug. */
bool lint_find_rule(Str slug, DiagCode *ret_code);
/* The slug nearest to one that is unknown, or empty. */
Str lint_near_rule(Arena *arena, Str slug);

/* "allow", "warn" or "deny". False for anything else. */
bool lint_find_level(Str word, LintLevel *ret_level);

#endif
