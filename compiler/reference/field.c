#include "reference/field.h"

#include "reference/reference.h"
#include "schema/literal.h"

/* ---- cells ---- */

Str field_type(Arena *arena, const Field *field) {
    Str text = type_describe(arena, &field->type);
    static const Str articles[] = {STR_INIT("a "), STR_INIT("an ")};
    for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
        if (str_starts_with(text, articles[i])) {
            return str_slice(text, articles[i].length, text.length);
        }
    }
    return text;
}

Str field_default(const Field *field) {
    return field->required ? STR("required") : field->default_text;
}

/* Where the field may stand; empty for everywhere. */
static Str field_place(Arena *arena, const Field *field) {
    Buffer text = buffer_new(arena);
    if (!str_is_empty(field->only_cloud)) {
        buffer_printf(&text, "Only inside `on %.*s`.", STR_ARG(field->only_cloud));
    }
    if (!str_is_empty(field->only_label)) {
        buffer_printf(&text, "Only where the block's label is `%.*s`.", STR_ARG(field->only_label));
    }
    if (field->type.cloud_word) {
        buffer_append(&text, STR("Only inside `on`: it is a cloud's own word."));
    }
    if (field->fixed) {
        buffer_append(&text, STR("Only in the stack's own body, not in overlays and profiles."));
    }
    return buffer_str(&text);
}

static Str field_deprecation(Arena *arena, const Field *field) {
    return str_is_empty(field->deprecated)
               ? STR("")
               : str_format(arena, "Deprecated: %.*s.", STR_ARG(field->deprecated));
}

Str field_remarks(Arena *arena, const Field *field) {
    Str parts[] = {field->doc, field_place(arena, field), field_deprecation(arena, field)};
    Buffer text = buffer_new(arena);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        buffer_append(&text, text.length > 0 && parts[i].length > 0 ? STR(" ") : STR(""));
        buffer_append(&text, parts[i]);
    }
    return buffer_str(&text);
}

static void write_setting(const Field *field, const Value *value, Buffer *out) {
    switch (value->kind) {
    case VALUE_INT:
        literal_write_quantity(out, field->type.kind, value->as.integer);
        return;
    case VALUE_STRING:
        buffer_append(out, value->as.text);
        return;
    case VALUE_BOOL:
        buffer_append(out, value->as.boolean ? STR("true") : STR("false"));
        return;
    case VALUE_MAP: /* a range: see Field.default_value */
        buffer_printf(out, "%lld..%lld", (long long)value_integer(value_get_cstr(value, "min")),
                      (long long)value_integer(value_get_cstr(value, "max")));
        return;
    case VALUE_NULL:
    case VALUE_LIST:
        return;
    }
}

Str field_settings(Arena *arena, const Component *component, const Value *settings) {
    Buffer text = buffer_new(arena);
    for (uint32_t i = 0; i < value_count(settings); i++) {
        const ValueMember *setting = &settings->as.map.members[i];
        buffer_printf(&text, "%s`%.*s = ", i == 0 ? "" : ", ", STR_ARG(setting->key));
        write_setting(component_field(component, setting->key), setting->value, &text);
        buffer_append_byte(&text, '`');
    }
    return buffer_str(&text);
}

/* ---- the page of a field ---- */

static void add_fact(Page *page, const char *name, Str text) {
    if (!str_is_empty(text)) {
        page_row(page, (PageRow){{str_from_cstr(name), text}});
    }
}

static Str all_words(Arena *arena, const Type *type) {
    Buffer text = buffer_new(arena);
    for (size_t i = 0; i < type->word_count; i++) {
        buffer_printf(&text, "%s`%.*s`", i == 0 ? "" : ", ", STR_ARG(type->words[i]));
    }
    return buffer_str(&text);
}

/* The type that holds the words, through a list or an alternative; NULL for none. */
static const Type *type_with_words(const Type *type) {
    if (type->word_count > 0) {
        return type;
    }
    if (type->element != NULL) {
        return type_with_words(type->element);
    }
    for (size_t i = 0; i < type->alternative_count; i++) {
        const Type *found = type_with_words(&type->alternatives[i]);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static Str type_pattern(Arena *arena, const Type *type) {
    const Type *holder =
        str_is_empty(type->pattern) && type->element != NULL ? type->element : type;
    return str_is_empty(holder->pattern) ? STR("")
                                         : str_format(arena, "`%.*s`", STR_ARG(holder->pattern));
}

/* Bounds that type_describe leaves out, since a message has no use for them. */
static Str type_limits(Arena *arena, const Type *type) {
    const char *what = type->kind == TYPE_LIST || type->kind == TYPE_MAP      ? "items"
                       : type->kind == TYPE_STRING || type->kind == TYPE_WORD ? "characters"
                                                                              : NULL;
    if (what == NULL || !type->has_maximum) {
        return STR("");
    }
    return type->has_minimum
               ? str_format(arena, "%lld to %lld %s%s", (long long)type->minimum,
                            (long long)type->maximum, what, type->unique ? ", none twice" : "")
               : str_format(arena, "at most %lld %s%s", (long long)type->maximum, what,
                            type->unique ? ", none twice" : "");
}

Page reference_field(Arena *arena, const Component *component, const Field *field) {
    Page page = page_new(arena);
    page_heading(&page, 1,
                 str_format(arena, "`%.*s.%.*s`", STR_ARG(component->name), STR_ARG(field->name)));
    page_text(&page, field->doc);
    page_table(&page, (PageRow){{STR("")}}, 2);
    const Type *words = type_with_words(&field->type);
    add_fact(&page, "type", field_type(arena, field));
    if (words != NULL && words->word_count > TYPE_DESCRIBED_WORDS) {
        add_fact(&page, "words", all_words(arena, words));
    }
    add_fact(&page, "limits", type_limits(arena, &field->type));
    add_fact(&page, "pattern", type_pattern(arena, &field->type));
    add_fact(&page, "default", field_default(field));
    add_fact(&page, "place", field_place(arena, field));
    add_fact(&page, "deprecated", field->deprecated);
    for (uint32_t i = 0; i < value_count(field->becomes); i++) {
        const ValueMember *cloud = &field->becomes->as.map.members[i];
        page_row(&page, (PageRow){{str_format(arena, "on %.*s", STR_ARG(cloud->key)),
                                   value_text(cloud->value)}});
    }
    return page;
}
