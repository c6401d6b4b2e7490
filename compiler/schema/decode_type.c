#include "diag/near_name.h"
#include "schema/constraint.h"
#include "schema/decode.h"
#include "schema/literal.h"

/* The keys that describe a type; a field has these among its own. */
static const Str type_keys[] = {
    STR_INIT("type"),         STR_INIT("of"),         STR_INIT("keys"),       STR_INIT("any_of"),
    STR_INIT("words"),        STR_INIT("words_from"), STR_INIT("min"),        STR_INIT("max"),
    STR_INIT("unique"),       STR_INIT("family"),     STR_INIT("cloud_word"), STR_INIT("pattern"),
    STR_INIT("pattern_name"),
};

static const Str field_keys[] = {
    STR_INIT("required"),   STR_INIT("fixed"),      STR_INIT("only_cloud"),
    STR_INIT("only_label"), STR_INIT("default"),    STR_INIT("default_text"),
    STR_INIT("doc"),        STR_INIT("deprecated"), STR_INIT("renamed_to"),
    STR_INIT("becomes"),
};

enum {
    TYPE_KEY_COUNT = sizeof type_keys / sizeof type_keys[0],
    FIELD_KEY_COUNT = sizeof field_keys / sizeof field_keys[0],
};

static const Str kind_names[] = {
#define X(kind, name) [kind] = STR_INIT(name),
    TYPE_KINDS(X)
#undef X
};

enum { TYPE_KIND_COUNT = sizeof kind_names / sizeof kind_names[0] };

/* YAML writes kinds in lower case: `type: cidr`. */
static bool kind_from_name(Str name, TypeKind *ret_kind) {
    for (size_t i = 0; i < TYPE_KIND_COUNT; i++) {
        if (str_equal(kind_names[i], name) || (i == TYPE_CIDR && str_equal(name, STR("cidr")))) {
            *ret_kind = (TypeKind)i;
            return true;
        }
    }
    return false;
}

static void decode_bound(Decoder *decoder, const Value *node, const char *key, TypeKind kind,
                         bool *ret_given, int64_t *ret_bound) {
    const Value *written = value_get_cstr(node, key);
    *ret_given = written != NULL;
    if (written != NULL && !literal_read_quantity(kind, written, ret_bound)) {
        decode_error(decoder, MLS6007, written->origin, "'%s' is not a quantity of the type", key);
    }
}

static void decode_pattern(Decoder *decoder, const Value *node, Type *type) {
    type->pattern = decode_text(decoder, node, "pattern");
    type->pattern_name = decode_text(decoder, node, "pattern_name");
    if (str_is_empty(type->pattern)) {
        return;
    }
    const Value *written = value_get_cstr(node, "pattern");
    Str problem = STR("");
    size_t offset = 0;
    if (!pattern_compile(decoder->patterns, type->pattern, &problem, &offset)) {
        decode_error(decoder, MLS6008, written->origin,
                     "the pattern is malformed at byte %zu: %.*s", offset, STR_ARG(problem));
    }
    if (str_is_empty(type->pattern_name)) {
        decode_error(decoder, MLS6007, written->origin,
                     "a pattern needs a 'pattern_name' that says what it describes");
    }
}

/* The words of a type: listed, or the keys of a map elsewhere in the stdlib. */
static void decode_words(Decoder *decoder, const Value *node, Type *type) {
    Str path = decode_text(decoder, node, "words_from");
    if (str_is_empty(path)) {
        type->words = decode_texts(decoder, node, "words", &type->word_count);
        return;
    }
    const Value *map = value_path(decoder->stdlib, str_to_cstr(decoder->arena, path));
    if (map == NULL || map->kind != VALUE_MAP || map->as.map.count == 0) {
        decode_error(decoder, MLS6007, value_get_cstr(node, "words_from")->origin,
                     "there is no map '%.*s' in the stdlib", STR_ARG(path));
        return;
    }
    Str *words = arena_alloc_array(decoder->arena, map->as.map.count, sizeof *words);
    for (uint32_t i = 0; i < map->as.map.count; i++) {
        words[i] = map->as.map.members[i].key;
    }
    type->words = words;
    type->word_count = map->as.map.count;
}

static const Type *decode_part(Decoder *decoder, const Value *node) {
    Type *type = ARENA_NEW(decoder->arena, Type);
    decode_type(decoder, node, type);
    return type;
}

