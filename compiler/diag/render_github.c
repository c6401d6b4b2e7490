#include "diag/render.h"
#include "diag/visible.h"

enum { MOST_OF_A_LEVEL = 10 };

static const char *const commands[] = {
    [DIAG_NOTE] = "notice",
    [DIAG_WARNING] = "warning",
    [DIAG_ERROR] = "error",
};

/* GitHub's escapes: three bytes everywhere, and two more where they would end a property. */
static void append_escaped(Buffer *out, Str text, bool is_property) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool is_escaped = byte == '%' || byte == '\r' || byte == '\n' ||
                          (is_property && (byte == ':' || byte == ','));
        if (is_escaped) {
            buffer_printf(out, "%%%02X", (unsigned)byte);
        } else {
            buffer_append_byte(out, byte);
        }
    }
}

/* A range of columns is accepted only within one line. */
static void append_place(Buffer *out, Sources *sources, Span span) {
    SourcePosition begin = sources_position(sources, span.file, span.begin);
    SourcePosition end = sources_position(sources, span.file, span.end);
    buffer_append(out, STR("file="));
    append_escaped(out, sources_name(sources, span.file), true);
    buffer_printf(out, ",line=%u", begin.line);
    if (begin.line == end.line) {
        buffer_printf(out, ",col=%u,endLine=%u,endColumn=%u", begin.column, end.line, end.column);
    } else {
        buffer_printf(out, ",endLine=%u", end.line);
    }
    buffer_append_byte(out, ',');
}

static void append_remarks(Buffer *text, const char *kind, const Str *remarks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buffer_printf(text, "\n%s: ", kind);
        visible_append(text, remarks[i]);
    }
}

/* The message and, each in a line of its own, everything that an annotation has no place for. */
static Str annotation_text(Arena *scratch, Sources *sources, const Diagnostic *diagnostic) {
    Buffer text = buffer_new(scratch);
    visible_append(&text, diagnostic->message);
    if (diagnostic->label.length > 0) {
        buffer_append(&text, STR(": "));
        visible_append(&text, diagnostic->label);
    }
    for (size_t i = 0; i < diagnostic->labels.count; i++) {
        const DiagLabel *label = &diagnostic->labels.items[i];
        if (!span_is_none(label->span)) {
            SourcePosition position =
                sources_position(sources, label->span.file, label->span.begin);
            buffer_append_byte(&text, '\n');
            visible_append(&text, sources_name(sources, label->span.file));
            buffer_printf(&text, ":%u:%u: ", position.line, position.column);
            visible_append(&text, label->text);
        }
    }
    append_remarks(&text, "note", diagnostic->notes.items, diagnostic->notes.count);
    append_remarks(&text, "help", diagnostic->helps.items, diagnostic->helps.count);
    for (size_t i = 0; i < diagnostic->fixes.count; i++) {
        append_remarks(&text, "help", &diagnostic->fixes.items[i].title, 1);
    }
    return buffer_str(&text);
}

static void append_command(Buffer *out, Sources *sources, const Diagnostic *diagnostic) {
    const DiagCodeInfo *info = diag_code_info(diagnostic->code);
    Arena *scratch = arena_new();
    buffer_printf(out, "::%s ", commands[diagnostic->level]);
    if (!span_is_none(diagnostic->span)) {
        append_place(out, sources, diagnostic->span);
    }
    buffer_printf(out, "title=%.*s ", STR_ARG(info->code));
    append_escaped(out, info->slug.length > 0 ? info->slug : info->title, true);
    buffer_append(out, STR("::"));
    append_escaped(out, annotation_text(scratch, sources, diagnostic), false);
    buffer_append_byte(out, '\n');
    arena_free(scratch);
}

/* Returns how many were left out, or never kept by the sink. */
static size_t append_level(DiagSink *const *sinks, size_t sink_count, DiagLevel level,
                           Buffer *out) {
    size_t total = 0;
    size_t shown = 0;
    for (size_t i = 0; i < sink_count; i++) {
        DiagnosticList list = diag_sorted(sinks[i]);
        total += diag_count(sinks[i], level);
        for (size_t j = 0; j < list.count && shown < MOST_OF_A_LEVEL; j++) {
            if (list.items[j]->level == level) {
                append_command(out, diag_sources(sinks[i]), list.items[j]);
                shown++;
            }
        }
    }
    return total - shown;
}

void diag_render_github(DiagSink *const *sinks, size_t sink_count, RenderOptions options,
                        Buffer *out) {
    (void)options;
    size_t left_out = append_level(sinks, sink_count, DIAG_ERROR, out);
    left_out += append_level(sinks, sink_count, DIAG_WARNING, out);
    left_out += append_level(sinks, sink_count, DIAG_NOTE, out);
    if (left_out > 0) {
        buffer_printf(
            out, "::notice title=mlstack::%zu more not shown, as GitHub shows %d of each level\n",
            left_out, MOST_OF_A_LEVEL);
    }
}
