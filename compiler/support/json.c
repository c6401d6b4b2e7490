#include "support/json.h"

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

void json_write_string(Buffer *out, Str text) {
    buffer_append_byte(out, '"');
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code_point = 0;
        size_t length = utf8_decode(text, offset, &code_point);
        if (length == 0) {
            buffer_append(out, STR("\xEF\xBF\xBD"));
            offset++;
            continue;
        }
        if (!write_short_escape(out, code_point)) {
            if (code_point < 0x20) {
                buffer_printf(out, "\\u%04x", (unsigned)code_point);
            } else {
                buffer_append(out, str_slice(text, offset, offset + length));
            }
        }
        offset += length;
    }
    buffer_append_byte(out, '"');
}
