#include "diag/visible.h"

#include <stdio.h>

#include "support/utf8.h"

enum { TAB_STOP = 4 };

/* Control characters, and those that are invisible or reorder what is around them. */
static bool is_hidden(uint32_t code_point) {
    bool is_control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
    bool is_invisible = code_point == 0x200B || (code_point >= 0x2060 && code_point <= 0x2064) ||
                        code_point == 0xFEFF || (code_point >= 0xE0000 && code_point <= 0xE007F);
    return is_control || is_invisible || utf8_is_bidi_control(code_point);
}

size_t visible_append_character(Buffer *out, Str text, size_t offset, size_t column,
                                size_t *ret_width) {
    char escaped[16];
    uint32_t code_point = 0;
    size_t length = utf8_decode(text, offset, &code_point);
    if (length == 1 && code_point == '\t') {
        *ret_width = TAB_STOP - column % TAB_STOP;
        if (out != NULL) {
            buffer_append_repeated(out, ' ', *ret_width);
        }
        return length;
    }
    if (length == 0) {
        *ret_width =
            (size_t)snprintf(escaped, sizeof escaped, "<%02X>", (unsigned char)text.data[offset]);
    } else if (is_hidden(code_point)) {
        *ret_width = (size_t)snprintf(escaped, sizeof escaped, "<U+%04X>", code_point);
    } else {
        *ret_width = (size_t)utf8_code_point_width(code_point);
        if (out != NULL) {
            buffer_append(out, str_slice(text, offset, offset + length));
        }
        return length;
    }
    if (out != NULL) {
        buffer_append(out, str_from_cstr(escaped));
    }
    return length == 0 ? 1 : length;
}

void visible_append(Buffer *out, Str text) {
    size_t column = 0;
    for (size_t offset = 0; offset < text.length;) {
        size_t width;
        offset += visible_append_character(out, text, offset, column, &width);
        column += width;
    }
}
