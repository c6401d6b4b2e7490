#include <stdlib.h>

#include "diag/render.h"
#include "diag/visible.h"

enum {
    WIDEST_LINE = 120,         /* columns of a source line that are shown */
    COLUMNS_BEFORE_CARET = 60, /* of a longer line */
    BYTES_AROUND_CARET = 1024,
};

typedef enum Style {
    STYLE_PLAIN,
    STYLE_BOLD,
    STYLE_ERROR,
    STYLE_WARNING,
    STYLE_NOTE,
    STYLE_GUTTER,
} Style;

typedef struct Renderer {
    Arena *scratch;
    Sources *sources;
    Buffer *out;
    bool color;
} Renderer;

/* A marked place: the primary one or a label. */
typedef struct Mark {
    Span span;
    SourcePosition position;
    Str text;
    bool is_primary;
} Mark;

/* The part of a line that is looked at, and the columns of it that are shown. */
typedef struct Excerpt {
    Str text;
    uint32_t begin; /* offset of the text in the file */
    size_t first_column;
    size_t end_column;
    bool is_cut_before;
    bool is_cut_after;
} Excerpt;

static const Style level_styles[] = {
    [DIAG_NOTE] = STYLE_NOTE,
    [DIAG_WARNING] = STYLE_WARNING,
    [DIAG_ERROR] = STYLE_ERROR,
};

static void set_style(Renderer *renderer, Style style) {
    static const char *const escapes[] = {
        [STYLE_PLAIN] = "\033[0m",      [STYLE_BOLD] = "\033[1m",    [STYLE_ERROR] = "\033[1;31m",
        [STYLE_WARNING] = "\033[1;33m", [STYLE_NOTE] = "\033[1;36m", [STYLE_GUTTER] = "\033[34m",
    };
    if (renderer->color) {
        buffer_append(renderer->out, str_from_cstr(escapes[style]));
    }
}

/* The column at which the byte at `offset` of the line is shown. */
static size_t column_of(Str line, size_t offset) {
    size_t column = 0;
    for (size_t at = 0; at < offset && at < line.length;) {
        size_t width;
        at += visible_append_character(NULL, line, at, column, &width);
        column += width;
    }
    return column;
}

/* At most BYTES_AROUND_CARET on both sides of the offset, so that a line of megabytes costs little.
 */
static Span nearby(Str line, Span span, uint32_t offset) {
    Span near = span;
    if (offset - span.begin > BYTES_AROUND_CARET) {
        near.begin = offset - BYTES_AROUND_CARET;
        while (near.begin < offset && (line.data[near.begin - span.begin] & 0xC0) == 0x80) {
            near.begin++;
        }
    }
    if (span.end > offset && span.end - offset > BYTES_AROUND_CARET) {
        near.end = offset + BYTES_AROUND_CARET;
        while (near.end > offset && (line.data[near.end - span.begin] & 0xC0) == 0x80) {
            near.end--;
        }
    }
    return near;
}

static Excerpt excerpt_around(Renderer *renderer, Span place) {
    Span span = sources_line(renderer->sources, place.file, place.begin);
    Span near = nearby(sources_slice(renderer->sources, span), span, place.begin);
    Excerpt excerpt = {.text = sources_slice(renderer->sources, near), .begin = near.begin};
    size_t width = column_of(excerpt.text, excerpt.text.length);
    size_t caret = column_of(excerpt.text, place.begin - near.begin);
    excerpt.end_column = width;
    if (width > WIDEST_LINE) {
        size_t begin = caret > COLUMNS_BEFORE_CARET ? caret - COLUMNS_BEFORE_CARET : 0;
        excerpt.first_column = begin + WIDEST_LINE > width ? width - WIDEST_LINE : begin;
        excerpt.end_column = excerpt.first_column + WIDEST_LINE;
    }
    excerpt.is_cut_before = near.begin > span.begin || excerpt.first_column > 0;
    excerpt.is_cut_after = near.end < span.end || excerpt.end_column < width;
    return excerpt;
}

static void append_excerpt(Buffer *out, const Excerpt *excerpt) {
    buffer_append(out, excerpt->is_cut_before ? STR("…") : STR(""));
    size_t column = 0;
    for (size_t offset = 0; offset < excerpt->text.length && column < excerpt->end_column;) {
        size_t width;
        bool is_shown = column >= excerpt->first_column;
        offset +=
            visible_append_character(is_shown ? out : NULL, excerpt->text, offset, column, &width);
        column += width;
    }
    buffer_append(out, excerpt->is_cut_after ? STR("…") : STR(""));
}

