/*
 * The names of members and the sections in the comments are those of SARIF 2.1.0 (OASIS Standard,
 * 27 March 2020).
 */
#include "diag/render.h"
#include "support/json.h"
#include "support/utf8.h"

typedef struct SarifRun {
    DiagSink *const *sinks;
    size_t sink_count;
    RenderOptions options;
    JsonWriter json;
    Arena *scratch;
    size_t rule_of[DIAG_CODE_COUNT]; /* place in the rules, from 1; 0 for a code not reported */
} SarifRun;

static void write_text(SarifRun *run, const char *key, Str text) {
    json_put_key(&run->json, key);
    json_put_string(&run->json, text);
}

static void write_number(SarifRun *run, const char *key, uint64_t number) {
    json_put_key(&run->json, key);
    json_put_number(&run->json, number);
}

/* A message object (3.11). */
static void write_message(SarifRun *run, const char *key, Str text) {
    json_put_key(&run->json, key);
    json_begin_object(&run->json);
    write_text(run, "text", text);
    json_end_object(&run->json);
}

/* ---- Places ---- */

static bool is_unreserved(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

/*
 * A path as a URI reference (RFC 3986): absolute only when the path is, without segments that
 * mean nothing, and with every byte escaped that could mean something else in a URI.
 */
static Str path_uri(Arena *scratch, Str path) {
    Buffer uri = buffer_new(scratch);
    bool is_absolute = str_starts_with(path, STR("/"));
    buffer_append(&uri, is_absolute ? STR("file://") : STR(""));
    bool has_segment = false;
    for (size_t begin = 0; begin < path.length;) {
        Str rest = str_slice(path, begin, path.length);
        Str segment = str_slice(rest, 0, str_find_byte(rest, '/'));
        begin += segment.length + 1;
        if (segment.length == 0 || str_equal(segment, STR("."))) {
            continue;
        }
        if (has_segment || is_absolute) {
            buffer_append_byte(&uri, '/');
        }
        has_segment = true;
        for (size_t i = 0; i < segment.length; i++) {
            if (is_unreserved(segment.data[i])) {
                buffer_append_byte(&uri, segment.data[i]);
            } else {
                buffer_printf(&uri, "%%%02X", (unsigned char)segment.data[i]);
            }
        }
    }
    return buffer_str(&uri);
}

static void write_artifact_location(SarifRun *run, Sources *sources, FileId file) {
    json_put_key(&run->json, "artifactLocation");
    json_begin_object(&run->json);
    write_text(run, "uri", path_uri(run->scratch, sources_name(sources, file)));
    json_end_object(&run->json);
}

/* Column of the offset in UTF-16 code units (3.30.6); a byte that is not UTF-8 counts as one. */
static uint64_t utf16_column(Sources *sources, FileId file, uint32_t offset) {
    enum { FIRST_OF_TWO_UNITS = 0x10000 };
    Span line = sources_line(sources, file, offset);
    Str before = sources_slice(sources, (Span){file, line.begin, offset});
    uint64_t column = 1;
    for (size_t at = 0; at < before.length;) {
        uint32_t code_point = 0;
        size_t length = utf8_decode(before, at, &code_point);
        column += length > 0 && code_point >= FIRST_OF_TWO_UNITS ? 2 : 1;
        at += length == 0 ? 1 : length;
    }
    return column;
}

/* A region (3.30); its end is the place after the last character. */
static void write_region(SarifRun *run, const char *key, Sources *sources, Span span) {
    json_put_key(&run->json, key);
    json_begin_object(&run->json);
    write_number(run, "startLine", sources_position(sources, span.file, span.begin).line);
    write_number(run, "startColumn", utf16_column(sources, span.file, span.begin));
    write_number(run, "endLine", sources_position(sources, span.file, span.end).line);
    write_number(run, "endColumn", utf16_column(sources, span.file, span.end));
    write_number(run, "byteOffset", span.begin);
    write_number(run, "byteLength", span.end - span.begin);
    json_end_object(&run->json);
}

static void write_physical_location(SarifRun *run, Sources *sources, Span span) {
    json_put_key(&run->json, "physicalLocation");
    json_begin_object(&run->json);
    write_artifact_location(run, sources, span.file);
    write_region(run, "region", sources, span);
    json_end_object(&run->json);
}

static void write_locations(SarifRun *run, Sources *sources, const Diagnostic *diagnostic) {
    json_put_key(&run->json, "locations");
    json_begin_array(&run->json);
    if (!span_is_none(diagnostic->span)) {
        json_begin_object(&run->json);
        write_physical_location(run, sources, diagnostic->span);
        if (diagnostic->label.length > 0) {
            write_message(run, "message", diagnostic->label);
        }
        json_end_object(&run->json);
    }
    json_end_array(&run->json);
}

static void write_related_locations(SarifRun *run, Sources *sources, const Diagnostic *diagnostic) {
    json_put_key(&run->json, "relatedLocations");
    json_begin_array(&run->json);
    for (size_t i = 0; i < diagnostic->labels.count; i++) {
        const DiagLabel *label = &diagnostic->labels.items[i];
        if (!span_is_none(label->span)) {
            json_begin_object(&run->json);
            write_number(run, "id", i);
            write_physical_location(run, sources, label->span);
            write_message(run, "message", label->text);
            json_end_object(&run->json);
        }
    }
    json_end_array(&run->json);
}

/* ---- Fixes ---- */

/* A replacement (3.57): what is inserted goes in the place of what is deleted. */
static void write_replacement(SarifRun *run, Sources *sources, const DiagEdit *edit) {
    json_begin_object(&run->json);
    write_region(run, "deletedRegion", sources, edit->span);
    if (edit->replacement.length > 0) {
        write_message(run, "insertedContent", edit->replacement);
    }
    json_end_object(&run->json);
}

static bool is_first_edit_of_file(const DiagFix *fix, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (fix->edits.items[i].span.file == fix->edits.items[index].span.file) {
            return false;
        }
    }
    return true;
}

