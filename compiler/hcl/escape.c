#include "hcl/hcl.h"

#include <string.h>

#include "support/utf8.h"

enum { REPLACEMENT_CHARACTER = 0xFFFD };

/* Characters that must not stand in the text as they are: invisible, or moving what is visible. */
static bool must_be_spelt(uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F) ||
           code_point == 0x2028 || code_point == 0x2029 || code_point == 0xFEFF ||
           utf8_is_bidi_control(code_point);
}

static bool ends_with_introducer(const Buffer *out) {
    return out->length > 0 &&
           (out->data[out->length - 1] == '$' || out->data[out->length - 1] == '%');
}

static void escape_character(uint32_t code_point, Buffer *out) {
    switch (code_point) {
    case '"':
    case '\\':
        buffer_append_byte(out, '\\');
        buffer_append_byte(out, (char)code_point);
        return;
    case '\n':
        buffer_append(out, STR("\\n"));
        return;
    case '\r':
        buffer_append(out, STR("\\r"));
        return;
    case '\t':
        buffer_append(out, STR("\\t"));
        return;
    default:
        if (must_be_spelt(code_point)) {
            buffer_printf(out, "\\u%04x", (unsigned)code_point);
        } else {
            buffer_append_code_point(out, code_point);
        }
    }
}

/* Length of the run of characters that always stand for themselves. */
static size_t plain_run(Str text, size_t offset) {
    size_t end = offset;
    while (end < text.length && text.data[end] >= 0x20 && text.data[end] < 0x7F &&
           memchr("\"\\${%", text.data[end], 5) == NULL) {
        end++;
    }
    return end - offset;
}

/*
 * `${` and `%{` begin a template. Doubling the first character is the way to write them, but HCL
 * reads a run such as `$$${` from the left, so there, and where the text before this one ends with
 * the introducer, the brace is spelt as a number instead.
 */
void hcl_escape(Str text, Buffer *out) {
    buffer_reserve(out, text.length + text.length / 8);
    for (size_t i = 0; i < text.length;) {
        size_t plain = plain_run(text, i);
        buffer_append(out, str_slice(text, i, i + plain));
        i += plain;
        if (i == text.length) {
            break;
        }
        uint32_t code_point = 0;
        size_t length = utf8_decode(text, i, &code_point);
        if (length == 0) {
            buffer_append_code_point(out, REPLACEMENT_CHARACTER);
            i++;
            continue;
        }
        i += length;
        if (code_point == '{' && ends_with_introducer(out)) {
            buffer_append(out, STR("\\u007b"));
        } else if ((code_point == '$' || code_point == '%') && i < text.length &&
                   text.data[i] == '{' && !ends_with_introducer(out)) {
            buffer_append_byte(out, (char)code_point);
            buffer_append_byte(out, (char)code_point);
            buffer_append_byte(out, '{');
            i++;
        } else {
            escape_character(code_point, out);
        }
    }
}

bool hcl_is_identifier(Str text) {
    if (text.length == 0) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        bool inside = (c >= '0' && c <= '9') || c == '-';
        if (!letter && !(inside && i > 0)) {
            return false;
        }
    }
    return true;
}
