#include "diag/diag.h"

#include <stdio.h>
#include <stdlib.h>

struct DiagSink {
    Arena *arena;
    Sources *sources;
    VECTOR(Diagnostic *) diagnostics;
    VECTOR(size_t) errors_of_file; /* by FileId */
    size_t counts[DIAG_ERROR + 1];
    size_t suppressed;
    Diagnostic dropped; /* decorated in place of a duplicate, never shown */
};

static const DiagCodeInfo code_infos[DIAG_CODE_COUNT] = {
#define DIAG_CODE(code, level, slug, title)                                                        \
    [code] = {STR_INIT(#code), (level), STR_INIT(slug), STR_INIT(title), false},
#define DIAG_ENVIRONMENT(code, title)                                                              \
    [code] = {STR_INIT(#code), DIAG_ERROR, STR_INIT(""), STR_INIT(title), true},
#include "diag/codes.def"
#undef DIAG_CODE
#undef DIAG_ENVIRONMENT
};

const DiagCodeInfo *diag_code_info(DiagCode code) {
    return &code_infos[code];
}

Str diag_level_name(DiagLevel level) {
    static const Str names[] = {
        [DIAG_NOTE] = STR_INIT("note"),
        [DIAG_WARNING] = STR_INIT("warning"),
        [DIAG_ERROR] = STR_INIT("error"),
    };
    return names[level];
}

DiagSink *diag_sink_new(Arena *arena, Sources *sources) {
    DiagSink *sink = ARENA_NEW(arena, DiagSink);
    sink->arena = arena;
    sink->sources = sources;
    return sink;
}

Arena *diag_arena(DiagSink *sink) {
    return sink->arena;
}

Sources *diag_sources(DiagSink *sink) {
    return sink->sources;
}

static Str format_arguments(Arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = arena_alloc(arena, (size_t)(length < 0 ? 0 : length) + 1);
    vsnprintf(text, (size_t)(length < 0 ? 0 : length) + 1, format, arguments);
    return (Str){text, (size_t)(length < 0 ? 0 : length)};
}

static bool is_duplicate(const DiagSink *sink, DiagCode code, Span span, Str message) {
    for (size_t i = 0; i < sink->diagnostics.count; i++) {
        const Diagnostic *other = sink->diagnostics.items[i];
        if (other->code == code && span_compare(other->span, span) == 0 &&
            str_equal(other->message, message)) {
            return true;
        }
    }
    return false;
}

static bool is_over_limit(DiagSink *sink, FileId file) {
    if (file == 0) {
        return false;
    }
    while (sink->errors_of_file.count <= file) {
        vector_push(sink->arena, &sink->errors_of_file, (size_t)0);
    }
    return ++sink->errors_of_file.items[file] > DIAG_MAX_ERRORS_PER_FILE;
}

Diagnostic *diag_report(DiagSink *sink, DiagCode code, Span span, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Diagnostic *diagnostic =
        diag_report_at(sink, code, code_infos[code].level, span, format, arguments);
    va_end(arguments);
    return diagnostic;
}

Diagnostic *diag_report_at(DiagSink *sink, DiagCode code, DiagLevel level, Span span,
                           const char *format, va_list arguments) {
    Str message = format_arguments(sink->arena, format, arguments);
    sink->dropped = (Diagnostic){.code = code};
    if (is_duplicate(sink, code, span, message)) {
        return &sink->dropped;
    }
    sink->counts[level]++;
    if (level == DIAG_ERROR && is_over_limit(sink, span.file)) {
        sink->suppressed++;
        return &sink->dropped;
    }
    Diagnostic *diagnostic = ARENA_NEW(sink->arena, Diagnostic);
    diagnostic->code = code;
    diagnostic->level = level;
    diagnostic->span = span;
    diagnostic->message = message;
    vector_push(sink->arena, &sink->diagnostics, diagnostic);
    return diagnostic;
}

void diag_under_caret(DiagSink *sink, Diagnostic *diagnostic, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    diagnostic->label = format_arguments(sink->arena, format, arguments);
    va_end(arguments);
}

void diag_label(DiagSink *sink, Diagnostic *diagnostic, Span span, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    DiagLabel label = {span, format_arguments(sink->arena, format, arguments)};
    va_end(arguments);
    vector_push(sink->arena, &diagnostic->labels, label);
}

void diag_note(DiagSink *sink, Diagnostic *diagnostic, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str note = format_arguments(sink->arena, format, arguments);
    va_end(arguments);
    vector_push(sink->arena, &diagnostic->notes, note);
}

void diag_help(DiagSink *sink, Diagnostic *diagnostic, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str help = format_arguments(sink->arena, format, arguments);
    va_end(arguments);
    vector_push(sink->arena, &diagnostic->helps, help);
}

void diag_fix(DiagSink *sink, Diagnostic *diagnostic, Str title, bool safe, Span span,
              Str replacement) {
    DiagFix fix = {.title = title, .safe = safe};
    vector_push(sink->arena, &diagnostic->fixes, fix);
    diag_fix_edit(sink, diagnostic, span, replacement);
}

void diag_fix_edit(DiagSink *sink, Diagnostic *diagnostic, Span span, Str replacement) {
    DiagFix *fix = &diagnostic->fixes.items[diagnostic->fixes.count - 1];
    DiagEdit edit = {span, replacement};
    vector_push(sink->arena, &fix->edits, edit);
}

size_t diag_count(const DiagSink *sink, DiagLevel level) {
    return sink->counts[level];
}

bool diag_has_errors(const DiagSink *sink) {
    return sink->counts[DIAG_ERROR] > 0;
}

size_t diag_suppressed(const DiagSink *sink) {
    return sink->suppressed;
}

static int compare_diagnostics(const void *a, const void *b) {
    const Diagnostic *first = *(const Diagnostic *const *)a;
    const Diagnostic *second = *(const Diagnostic *const *)b;
    int order = span_compare(first->span, second->span);
    if (order != 0) {
        return order;
    }
    if (first->code != second->code) {
        return first->code < second->code ? -1 : 1;
    }
    return str_compare(first->message, second->message);
}

void diag_each(DiagSink *sink, void (*visit)(void *context, Diagnostic *diagnostic),
               void *context) {
    for (size_t i = 0; i < sink->diagnostics.count; i++) {
        visit(context, sink->diagnostics.items[i]);
    }
}

DiagnosticList diag_sorted(DiagSink *sink) {
    size_t count = sink->diagnostics.count;
    const Diagnostic **items = arena_alloc_array(sink->arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = sink->diagnostics.items[i];
    }
    if (count > 0) {
        qsort(items, count, sizeof *items, compare_diagnostics);
    }
    return (DiagnosticList){items, count};
}