/* An artifact change (3.56): all edits of the file of the edit at `first`. */
static void write_artifact_change(SarifRun *run, Sources *sources, const DiagFix *fix,
                                  size_t first) {
    FileId file = fix->edits.items[first].span.file;
    json_begin_object(&run->json);
    write_artifact_location(run, sources, file);
    json_put_key(&run->json, "replacements");
    json_begin_array(&run->json);
    for (size_t i = first; i < fix->edits.count; i++) {
        if (fix->edits.items[i].span.file == file) {
            write_replacement(run, sources, &fix->edits.items[i]);
        }
    }
    json_end_array(&run->json);
    json_end_object(&run->json);
}

/* A fix (3.55); SARIF has no member of its own for whether it is safe. */
static void write_fix(SarifRun *run, Sources *sources, const DiagFix *fix) {
    json_begin_object(&run->json);
    write_message(run, "description", fix->title);
    json_put_key(&run->json, "artifactChanges");
    json_begin_array(&run->json);
    for (size_t i = 0; i < fix->edits.count; i++) {
        if (is_first_edit_of_file(fix, i)) {
            write_artifact_change(run, sources, fix, i);
        }
    }
    json_end_array(&run->json);
    json_put_key(&run->json, "properties");
    json_begin_object(&run->json);
    json_put_key(&run->json, "safe");
    json_put_boolean(&run->json, fix->safe);
    json_end_object(&run->json);
    json_end_object(&run->json);
}

static void write_fixes(SarifRun *run, Sources *sources, const Diagnostic *diagnostic) {
    json_put_key(&run->json, "fixes");
    json_begin_array(&run->json);
    for (size_t i = 0; i < diagnostic->fixes.count; i++) {
        write_fix(run, sources, &diagnostic->fixes.items[i]);
    }
    json_end_array(&run->json);
}

/* ---- Results and rules ---- */

static void append_remarks(Buffer *text, const char *kind, const Str *remarks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buffer_printf(text, "\n%s: %.*s", kind, STR_ARG(remarks[i]));
    }
}

/*
 * A result has one message, so notes and helps are lines of it. Titles of fixes are too, because
 * few viewers show fixes.
 */
