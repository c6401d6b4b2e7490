#include "diag/render.h"
#include "support/json.h"

static void write_position(JsonWriter *writer, Sources *sources, FileId file, uint32_t offset) {
    SourcePosition position = sources_position(sources, file, offset);
    json_begin_object(writer);
    json_put_key(writer, "byte");
    json_put_number(writer, offset);
    json_put_key(writer, "line");
    json_put_number(writer, position.line);
    json_put_key(writer, "column");
    json_put_number(writer, position.column);
    json_end_object(writer);
}

/* The members file, begin and end. */
static void write_place(JsonWriter *writer, Sources *sources, Span span) {
    json_put_key(writer, "file");
    if (span_is_none(span)) {
        json_put_null(writer);
        json_put_key(writer, "begin");
        json_put_null(writer);
        json_put_key(writer, "end");
        json_put_null(writer);
        return;
    }
    json_put_string(writer, sources_name(sources, span.file));
    json_put_key(writer, "begin");
    write_position(writer, sources, span.file, span.begin);
    json_put_key(writer, "end");
    write_position(writer, sources, span.file, span.end);
}

static void write_text(JsonWriter *writer, const char *key, Str text) {
    json_put_key(writer, key);
    json_put_string(writer, text);
}

static void write_texts(JsonWriter *writer, const char *key, const Str *texts, size_t count) {
    json_put_key(writer, key);
    json_begin_array(writer);
    for (size_t i = 0; i < count; i++) {
        json_put_string(writer, texts[i]);
    }
    json_end_array(writer);
}

static void write_labels(JsonWriter *writer, Sources *sources, const Diagnostic *diagnostic) {
    json_put_key(writer, "labels");
    json_begin_array(writer);
    for (size_t i = 0; i < diagnostic->labels.count; i++) {
        const DiagLabel *label = &diagnostic->labels.items[i];
        json_begin_object(writer);
        write_place(writer, sources, label->span);
        write_text(writer, "text", label->text);
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_fix(JsonWriter *writer, Sources *sources, const DiagFix *fix) {
    json_begin_object(writer);
    write_text(writer, "title", fix->title);
    json_put_key(writer, "safe");
    json_put_boolean(writer, fix->safe);
    json_put_key(writer, "edits");
    json_begin_array(writer);
    for (size_t i = 0; i < fix->edits.count; i++) {
        json_begin_object(writer);
        write_place(writer, sources, fix->edits.items[i].span);
        write_text(writer, "replacement", fix->edits.items[i].replacement);
        json_end_object(writer);
    }
    json_end_array(writer);
    json_end_object(writer);
}

static void write_diagnostic(JsonWriter *writer, Sources *sources, const Diagnostic *diagnostic) {
    const DiagCodeInfo *info = diag_code_info(diagnostic->code);
    json_begin_object(writer);
    write_text(writer, "code", info->code);
    write_text(writer, "level", diag_level_name(diagnostic->level));
    write_text(writer, "slug", info->slug);
    write_text(writer, "message", diagnostic->message);
    write_place(writer, sources, diagnostic->span);
    write_text(writer, "label", diagnostic->label);
    write_labels(writer, sources, diagnostic);
    write_texts(writer, "notes", diagnostic->notes.items, diagnostic->notes.count);
    write_texts(writer, "helps", diagnostic->helps.items, diagnostic->helps.count);
    json_put_key(writer, "fixes");
    json_begin_array(writer);
    for (size_t i = 0; i < diagnostic->fixes.count; i++) {
        write_fix(writer, sources, &diagnostic->fixes.items[i]);
    }
    json_end_array(writer);
    json_end_object(writer);
}

void diag_render_json(DiagSink *const *sinks, size_t sink_count, RenderOptions options,
                      Buffer *out) {
    (void)options;
    for (size_t i = 0; i < sink_count; i++) {
        DiagnosticList list = diag_sorted(sinks[i]);
        for (size_t j = 0; j < list.count; j++) {
            JsonWriter writer = json_writer(out, false);
            write_diagnostic(&writer, diag_sources(sinks[i]), list.items[j]);
            buffer_append_byte(out, '\n');
        }
    }
}
