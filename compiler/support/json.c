#include "support/json.h"

#include <inttypes.h>

#include "support/utf8.h"

static bool write_short_escape(Buffer *out, uint32_t code_point) {
    static const struct {
        uint32_t code_point;
        char letter;
    } escapes[] = {{'"', '"'},  {'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'},
                   {'\t', 't'}, {'\b', 'b'},  {'\f', 'f'}};
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        if (escapes[i].code_point == code_point) {
            buffer_append_byte(out, '\\');
            buffer_append_byte(out, escapes[i].letter);
            return true;
        }
    }
    return false;
}

/* Length of the run of characters that stand for themselves. */
static size_t plain_run(Str text, size_t offset) {
    size_t end = offset;
    while (end < text.length && text.data[end] >= 0x20 && text.data[end] != 0x7F &&
           text.data[end] != '"' && text.data[end] != '\\') {
        end++;
    }
    return end - offset;
}

/* JSON asks for the first 32 only; the others too could drive a terminal. */
static bool is_control(uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

void json_write_string(Buffer *out, Str text) {
    buffer_append_byte(out, '"');
    for (size_t offset = 0; offset < text.length;) {
        size_t plain = plain_run(text, offset);
        buffer_append(out, str_slice(text, offset, offset + plain));
        offset += plain;
        if (offset == text.length) {
            break;
        }
        uint32_t code_point = 0;
        size_t length = utf8_decode(text, offset, &code_point);
        if (length == 0) {
            buffer_append(out, STR("\xEF\xBF\xBD"));
            offset++;
            continue;
        }
        if (!write_short_escape(out, code_point)) {
            if (is_control(code_point)) {
                buffer_printf(out, "\\u%04x", (unsigned)code_point);
            } else {
                buffer_append(out, str_slice(text, offset, offset + length));
            }
        }
        offset += length;
    }
    buffer_append_byte(out, '"');
}

JsonWriter json_writer(Buffer *out, bool indented) {
    return (JsonWriter){.out = out, .indented = indented, .is_first = true};
}

static void break_line(JsonWriter *writer) {
    if (writer->indented) {
        buffer_append_byte(writer->out, '\n');
        buffer_append_repeated(writer->out, ' ', 2 * writer->depth);
    }
}

/* What stands before a key, and before a value that has none. */
static void begin_item(JsonWriter *writer) {
    if (writer->has_key) {
        writer->has_key = false;
        return;
    }
    if (!writer->is_first) {
        buffer_append_byte(writer->out, ',');
    }
    if (writer->depth > 0) {
        break_line(writer);
    }
    writer->is_first = false;
}

static void begin_group(JsonWriter *writer, char bracket) {
    begin_item(writer);
    buffer_append_byte(writer->out, bracket);
    writer->is_first = true;
    writer->depth++;
}

static void end_group(JsonWriter *writer, char bracket) {
    writer->depth--;
    if (!writer->is_first) {
        break_line(writer);
    }
    buffer_append_byte(writer->out, bracket);
    writer->is_first = false;
}

void json_begin_object(JsonWriter *writer) {
    begin_group(writer, '{');
}

void json_end_object(JsonWriter *writer) {
    end_group(writer, '}');
}

void json_begin_array(JsonWriter *writer) {
    begin_group(writer, '[');
}

void json_end_array(JsonWriter *writer) {
    end_group(writer, ']');
}

void json_put_key(JsonWriter *writer, const char *key) {
    begin_item(writer);
    json_write_string(writer->out, str_from_cstr(key));
    buffer_append(writer->out, writer->indented ? STR(": ") : STR(":"));
    writer->has_key = true;
}

void json_put_string(JsonWriter *writer, Str text) {
    begin_item(writer);
    json_write_string(writer->out, text);
}

void json_put_number(JsonWriter *writer, uint64_t number) {
    begin_item(writer);
    buffer_printf(writer->out, "%" PRIu64, number);
}

void json_put_boolean(JsonWriter *writer, bool boolean) {
    begin_item(writer);
    buffer_append(writer->out, boolean ? STR("true") : STR("false"));
}

void json_put_null(JsonWriter *writer) {
    begin_item(writer);
    buffer_append(writer->out, STR("null"));
}
