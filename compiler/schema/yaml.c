#include "schema/yaml.h"

#include <yaml.h>

#include "support/map.h"
#include "support/utf8.h"

/* Documents deeper than this are refused, which bounds the recursion here and in later walks. */
enum { YAML_MAX_NESTING = 64 };

typedef struct Reader {
    Arena *arena;
    DiagSink *sink;
    FileId file;
    Str text;
    yaml_parser_t parser;
    /* libyaml counts characters; the last position that was turned into bytes, to go on from. */
    size_t character;
    size_t byte;
} Reader;

static size_t byte_offset(Reader *reader, size_t character) {
    if (character < reader->character) {
        reader->character = 0;
        reader->byte = 0;
    }
    while (reader->character < character && reader->byte < reader->text.length) {
        uint32_t code_point = 0;
        size_t length = utf8_decode(reader->text, reader->byte, &code_point);
        reader->byte += length == 0 ? 1 : length;
        reader->character++;
    }
    return reader->byte;
}

static Span event_span(Reader *reader, const yaml_event_t *event) {
    size_t begin = byte_offset(reader, event->start_mark.index);
    size_t end = byte_offset(reader, event->end_mark.index);
    return (Span){reader->file, (uint32_t)begin, (uint32_t)end};
}

static bool next_event(Reader *reader, yaml_event_t *ret_event) {
    if (yaml_parser_parse(&reader->parser, ret_event)) {
        return true;
    }
    size_t offset = byte_offset(reader, reader->parser.problem_mark.index);
    Span span = {reader->file, (uint32_t)offset, (uint32_t)offset};
    const char *problem = reader->parser.problem;
    diag_report(reader->sink, MLS6002, span, "this file is not valid YAML: %s",
                problem == NULL ? "it cannot be read" : problem);
    return false;
}

/* The kinds of event that are a node; true when it carries a tag or an anchor, or is an alias. */
static bool is_decorated(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return true;
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor != NULL || event->data.sequence_start.tag != NULL;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor != NULL || event->data.mapping_start.tag != NULL;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return false;
    }
    return false;
}

/* A leading zero is no decimal number: account IDs and zip codes keep it. */
static bool plain_integer(Str text, int64_t *ret_integer) {
    if (text.length > 1 && text.data[0] == '0') {
        return false;
    }
    return str_to_int(text, ret_integer);
}

static const Value *read_scalar(Reader *reader, const yaml_event_t *event, Span span) {
    Str raw = {(const char *)event->data.scalar.value, event->data.scalar.length};
    Str text = str_copy(reader->arena, raw);
    int64_t integer = 0;
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE) {
        return value_string(reader->arena, text, span);
    }
    if (str_equal_cstr(text, "true") || str_equal_cstr(text, "false")) {
        return value_bool(reader->arena, text.data[0] == 't', span);
    }
    if (str_is_empty(text) || str_equal_cstr(text, "null") || str_equal_cstr(text, "~")) {
        return value_null();
    }
    if (plain_integer(text, &integer)) {
        return value_int(reader->arena, integer, span);
    }
    return value_string(reader->arena, text, span);
}

static const Value *read_node(Reader *reader, yaml_event_t *event, int depth);

/* The node that the next event begins; NULL with ret_ended when the collection ends instead. */
static const Value *read_next(Reader *reader, yaml_event_type_t end, int depth, bool *ret_ended) {
    yaml_event_t event;
    *ret_ended = false;
    if (!next_event(reader, &event)) {
        return NULL;
    }
    const Value *value = NULL;
    if (event.type == end) {
        *ret_ended = true;
    } else {
        value = read_node(reader, &event, depth);
    }
    yaml_event_delete(&event);
    return value;
}

static const Value *read_sequence(Reader *reader, Span span, int depth) {
    ValueBuilder items = value_list_new(reader->arena, span);
    for (;;) {
        bool ended = false;
        const Value *item = read_next(reader, YAML_SEQUENCE_END_EVENT, depth, &ended);
        if (ended) {
            return value_finish(&items);
        }
        if (item == NULL) {
            return NULL;
        }
        value_list_add(&items, item);
    }
}