/* "   12 | ", or "      | " for line 0. */
static void append_gutter(Renderer *renderer, uint32_t line, int width) {
    set_style(renderer, STYLE_GUTTER);
    if (line == 0) {
        buffer_printf(renderer->out, "   %*s |", width, "");
    } else {
        buffer_printf(renderer->out, "   %*u |", width, line);
    }
    set_style(renderer, STYLE_PLAIN);
}

static size_t column_in(const Excerpt *excerpt, uint32_t offset) {
    size_t column = offset < excerpt->begin ? 0 : column_of(excerpt->text, offset - excerpt->begin);
    column = column < excerpt->first_column ? excerpt->first_column : column;
    column = column > excerpt->end_column ? excerpt->end_column : column;
    return column - excerpt->first_column + (excerpt->is_cut_before ? 1 : 0);
}

static void append_underline(Renderer *renderer, const Excerpt *excerpt, const Mark *mark,
                             Style style) {
    size_t begin = column_in(excerpt, mark->span.begin);
    size_t end = column_in(excerpt, mark->span.end);
    buffer_append_repeated(renderer->out, ' ', begin + 1);
    set_style(renderer, style);
    buffer_append_repeated(renderer->out, mark->is_primary ? '^' : '-',
                           end > begin ? end - begin : 1);
    if (mark->text.length > 0) {
        buffer_append_byte(renderer->out, ' ');
        visible_append(renderer->out, mark->text);
    }
    set_style(renderer, STYLE_PLAIN);
    buffer_append_byte(renderer->out, '\n');
}

/* One source line and the marks that begin on it. */
static void append_marked_line(Renderer *renderer, const Mark *marks, size_t count, int width,
                               Style style) {
    Excerpt excerpt = excerpt_around(renderer, marks[0].span);
    append_gutter(renderer, marks[0].position.line, width);
    if (excerpt.text.length > 0) {
        buffer_append_byte(renderer->out, ' ');
        append_excerpt(renderer->out, &excerpt);
    }
    buffer_append_byte(renderer->out, '\n');
    for (size_t i = 0; i < count; i++) {
        append_gutter(renderer, 0, width);
        append_underline(renderer, &excerpt, &marks[i], marks[i].is_primary ? style : STYLE_GUTTER);
    }
}

static int compare_marks(const void *a, const void *b) {
    const Mark *first = a;
    const Mark *second = b;
    if (first->span.file == second->span.file && first->position.line == second->position.line &&
        first->is_primary != second->is_primary) {
        return first->is_primary ? -1 : 1;
    }
    return span_compare(first->span, second->span);
}

static int digits_of(uint32_t number) {
    int digits = 1;
    for (; number >= 10; number /= 10) {
        digits++;
    }
    return digits;
}

static void append_marks(Renderer *renderer, const Mark *marks, size_t count, int width,
                         Style style) {
    for (size_t i = 0; i < count;) {
        size_t on_line = 1;
        while (i + on_line < count && marks[i + on_line].span.file == marks[i].span.file &&
               marks[i + on_line].position.line == marks[i].position.line) {
            on_line++;
        }
        bool is_apart = i > 0 && marks[i].position.line > marks[i - 1].position.line + 1;
        if (i > 0 && marks[i].span.file != marks[i - 1].span.file) {
            buffer_printf(renderer->out, "   %*s ::: ", width, "");
            visible_append(renderer->out, sources_name(renderer->sources, marks[i].span.file));
            buffer_printf(renderer->out, ":%u:%u\n", marks[i].position.line,
                          marks[i].position.column);
        } else if (is_apart) {
            buffer_printf(renderer->out, "   %*s ...\n", width, "");
        }
        append_marked_line(renderer, &marks[i], on_line, width, style);
        i += on_line;
    }
}

/* Marks of the diagnostic's own file first; within a file from top to bottom. */
static void append_source(Renderer *renderer, const Diagnostic *diagnostic, int *ret_width) {
    size_t count = 0;
    Mark *marks = arena_alloc_array(renderer->scratch, diagnostic->labels.count + 1, sizeof *marks);
    marks[count++] =
        (Mark){.span = diagnostic->span, .text = diagnostic->label, .is_primary = true};
    for (size_t i = 0; i < diagnostic->labels.count; i++) {
        const DiagLabel *label = &diagnostic->labels.items[i];
        if (!span_is_none(label->span)) {
            marks[count++] = (Mark){.span = label->span, .text = label->text};
        }
    }
    uint32_t last_line = 0;
    for (size_t i = 0; i < count; i++) {
        Span span = marks[i].span;
        marks[i].position = sources_position(renderer->sources, span.file, span.begin);
        last_line = marks[i].position.line > last_line ? marks[i].position.line : last_line;
    }
    qsort(marks, count, sizeof *marks, compare_marks);
    size_t own = 0;
    while (marks[own].span.file != diagnostic->span.file) {
        own++;
    }
    /* Rotates the files before the diagnostic's own behind the rest. */
    Mark *rotated = arena_alloc_array(renderer->scratch, count, sizeof *rotated);
    for (size_t i = 0; i < count; i++) {
        rotated[i] = marks[(own + i) % count];
    }
    *ret_width = digits_of(last_line);
    append_marks(renderer, rotated, count, *ret_width, level_styles[diagnostic->level]);
}