static void decode_alternatives(Decoder *decoder, const Value *node, Type *type) {
    const Value *list = value_get_cstr(node, "any_of");
    if (list == NULL || list->kind != VALUE_LIST || list->as.list.count < 2) {
        decode_error(decoder, MLS6007, node->origin, "'either' needs a list 'any_of' of types");
        return;
    }
    uint32_t count = value_count(list);
    Type *alternatives = arena_alloc_array(decoder->arena, count, sizeof *alternatives);
    for (uint32_t i = 0; i < count; i++) {
        decode_type(decoder, value_item(list, i), &alternatives[i]);
    }
    type->alternatives = alternatives;
    type->alternative_count = count;
}

static void decode_collection(Decoder *decoder, const Value *node, Type *type) {
    const Value *element = value_get_cstr(node, "of");
    const Value *key = value_get_cstr(node, "keys");
    if (element == NULL) {
        static const Type text = {.kind = TYPE_STRING};
        decode_error(decoder, MLS6007, node->origin, "a list or map needs 'of', its items' type");
        type->element = &text; /* for what looks at a default */
        return;
    }
    if (!type->has_maximum) {
        decode_error(decoder, MLS6007, node->origin, "a list or map needs 'max'");
    }
    type->element = decode_part(decoder, element);
    if (key != NULL) {
        type->key = decode_part(decoder, key);
    }
}

/* The types that this one is made of. */
static void decode_parts(Decoder *decoder, const Value *node, Type *type) {
    if (type->kind == TYPE_EITHER) {
        decode_alternatives(decoder, node, type);
    }
    if (type->kind == TYPE_LIST || type->kind == TYPE_MAP) {
        decode_collection(decoder, node, type);
    }
}

static TypeKind decode_kind(Decoder *decoder, const Value *node, Str name) {
    TypeKind kind = TYPE_STRING;
    if (!str_is_empty(name) && !kind_from_name(name, &kind)) {
        Diagnostic *diagnostic =
            decode_error(decoder, MLS6007, node->origin, "unknown type '%.*s'", STR_ARG(name));
        diag_note(
            decoder->sink, diagnostic, "types are %.*s",
            STR_ARG(near_name_list(decoder->arena, kind_names, TYPE_KIND_COUNT, TYPE_KIND_COUNT)));
    }
    return kind;
}

static void decode_type_members(Decoder *decoder, const Value *node, Type *type) {
    const Value *kind = value_get_cstr(node, "type");
    type->kind =
        decode_kind(decoder, kind == NULL ? node : kind, decode_text(decoder, node, "type"));
    if (type->kind != TYPE_EITHER) {
        decode_bound(decoder, node, "min", type->kind, &type->has_minimum, &type->minimum);
        decode_bound(decoder, node, "max", type->kind, &type->has_maximum, &type->maximum);
    }
    type->unique = decode_bool(decoder, node, "unique", false);
    type->cloud_word = decode_bool(decoder, node, "cloud_word", false);
    type->ipv4_only = str_equal(decode_text(decoder, node, "family"), STR("ipv4"));
    decode_pattern(decoder, node, type);
    decode_words(decoder, node, type);
    decode_parts(decoder, node, type);
}

/* A type is its name (`cidr`), or a map of the keys above. */
void decode_type(Decoder *decoder, const Value *node, Type *ret_type) {
    *ret_type = (Type){.kind = TYPE_STRING};
    if (node->kind == VALUE_STRING) {
        ret_type->kind = decode_kind(decoder, node, node->as.text);
        decode_parts(decoder, node, ret_type);
        return;
    }
    decode_keys(decoder, node, type_keys, TYPE_KEY_COUNT);
    decode_type_members(decoder, node, ret_type);
}

static const Value *decode_literal(Decoder *decoder, const Field *field, const Value *written) {
    const Value *value = NULL;
    if (!literal_read(decoder->arena, &field->type, written, &value) ||
        !type_fits(decoder->patterns, &field->type, value)) {
        decode_error(decoder, MLS6009, written->origin,
                     "this default of '%.*s' does not fit its type, %.*s", STR_ARG(field->name),
                     STR_ARG(type_describe(decoder->arena, &field->type)));
        return NULL;
    }
    return value;
}

/*
 * What the reference shows where the file does not say: the default as written. The span of a list
 * is that of its bracket alone.
 */