static const Value *read_mapping(Reader *reader, Span span, int depth) {
    ValueBuilder members = value_map_new(reader->arena, span);
    Map seen = map_new(reader->arena);
    for (;;) {
        bool ended = false;
        const Value *key = read_next(reader, YAML_MAPPING_END_EVENT, depth, &ended);
        if (ended) {
            return value_finish(&members);
        }
        if (key == NULL) {
            return NULL;
        }
        if (key->kind == VALUE_LIST || key->kind == VALUE_MAP || key->kind == VALUE_NULL) {
            diag_report(reader->sink, MLS6003, key->origin, "a key must be a text");
            return NULL;
        }
        Str name = key->kind == VALUE_STRING
                       ? key->as.text
                       : sources_slice(diag_sources(reader->sink), key->origin);
        const Value *first = map_get(&seen, name);
        if (first != NULL) {
            Diagnostic *diagnostic = diag_report(reader->sink, MLS6004, key->origin,
                                                 "key '%.*s' is given twice", STR_ARG(name));
            diag_label(reader->sink, diagnostic, first->origin, "first given here");
            return NULL;
        }
        map_set(&seen, name, (void *)(uintptr_t)key);
        const Value *value = read_next(reader, YAML_NO_EVENT, depth, &ended);
        if (value == NULL) {
            return NULL;
        }
        value_map_set(&members, name, key->origin, value);
    }
}

static const Value *read_node(Reader *reader, yaml_event_t *event, int depth) {
    Span span = event_span(reader, event);
    if (is_decorated(event)) {
        diag_report(reader->sink, MLS6003, span, "anchors, aliases and tags are not supported");
        return NULL;
    }
    if (event->type == YAML_SCALAR_EVENT) {
        return read_scalar(reader, event, span);
    }
    if (depth == YAML_MAX_NESTING) {
        diag_report(reader->sink, MLS6005, span, "lists and maps are nested over %d deep",
                    YAML_MAX_NESTING);
        return NULL;
    }
    return event->type == YAML_SEQUENCE_START_EVENT ? read_sequence(reader, span, depth + 1)
                                                    : read_mapping(reader, span, depth + 1);
}

/* The end of the document, and then of the stream: a second document is refused. */
static bool read_ends(Reader *reader) {
    yaml_event_t event;
    if (!next_event(reader, &event)) {
        return false;
    }
    yaml_event_delete(&event);
    if (!next_event(reader, &event)) {
        return false;
    }
    bool ended = event.type == YAML_STREAM_END_EVENT;
    if (!ended) {
        diag_report(reader->sink, MLS6003, event_span(reader, &event),
                    "a second document in one file is not supported");
    }
    yaml_event_delete(&event);
    return ended;
}

static bool read_stream(Reader *reader, const Value **ret_value) {
    yaml_event_t event;
    if (!next_event(reader, &event)) {
        return false;
    }
    yaml_event_delete(&event);
    if (!next_event(reader, &event)) {
        return false;
    }
    bool empty = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
    if (empty) {
        *ret_value = value_null();
        return true;
    }
    bool ended = false;
    const Value *value = read_next(reader, YAML_NO_EVENT, 0, &ended);
    if (value == NULL || !read_ends(reader)) {
        return false;
    }
    *ret_value = value;
    return true;
}

bool yaml_parse(Arena *arena, DiagSink *sink, FileId file, const Value **ret_value) {
    Reader reader = {
        .arena = arena,
        .sink = sink,
        .file = file,
        .text = sources_text(diag_sources(sink), file),
    };
    if (!yaml_parser_initialize(&reader.parser)) {
        diag_report(sink, MLS6002, (Span){file, 0, 0}, "there is no memory to read this file");
        return false;
    }
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)reader.text.data,
                                 reader.text.length);
    bool done = read_stream(&reader, ret_value);
    yaml_parser_delete(&reader.parser);
    return done;
}