static void append_heading(Renderer *renderer, const Diagnostic *diagnostic) {
    const DiagCodeInfo *info = diag_code_info(diagnostic->code);
    Span span = diagnostic->span;
    set_style(renderer, STYLE_BOLD);
    if (span_is_none(span)) {
        buffer_append(renderer->out, STR("mlstack"));
    } else {
        SourcePosition position = sources_position(renderer->sources, span.file, span.begin);
        visible_append(renderer->out, sources_name(renderer->sources, span.file));
        buffer_printf(renderer->out, ":%u:%u", position.line, position.column);
    }
    buffer_append(renderer->out, STR(": "));
    set_style(renderer, level_styles[diagnostic->level]);
    buffer_printf(renderer->out, "%.*s[%.*s]", STR_ARG(diag_level_name(diagnostic->level)),
                  STR_ARG(info->code));
    set_style(renderer, STYLE_PLAIN);
    buffer_append(renderer->out, STR(": "));
    visible_append(renderer->out, diagnostic->message);
    if (info->slug.length > 0) {
        buffer_printf(renderer->out, " [%.*s]", STR_ARG(info->slug));
    }
    buffer_append_byte(renderer->out, '\n');
}

static void append_remark(Renderer *renderer, int width, const char *kind, Str text) {
    buffer_printf(renderer->out, "   %*s ", width, "");
    set_style(renderer, STYLE_GUTTER);
    buffer_append_byte(renderer->out, '=');
    set_style(renderer, STYLE_PLAIN);
    buffer_printf(renderer->out, " %s: ", kind);
    visible_append(renderer->out, text);
    buffer_append_byte(renderer->out, '\n');
}

static void append_diagnostic(Renderer *renderer, const Diagnostic *diagnostic) {
    int width = 1;
    append_heading(renderer, diagnostic);
    if (!span_is_none(diagnostic->span)) {
        append_source(renderer, diagnostic, &width);
    }
    for (size_t i = 0; i < diagnostic->notes.count; i++) {
        append_remark(renderer, width, "note", diagnostic->notes.items[i]);
    }
    for (size_t i = 0; i < diagnostic->helps.count; i++) {
        append_remark(renderer, width, "help", diagnostic->helps.items[i]);
    }
    for (size_t i = 0; i < diagnostic->fixes.count; i++) {
        append_remark(renderer, width, "help", diagnostic->fixes.items[i].title);
    }
}

static void append_count(Buffer *out, size_t count, const char *what, bool *is_first) {
    if (count > 0) {
        buffer_printf(out, "%s%zu %s%s", *is_first ? "" : ", ", count, what, count == 1 ? "" : "s");
        *is_first = false;
    }
}

static void append_summary(Buffer *out, const DiagSink *sink) {
    bool is_first = true;
    append_count(out, diag_count(sink, DIAG_ERROR), "error", &is_first);
    if (diag_suppressed(sink) > 0) {
        buffer_printf(out, " (%zu not shown)", diag_suppressed(sink));
    }
    append_count(out, diag_count(sink, DIAG_WARNING), "warning", &is_first);
    append_count(out, diag_count(sink, DIAG_NOTE), "note", &is_first);
    buffer_append_byte(out, '\n');
}

static void render_sink(DiagSink *sink, RenderOptions options, Buffer *out) {
    DiagnosticList list = diag_sorted(sink);
    if (list.count == 0) {
        return;
    }
    Renderer renderer = {
        .scratch = arena_new(),
        .sources = diag_sources(sink),
        .out = out,
        .color = options.color,
    };
    for (size_t i = 0; i < list.count; i++) {
        append_diagnostic(&renderer, list.items[i]);
    }
    append_summary(out, sink);
    arena_free(renderer.scratch);
}

void diag_render_text(DiagSink *const *sinks, size_t sink_count, RenderOptions options,
                      Buffer *out) {
    for (size_t i = 0; i < sink_count; i++) {
        render_sink(sinks[i], options, out);
    }
}
