#include "template/write_hole.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "hcl/hcl.h"
#include "support/utf8.h"

enum { REPLACEMENT_CHARACTER = 0xFFFD, LONGEST_INT = 24 };

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Where a name begins, its first character must be a letter or an underscore. */
static void write_name(Str text, Buffer *out) {
    char before = out->length > 0 ? out->data[out->length - 1] : ' ';
    bool begins = !is_word(before) && before != '_' && before != '-';
    if (begins && !hcl_is_identifier(str_slice(text, 0, 1))) {
        buffer_append_byte(out, '_');
    }
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        buffer_append_byte(out, is_word(c) || c == '-' ? c : '_');
    }
}

/* Characters that would break the line, move what is visible, or are invisible themselves. */
static bool is_unsafe_in_text(uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F) ||
           code_point == 0x2028 || code_point == 0x2029 || code_point == 0xFEFF ||
           utf8_is_bidi_control(code_point);
}

/* The next character of one line of text: a space for an unsafe one. */
static size_t next_character(Str text, size_t offset, uint32_t *ret_code_point) {
    size_t length = utf8_decode(text, offset, ret_code_point);
    if (length == 0) {
        *ret_code_point = REPLACEMENT_CHARACTER;
        return 1;
    }
    if (is_unsafe_in_text(*ret_code_point)) {
        *ret_code_point = ' ';
    }
    return length;
}

static void write_comment(Str text, Buffer *out) {
    uint32_t code_point = 0;
    for (size_t i = 0; i < text.length;) {
        i += next_character(text, i, &code_point);
        buffer_append_code_point(out, code_point);
    }
}

static bool at_line_begin(const Buffer *out) {
    size_t i = out->length;
    while (i > 0 && out->data[i - 1] == ' ') {
        i--;
    }
    return i == 0 || out->data[i - 1] == '\n';
}

/* Whether the character, here in running text, could be taken for a mark. */
static bool is_markdown_mark(Str text, size_t offset, const Buffer *out) {
    char c = text.data[offset];
    if (c == '_') {
        bool word_before = offset > 0 && is_word(text.data[offset - 1]);
        bool word_after = offset + 1 < text.length && is_word(text.data[offset + 1]);
        return !word_before || !word_after;
    }
    if (c == '#' || c == '+' || c == '-' || c == '=') {
        return at_line_begin(out);
    }
    return c != '\0' && strchr("\\`*[]<>|&~!$", c) != NULL;
}

static void write_markdown(Str text, Buffer *out) {
    uint32_t code_point = 0;
    for (size_t i = 0; i < text.length;) {
        if (is_markdown_mark(text, i, out)) {
            buffer_append_byte(out, '\\');
        }
        i += next_character(text, i, &code_point);
        buffer_append_code_point(out, code_point);
    }
}

static void write_markdown_code(Str text, Buffer *out) {
    uint32_t code_point = 0;
    for (size_t i = 0; i < text.length;) {
        i += next_character(text, i, &code_point);
        buffer_append_code_point(out, code_point == '`' ? '\'' : code_point);
    }
}

static void write_diagram(Str text, Buffer *out) {
    uint32_t code_point = 0;
    for (size_t i = 0; i < text.length;) {
        i += next_character(text, i, &code_point);
        if (code_point < 0x80 && strchr("\"#<>[](){}|`;", (int)code_point) != NULL) {
            buffer_printf(out, "#%u;", (unsigned)code_point);
        } else {
            buffer_append_code_point(out, code_point);
        }
    }
}

/* A bool, int or string as text. `digits` holds an int's. */
static Str scalar_text(const Value *value, char digits[LONGEST_INT]) {
    if (value->kind == VALUE_BOOL) {
        return value->as.boolean ? STR("true") : STR("false");
    }
    if (value->kind == VALUE_INT) {
        int length = snprintf(digits, LONGEST_INT, "%" PRId64, value->as.integer);
        return (Str){digits, (size_t)length};
    }
    return value_text(value);
}

void template_write_hole(HoleContext context, const Value *value, Buffer *out) {
    char digits[LONGEST_INT];
    Str text = scalar_text(value, digits);
    switch (context) {
    case HOLE_EXPRESSION:
        hcl_write_value(value, 0, out);
        return;
    case HOLE_QUOTED:
        hcl_escape(text, out);
        return;
    case HOLE_NAME:
        write_name(text, out);
        return;
    case HOLE_KEY:
        hcl_write_key(text, out);
        return;
    case HOLE_COMMENT:
        write_comment(text, out);
        return;
    case HOLE_RAW:
        buffer_append(out, text);
        return;
    case HOLE_MARKDOWN:
        write_markdown(text, out);
        return;
    case HOLE_MARKDOWN_CODE:
        write_markdown_code(text, out);
        return;
    case HOLE_DIAGRAM:
        write_diagram(text, out);
        return;
    }
}
