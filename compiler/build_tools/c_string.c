#include "build_tools/c_string.h"

void write_c_string(Buffer *out, Str text) {
    buffer_append(out, STR("{\""));
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '\n') {
            buffer_append(out, STR("\\n\"\n\""));
        } else if (byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\' || byte == '?') {
            buffer_printf(out, "\\%03o", byte);
        } else {
            buffer_append_byte(out, (char)byte);
        }
    }
    buffer_printf(out, "\", %zu}", text.length);
}
