/*
 * Comments that silence a rule at one place:
 *
 *     cluster { spot = true }   # mlstack: allow prod-spot-only because batch jobs only
 *
 *     # mlstack: allow prod-without-ha because the data can be rebuilt in minutes
 *     database features { ha = false }
 *
 * Such a comment is about its own line or, when nothing else stands on it, about the next line that
 * is more than a comment. A rule is silenced where its message points: for a block, the line of its
 * name.
 */
#ifndef MLSTACK_LINT_ALLOW_H
#define MLSTACK_LINT_ALLOW_H

#include "check/program.h"

/* What is wrong with an allow, besides that it may silence nothing. */
typedef enum AllowMistake {
    ALLOW_FINE,
    ALLOW_MALFORMED,
    ALLOW_UNKNOWN_RULE,
    ALLOW_WITHOUT_REASON, /* it silences all the same */
} AllowMistake;

typedef struct Allow {
    Span comment;
    Span span; /* the slug, or the word that is wrong */
    FileId file;
    uint32_t line; /* that it is about */
    DiagCode code; /* unless malformed or unknown */
    AllowMistake mistake;
    bool imported; /* in a file that others import */
    bool used;
} Allow;

typedef VECTOR(Allow) AllowVector;

/* The allows in the files of the program, by file and line. */
AllowVector allow_read(Arena *arena, Sources *sources, const CheckedProgram *program);

/* Whether its code is one; otherwise it is only there to be reported. */
bool allow_names_rule(const Allow *allow);
/* True when an allow is about the code at that place, which marks it as used. */
bool allow_silences(AllowVector *allows, Sources *sources, DiagCode code, Span span);

#endif
