/*
 * The difference between two texts, line by line, as a unified diff that patch(1) takes.
 *
 * Myers' O(ND) algorithm between what both texts begin and end with in common: the shortest script
 * of deletions and insertions. Its cost grows with the square of the number of differences, so
 * beyond DIFF_MOST_EDITS what lies between is shown as replaced as a whole.
 */
#ifndef MLSTACK_SUPPORT_DIFF_H
#define MLSTACK_SUPPORT_DIFF_H

#include "support/buffer.h"

enum {
    DIFF_MOST_EDITS = 1000,
    DIFF_CONTEXT_LINES = 3,
};

typedef struct DiffSide {
    Str name; /* for the header; "/dev/null" for a file that is not there */
    Str text;
} DiffSide;

/* Appends nothing when the texts are equal. */
void diff_unified(DiffSide before, DiffSide after, Buffer *out);

#endif
