/*
 * Values as HCL literals. A list of scalars that fits a line stays on it; other lists and all
 * objects have one item a line. Alignment is left to the formatter.
 */
#include "hcl/hcl.h"

#include <inttypes.h>

enum {
    INDENT = 2,
    LONGEST_INLINE_LIST = 80, /* characters of its items, before escaping */
};

static void write_quoted(Str text, Buffer *out) {
    buffer_append_byte(out, '"');
    hcl_escape(text, out);
    buffer_append_byte(out, '"');
}

/* Words that would be read as something other than a key when they stand bare. */
static bool is_reserved(Str key) {
    return str_equal(key, STR("true")) || str_equal(key, STR("false")) ||
           str_equal(key, STR("null")) || str_equal(key, STR("for"));
}

void hcl_write_key(Str key, Buffer *out) {
    if (hcl_is_identifier(key) && !is_reserved(key)) {
        buffer_append(out, key);
    } else {
        write_quoted(key, out);
    }
}

static bool fits_on_a_line(const Value *list) {
    size_t length = 0;
    for (uint32_t i = 0; i < value_count(list); i++) {
        const Value *item = value_item(list, i);
        if (item->kind == VALUE_LIST || item->kind == VALUE_MAP) {
            return false;
        }
        length += item->kind == VALUE_STRING ? item->as.text.length + 4 : 8;
    }
    return length <= LONGEST_INLINE_LIST;
}

static void write_inline_list(const Value *list, Buffer *out) {
    buffer_append_byte(out, '[');
    for (uint32_t i = 0; i < value_count(list); i++) {
        if (i > 0) {
            buffer_append(out, STR(", "));
        }
        hcl_write_value(value_item(list, i), 0, out);
    }
    buffer_append_byte(out, ']');
}

static void write_list(const Value *list, size_t indent, Buffer *out) {
    if (fits_on_a_line(list)) {
        write_inline_list(list, out);
        return;
    }
    buffer_append(out, STR("[\n"));
    for (uint32_t i = 0; i < value_count(list); i++) {
        buffer_append_repeated(out, ' ', indent + INDENT);
        hcl_write_value(value_item(list, i), indent + INDENT, out);
        buffer_append(out, STR(",\n"));
    }
    buffer_append_repeated(out, ' ', indent);
    buffer_append_byte(out, ']');
}

static void write_object(const Value *object, size_t indent, Buffer *out) {
    if (object->as.map.count == 0) {
        buffer_append(out, STR("{}"));
        return;
    }
    buffer_append(out, STR("{\n"));
    for (uint32_t i = 0; i < object->as.map.count; i++) {
        buffer_append_repeated(out, ' ', indent + INDENT);
        hcl_write_key(object->as.map.members[i].key, out);
        buffer_append(out, STR(" = "));
        hcl_write_value(object->as.map.members[i].value, indent + INDENT, out);
        buffer_append_byte(out, '\n');
    }
    buffer_append_repeated(out, ' ', indent);
    buffer_append_byte(out, '}');
}

void hcl_write_value(const Value *value, size_t indent, Buffer *out) {
    if (value == NULL) {
        buffer_append(out, STR("null"));
        return;
    }
    switch (value->kind) {
    case VALUE_NULL:
        buffer_append(out, STR("null"));
        return;
    case VALUE_BOOL:
        buffer_append(out, value->as.boolean ? STR("true") : STR("false"));
        return;
    case VALUE_INT:
        buffer_printf(out, "%" PRId64, value->as.integer);
        return;
    case VALUE_STRING:
        write_quoted(value->as.text, out);
        return;
    case VALUE_LIST:
        write_list(value, indent, out);
        return;
    case VALUE_MAP:
        write_object(value, indent, out);
        return;
    }
}
