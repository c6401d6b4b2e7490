#include "terraform/answer.h"

#include <jansson.h>

enum { MAX_DETAIL_LINES = 20 };

void note_lines(DiagSink *sink, Diagnostic *diagnostic, Str text, size_t most) {
    size_t begin = 0;
    while (begin < text.length && most > 0) {
        Str rest = str_slice(text, begin, text.length);
        Str line = str_slice(rest, 0, str_find_byte(rest, '\n'));
        begin += line.length + 1;
        line = str_trim(line);
        if (!str_is_empty(line)) {
            diag_note(sink, diagnostic, "%.*s", STR_ARG(line));
            most--;
        }
    }
}

static Str member_text(const json_t *object, const char *key) {
    const json_t *text = json_object_get(object, key);
    return json_is_string(text) ? (Str){json_string_value(text), json_string_length(text)}
                                : STR("");
}

static size_t member_count(const json_t *object, const char *key) {
    json_int_t count = json_integer_value(json_object_get(object, key));
    return count < 0 ? 0 : (size_t)count;
}

static uint32_t member_offset(const json_t *position, Str text) {
    size_t offset = member_count(position, "byte");
    return (uint32_t)(offset < text.length ? offset : text.length);
}

/* The range names the file by its path from the folder in which terraform ran. */
static Span range_span(Folders *folders, Str root, const json_t *range) {
    Str name = member_text(range, "filename");
    if (str_is_empty(name)) {
        return span_none();
    }
    Str path = folders_normalize(folders->arena, path_join(folders->arena, root, name));
    FileId file = folders_file(folders, path);
    if (file == 0) {
        return span_none();
    }
    Str text = sources_text(diag_sources(folders->sink), file);
    uint32_t begin = member_offset(json_object_get(range, "start"), text);
    uint32_t end = member_offset(json_object_get(range, "end"), text);
    return (Span){file, begin, end < begin ? begin : end};
}

static bool is_warning(const json_t *item) {
    return str_equal(member_text(item, "severity"), STR("warning"));
}

static void report_one(Folders *folders, Str root, const json_t *item) {
    DiagCode code = is_warning(item) ? MLS5002 : MLS5001;
    Span span = range_span(folders, root, json_object_get(item, "range"));
    Str summary = member_text(item, "summary");
    Str detail = str_trim(member_text(item, "detail"));
    if (span_is_none(span)) {
        Str place = folders_relative(folders, root);
        summary = str_format(folders->arena, "%.*s: %.*s", STR_ARG(place), STR_ARG(summary));
    }
    /* A detail of one line makes the message stand alone; a longer one is a text of its own. */
    bool is_line = !str_is_empty(detail) && str_find_byte(detail, '\n') == detail.length;
    if (is_line) {
        diag_report(folders->sink, code, span, "%.*s: %.*s", STR_ARG(summary), STR_ARG(detail));
        return;
    }
    Diagnostic *diagnostic = diag_report(folders->sink, code, span, "%.*s", STR_ARG(summary));
    note_lines(folders->sink, diagnostic, detail, MAX_DETAIL_LINES);
}

bool answer_report(Folders *folders, Str root, Str json, AnswerCounts *ret_counts) {
    *ret_counts = (AnswerCounts){0};
    json_t *answer = json_loadb(json.data, json.length, 0, NULL);
    const json_t *valid = json_object_get(answer, "valid");
    const json_t *items = json_object_get(answer, "diagnostics");
    size_t index = 0;
    const json_t *item = NULL;
    json_array_foreach(items, index, item) {
        bool warns = is_warning(item);
        ret_counts->warnings += warns;
        ret_counts->errors += !warns;
    }
    /* A refusal without a reason, or a reason without a refusal, is a verdict on nothing. */
    bool is_answer = json_is_boolean(valid) && json_is_true(valid) == (ret_counts->errors == 0);
    if (is_answer) {
        json_array_foreach(items, index, item) {
            report_one(folders, root, item);
        }
    }
    json_decref(answer);
    return is_answer;
}

/* ---- Events ---- */

static void report_event(Folders *folders, Str root, const json_t *event, AnswerEvents *events) {
    Str type = member_text(event, "type");
    if (str_equal(type, STR("diagnostic"))) {
        const json_t *item = json_object_get(event, "diagnostic");
        if (str_equal(member_text(item, "severity"), STR("error"))) {
            report_one(folders, root, item);
            events->errors++;
        }
    } else if (str_equal(type, STR("change_summary"))) {
        events->has_plan = true;
        events->to_add = member_count(json_object_get(event, "changes"), "add");
    } else if (str_equal(type, STR("test_summary"))) {
        const json_t *summary = json_object_get(event, "test_summary");
        events->has_tests = true;
        events->tests_passed = member_count(summary, "passed");
        events->tests_failed = member_count(summary, "failed") + member_count(summary, "errored");
    }
}

void answer_report_events(Folders *folders, Str root, Str lines, AnswerEvents *ret_events) {
    *ret_events = (AnswerEvents){0};
    size_t begin = 0;
    while (begin < lines.length) {
        Str rest = str_slice(lines, begin, lines.length);
        Str line = str_slice(rest, 0, str_find_byte(rest, '\n'));
        begin += line.length + 1;
        json_t *event = json_loadb(line.data, line.length, 0, NULL);
        report_event(folders, root, event, ret_events);
        json_decref(event);
    }
}
