/*
 * The lines of a formatted file, and what may only be decided when all of them are known: the
 * columns in which the '=', the '{' and the trailing comments of neighbours stand.
 */
#ifndef MLSTACK_SYNTAX_FORMAT_LINES_H
#define MLSTACK_SYNTAX_FORMAT_LINES_H

#include "support/buffer.h"
#include "support/vector.h"

enum {
    FORMAT_COLUMNS = 100, /* what is written on one line has this much room */
    FORMAT_INDENT = 2,
};

typedef enum FormatLineKind {
    FORMAT_BLANK,
    FORMAT_PLAIN,          /* aligned with nothing: only `rest` */
    FORMAT_OPENING,        /* the same, and ends with an opening bracket */
    FORMAT_ASSIGNMENT,     /* head `= …` */
    FORMAT_LET,            /* head `= …`; lets are aligned among themselves */
    FORMAT_BLOCK,          /* head `{ … }` */
    FORMAT_LABELLED_BLOCK, /* head label `{ … }` */
} FormatLineKind;

typedef struct FormatLine {
    FormatLineKind kind;
    size_t depth;
    Str head;
    Str label;
    Str rest;
    Str comment; /* at the end of the line; empty when there is none */
} FormatLine;

typedef VECTOR(FormatLine) FormatLineVector;

/* Columns on a terminal; a tab counts as one. */
size_t format_width(Str text);

void format_write_lines(const FormatLineVector *lines, Buffer *out);

#endif