static Str result_text(Arena *scratch, const Diagnostic *diagnostic) {
    Buffer text = buffer_new(scratch);
    buffer_append(&text, diagnostic->message);
    append_remarks(&text, "note", diagnostic->notes.items, diagnostic->notes.count);
    append_remarks(&text, "help", diagnostic->helps.items, diagnostic->helps.count);
    for (size_t i = 0; i < diagnostic->fixes.count; i++) {
        append_remarks(&text, "help", &diagnostic->fixes.items[i].title, 1);
    }
    return buffer_str(&text);
}

static void write_result(SarifRun *run, Sources *sources, const Diagnostic *diagnostic) {
    json_begin_object(&run->json);
    write_text(run, "ruleId", diag_code_info(diagnostic->code)->code);
    write_number(run, "ruleIndex", run->rule_of[diagnostic->code] - 1);
    write_text(run, "level", diag_level_name(diagnostic->level));
    write_message(run, "message", result_text(run->scratch, diagnostic));
    write_locations(run, sources, diagnostic);
    if (diagnostic->labels.count > 0) {
        write_related_locations(run, sources, diagnostic);
    }
    if (diagnostic->fixes.count > 0) {
        write_fixes(run, sources, diagnostic);
    }
    json_end_object(&run->json);
}

static void write_results(SarifRun *run) {
    json_put_key(&run->json, "results");
    json_begin_array(&run->json);
    for (size_t i = 0; i < run->sink_count; i++) {
        DiagnosticList list = diag_sorted(run->sinks[i]);
        for (size_t j = 0; j < list.count; j++) {
            write_result(run, diag_sources(run->sinks[i]), list.items[j]);
        }
    }
    json_end_array(&run->json);
}

/* A reporting descriptor (3.49). */
static void write_rule(SarifRun *run, const DiagCodeInfo *info) {
    json_begin_object(&run->json);
    write_text(run, "id", info->code);
    if (info->slug.length > 0) {
        write_text(run, "name", info->slug);
    }
    write_message(run, "shortDescription", info->title);
    json_put_key(&run->json, "defaultConfiguration");
    json_begin_object(&run->json);
    write_text(run, "level", diag_level_name(info->level));
    json_end_object(&run->json);
    json_end_object(&run->json);
}

static void write_rules(SarifRun *run) {
    json_put_key(&run->json, "rules");
    json_begin_array(&run->json);
    for (int code = 0; code < DIAG_CODE_COUNT; code++) {
        if (run->rule_of[code] > 0) {
            write_rule(run, diag_code_info((DiagCode)code));
        }
    }
    json_end_array(&run->json);
}

static void write_tool(SarifRun *run) {
    json_put_key(&run->json, "tool");
    json_begin_object(&run->json);
    json_put_key(&run->json, "driver");
    json_begin_object(&run->json);
    write_text(run, "name", STR("mlstack"));
    write_text(run, "version", run->options.version);
    write_rules(run);
    json_end_object(&run->json);
    json_end_object(&run->json);
}

/* Rules are the codes that were reported, in the order of the table. */
static void number_rules(SarifRun *run) {
    for (size_t i = 0; i < run->sink_count; i++) {
        DiagnosticList list = diag_sorted(run->sinks[i]);
        for (size_t j = 0; j < list.count; j++) {
            run->rule_of[list.items[j]->code] = 1;
        }
    }
    size_t count = 0;
    for (size_t code = 0; code < DIAG_CODE_COUNT; code++) {
        run->rule_of[code] = run->rule_of[code] > 0 ? ++count : 0;
    }
}

void diag_render_sarif(DiagSink *const *sinks, size_t sink_count, RenderOptions options,
                       Buffer *out) {
    SarifRun run = {
        .sinks = sinks,
        .sink_count = sink_count,
        .options = options,
        .json = json_writer(out, true),
        .scratch = arena_new(),
    };
    number_rules(&run);
    json_begin_object(&run.json);
    write_text(&run, "$schema",
               STR("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                   "sarif-schema-2.1.0.json"));
    write_text(&run, "version", STR("2.1.0"));
    json_put_key(&run.json, "runs");
    json_begin_array(&run.json);
    json_begin_object(&run.json);
    write_tool(&run);
    write_text(&run, "columnKind", STR("utf16CodeUnits"));
    write_results(&run);
    json_end_object(&run.json);
    json_end_array(&run.json);
    json_end_object(&run.json);
    buffer_append_byte(out, '\n');
    arena_free(run.scratch);
}