static Str written_default(Decoder *decoder, const Value *written) {
    if (written->kind == VALUE_LIST) {
        Buffer list = buffer_new(decoder->arena);
        for (uint32_t i = 0; i < value_count(written); i++) {
            Str item = written_default(decoder, value_item(written, i));
            buffer_printf(&list, "%s%.*s", i == 0 ? "[" : ", ", STR_ARG(item));
        }
        buffer_append(&list, value_count(written) == 0 ? STR("[]") : STR("]"));
        return buffer_str(&list);
    }
    Str text = sources_slice(diag_sources(decoder->sink), written->origin);
    return str_copy(decoder->arena, str_trim(text));
}

static void decode_production_default(Decoder *decoder, const Value *written, Field *field) {
    static const Str keys[] = {STR_INIT("production"), STR_INIT("otherwise")};
    decode_keys(decoder, written, keys, 2);
    const Value *production = value_get(written, keys[0]);
    const Value *otherwise = value_get(written, keys[1]);
    if (production == NULL || otherwise == NULL) {
        decode_error(decoder, MLS6007, written->origin,
                     "a default by environment needs 'production' and 'otherwise'");
        return;
    }
    ValueBuilder both = value_map_new(decoder->arena, written->origin);
    value_map_set(&both, keys[0], span_none(), decode_literal(decoder, field, production));
    value_map_set(&both, keys[1], span_none(), decode_literal(decoder, field, otherwise));
    field->default_value = value_finish(&both);
    if (str_is_empty(field->default_text)) {
        field->default_text = str_format(decoder->arena, "%.*s in production, otherwise %.*s",
                                         STR_ARG(written_default(decoder, production)),
                                         STR_ARG(written_default(decoder, otherwise)));
    }
}

static void decode_default(Decoder *decoder, const Value *node, Field *field) {
    const Value *written = value_get_cstr(node, "default");
    if (written == NULL) {
        return;
    }
    if (field->required) {
        decode_error(decoder, MLS6007, written->origin, "a required field has no default");
    }
    if (written->kind == VALUE_MAP && field->type.kind != TYPE_MAP) {
        decode_production_default(decoder, written, field);
        return;
    }
    field->default_value = decode_literal(decoder, field, written);
    if (str_is_empty(field->default_text)) {
        field->default_text = written_default(decoder, written);
    }
}

void decode_field(Decoder *decoder, const ValueMember *member, Field *ret_field) {
    Str keys[TYPE_KEY_COUNT + FIELD_KEY_COUNT];
    for (size_t i = 0; i < TYPE_KEY_COUNT; i++) {
        keys[i] = type_keys[i];
    }
    for (size_t i = 0; i < FIELD_KEY_COUNT; i++) {
        keys[TYPE_KEY_COUNT + i] = field_keys[i];
    }
    const Value *node = member->value;
    *ret_field = (Field){.name = member->key};
    decode_keys(decoder, node, keys, TYPE_KEY_COUNT + FIELD_KEY_COUNT);
    if (str_is_empty(decode_text(decoder, node, "type"))) {
        decode_error(decoder, MLS6007, member->key_span, "field '%.*s' has no 'type'",
                     STR_ARG(member->key));
    }
    decode_type_members(decoder, node, &ret_field->type);
    ret_field->required = decode_bool(decoder, node, "required", false);
    ret_field->fixed = decode_bool(decoder, node, "fixed", false);
    ret_field->only_cloud = decode_text(decoder, node, "only_cloud");
    ret_field->only_label = decode_text(decoder, node, "only_label");
    ret_field->default_text = decode_text(decoder, node, "default_text");
    ret_field->renamed_to = decode_text(decoder, node, "renamed_to");
    ret_field->deprecated = decode_text(decoder, node, "deprecated");
    if (!str_is_empty(ret_field->renamed_to)) {
        ret_field->deprecated =
            str_format(decoder->arena, "write '%.*s'", STR_ARG(ret_field->renamed_to));
    }
    ret_field->doc = decode_text(decoder, node, "doc");
    if (str_is_empty(ret_field->doc)) {
        decode_error(decoder, MLS6007, member->key_span, "field '%.*s' has no 'doc'",
                     STR_ARG(member->key));
    }
    ret_field->becomes = decode_becomes(decoder, node);
    decode_default(decoder, node, ret_field);
}
