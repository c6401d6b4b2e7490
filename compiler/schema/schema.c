#include "schema/schema.h"

#include "diag/near_name.h"
#include "schema/literal.h"

const Field *component_field(const Component *component, Str name) {
    for (size_t i = 0; i < component->field_count; i++) {
        if (str_equal(component->fields[i].name, name)) {
            return &component->fields[i];
        }
    }
    return NULL;
}

const Component *component_block(const Component *component, Str name) {
    for (size_t i = 0; i < component->block_count; i++) {
        if (str_equal(component->blocks[i].name, name)) {
            return &component->blocks[i];
        }
    }
    return NULL;
}

const Component *component_overlay(const Component *component, Selector selector) {
    for (size_t i = 0; i < component->block_count; i++) {
        if (component->blocks[i].selector == selector) {
            return &component->blocks[i];
        }
    }
    return NULL;
}

static void describe(Arena *arena, const Type *type, Buffer *out);

static void describe_bounds(const Type *type, Buffer *out) {
    if (type->has_minimum && type->has_maximum) {
        buffer_append(out, STR(" from "));
        literal_write_quantity(out, type->kind, type->minimum);
        buffer_append(out, STR(" to "));
        literal_write_quantity(out, type->kind, type->maximum);
    } else if (type->has_minimum) {
        buffer_append(out, STR(" of at least "));
        literal_write_quantity(out, type->kind, type->minimum);
    } else if (type->has_maximum) {
        buffer_append(out, STR(" of at most "));
        literal_write_quantity(out, type->kind, type->maximum);
    }
}

static void describe_either(Arena *arena, const Type *type, Buffer *out) {
    for (size_t i = 0; i < type->alternative_count; i++) {
        buffer_append(out, i == 0 ? STR("") : STR(", or "));
        describe(arena, &type->alternatives[i], out);
    }
}

static void describe(Arena *arena, const Type *type, Buffer *out) {
    static const Str names[] = {
        [TYPE_BOOL] = STR_INIT("a bool"),          [TYPE_INT] = STR_INIT("an int"),
        [TYPE_SIZE] = STR_INIT("a size"),          [TYPE_DURATION] = STR_INIT("a duration"),
        [TYPE_PERCENT] = STR_INIT("a percentage"), [TYPE_MONEY] = STR_INIT("an amount"),
        [TYPE_RANGE] = STR_INIT("a range"),        [TYPE_CIDR] = STR_INIT("a CIDR"),
    };
    switch (type->kind) {
    case TYPE_WORD:
        if (type->word_count > 0) {
            buffer_append(out, type->word_count == 1 ? STR("the word ") : STR("one of "));
            buffer_append(
                out, near_name_list(arena, type->words, type->word_count, TYPE_DESCRIBED_WORDS));
            return;
        }
        buffer_append(out, str_is_empty(type->pattern_name) ? STR("a word") : type->pattern_name);
        return;
    case TYPE_STRING:
        buffer_append(out, str_is_empty(type->pattern_name) ? STR("a string") : type->pattern_name);
        buffer_append(out, type->cloud_word ? STR(" (a cloud's own word)") : STR(""));
        return;
    case TYPE_VERSION:
        buffer_append(out,
                      str_is_empty(type->pattern_name) ? STR("a version") : type->pattern_name);
        return;
    case TYPE_LIST:
    case TYPE_MAP:
        buffer_append(out, type->kind == TYPE_LIST ? STR("a list, each item ")
                                                   : STR("a map, each value "));
        describe(arena, type->element, out);
        return;
    case TYPE_EITHER:
        describe_either(arena, type, out);
        return;
    case TYPE_BOOL:
    case TYPE_INT:
    case TYPE_SIZE:
    case TYPE_DURATION:
    case TYPE_PERCENT:
    case TYPE_MONEY:
    case TYPE_RANGE:
    case TYPE_CIDR:
        buffer_append(out, names[type->kind]);
        describe_bounds(type, out);
        return;
    }
}

Str type_describe(Arena *arena, const Type *type) {
    Buffer out = buffer_new(arena);
    describe(arena, type, &out);
    return buffer_str(&out);
}
