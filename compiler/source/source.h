/*
 * Every text the compiler reads, kept to the end, and places in them.
 *
 * A place is a span of bytes in a file. Lines and columns are computed only when something is
 * printed, from a line table that is built on first use.
 */
#ifndef MLSTACK_SOURCE_SOURCE_H
#define MLSTACK_SOURCE_SOURCE_H

#include "support/str.h"

/* 0 means "no file": the span of something that no text contains, such as a default. */
typedef uint32_t FileId;

typedef struct Span {
    FileId file;
    uint32_t begin; /* offset of the first byte */
    uint32_t end;   /* offset after the last byte; equal to begin for an empty span */
} Span;

typedef struct SourcePosition {
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in code points */
} SourcePosition;

/* Files over this size are refused before they are read whole (flex takes an int length). */
enum { SOURCE_MAX_BYTES = 16 * 1024 * 1024 };

typedef struct Sources Sources;

Sources *sources_new(Arena *arena);
/* The name is what messages show: a path as the user gave it, or "<stdin>". Text is not copied. */
FileId sources_add(Sources *sources, Str name, Str text);
Str sources_name(const Sources *sources, FileId file);
Str sources_text(const Sources *sources, FileId file);
size_t sources_count(const Sources *sources); /* files are 1 .. count */

/* The text a span covers; empty for a span without a file. */
Str sources_slice(const Sources *sources, Span span);
SourcePosition sources_position(Sources *sources, FileId file, uint32_t offset);
/* The line that contains the offset, without its line end, as a span. */
Span sources_line(Sources *sources, FileId file, uint32_t offset);

Span span_none(void);
bool span_is_none(Span span);
/* From the beginning of the first to the end of the last; both must be in one file. */
Span span_join(Span first, Span last);
/* By file, then begin, then end: the order in which diagnostics are shown. */
int span_compare(Span a, Span b);

#endif
