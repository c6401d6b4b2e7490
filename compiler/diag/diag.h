/*
 * Diagnostics as data. Every room reports into a sink; only a renderer prints.
 *
 * A diagnostic has a permanent code, a level, a primary span with a message that stands alone, and
 * optionally a text under the caret, further labelled spans, notes (facts), helps (what to
 * change) and fixes (edits). Codes, default levels and titles are one table, codes.def.
 *
 * Wording: lower case, no full stop, what was expected and what was found; names and values in
 * 'single quotes'; "invalid", never "illegal". A suggestion is a help, not part of the message.
 */
#ifndef MLSTACK_DIAG_DIAG_H
#define MLSTACK_DIAG_DIAG_H

#include <stdarg.h>

#include "source/source.h"
#include "support/vector.h"

typedef enum DiagLevel {
    DIAG_NOTE,
    DIAG_WARNING,
    DIAG_ERROR,
} DiagLevel;

typedef enum DiagCode {
#define DIAG_CODE(code, level, slug, title) code,
#define DIAG_ENVIRONMENT(code, title) code,
#include "diag/codes.def"
#undef DIAG_CODE
#undef DIAG_ENVIRONMENT
    DIAG_CODE_COUNT,
} DiagCode;

typedef struct DiagCodeInfo {
    Str code; /* "MLS1002" */
    DiagLevel level;
    Str slug; /* the word name of a lint rule; empty for others */
    Str title;
    bool is_environment; /* not the input's fault: the disk, terraform, the machine */
} DiagCodeInfo;

const DiagCodeInfo *diag_code_info(DiagCode code);
Str diag_level_name(DiagLevel level); /* "note", "warning" or "error" */

typedef struct DiagLabel {
    Span span;
    Str text;
} DiagLabel;

typedef struct DiagEdit {
    Span span; /* empty to insert */
    Str replacement;
} DiagEdit;

typedef struct DiagFix {
    Str title;
    bool safe;              /* never changes the meaning of what was valid */
    VECTOR(DiagEdit) edits; /* made together or not at all; they do not overlap */
} DiagFix;

typedef struct Diagnostic {
    DiagCode code;
    DiagLevel level;
    Span span; /* none: about the invocation or a file as a whole */
    Str message;
    Str label; /* text under the caret; may be empty */
    VECTOR(DiagLabel) labels;
    VECTOR(Str) notes;
    VECTOR(Str) helps;
    VECTOR(DiagFix) fixes;
} Diagnostic;

/* Errors after this many in one file are counted, not kept. */
enum { DIAG_MAX_ERRORS_PER_FILE = 20 };

typedef struct DiagSink DiagSink;

DiagSink *diag_sink_new(Arena *arena, Sources *sources);
Arena *diag_arena(DiagSink *sink);
Sources *diag_sources(DiagSink *sink);

/*
 * Reports at the code's default level. The result is never NULL and belongs to the sink; use it
 * with the functions below before the next report. A second report with the same code, span and
 * message is dropped (the result may still be decorated, without effect).
 */
Diagnostic *diag_report(DiagSink *sink, DiagCode code, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same at a level of the caller's, for rules whose level the user sets. */
Diagnostic *diag_report_at(DiagSink *sink, DiagCode code, DiagLevel level, Span span,
                           const char *format, va_list arguments)
    __attribute__((format(printf, 5, 0)));
void diag_under_caret(DiagSink *sink, Diagnostic *diagnostic, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_label(DiagSink *sink, Diagnostic *diagnostic, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_note(DiagSink *sink, Diagnostic *diagnostic, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_help(DiagSink *sink, Diagnostic *diagnostic, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_fix(DiagSink *sink, Diagnostic *diagnostic, Str title, bool safe, Span span,
              Str replacement);
/* One more edit of the fix that was added last. */
void diag_fix_edit(DiagSink *sink, Diagnostic *diagnostic, Span span, Str replacement);

size_t diag_count(const DiagSink *sink, DiagLevel level);
bool diag_has_errors(const DiagSink *sink);
/* Errors that were over the limit of their file and are not kept. */
size_t diag_suppressed(const DiagSink *sink);

/* Calls for every diagnostic, for what is known only once all are there. It may be decorated. */
void diag_each(DiagSink *sink, void (*visit)(void *context, Diagnostic *diagnostic), void *context);

typedef struct DiagnosticList {
    const Diagnostic *const *items;
    size_t count;
} DiagnosticList;

/* In the order in which they are shown: by file, offset, code. */
DiagnosticList diag_sorted(DiagSink *sink);

#endif
