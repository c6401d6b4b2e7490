#include "schema/constraint.h"
#include "schema/decode.h"
#include "schema/literal.h"

/* The last one is legal in stack.yaml only. */
static const Str component_keys[] = {
    STR_INIT("doc"),         STR_INIT("inside"),   STR_INIT("selects"),     STR_INIT("label"),
    STR_INIT("labels"),      STR_INIT("fields"),   STR_INIT("presets"),     STR_INIT("generated"),
    STR_INIT("label_group"), STR_INIT("reserved"), STR_INIT("clouds"),      STR_INIT("becomes"),
    STR_INIT("example"),     STR_INIT("module"),   STR_INIT("every_block"),
};

enum {
    COMPONENT_KEY_COUNT = sizeof component_keys / sizeof component_keys[0],
    COMPONENT_MAX_NESTING = 8,
};

static void decode_label(Decoder *decoder, const Value *node, Component *component) {
    Str label = decode_text(decoder, node, "label");
    if (str_equal(label, STR("required"))) {
        component->repeatable = component->label_required = true;
    } else if (str_equal(label, STR("optional"))) {
        component->repeatable = true;
    } else if (str_equal(label, STR("one"))) {
        component->label_required = true;
    } else if (!str_is_empty(label)) {
        decode_error(decoder, MLS6007, value_get_cstr(node, "label")->origin,
                     "'label' must be required, optional or one");
    }
    component->labels = decode_texts(decoder, node, "labels", &component->label_count);
    component->label_group = decode_text(decoder, node, "label_group");
    component->reserved = value_get_cstr(node, "reserved");
    if (component->reserved != NULL && component->reserved->kind != VALUE_MAP) {
        decode_error(decoder, MLS6007, component->reserved->origin,
                     "'reserved' must be a map from labels to reasons");
    }
}

static void decode_selector(Decoder *decoder, const Value *node, Component *component) {
    Str selects = decode_text(decoder, node, "selects");
    if (str_equal(selects, STR("cloud"))) {
        component->selector = SELECTS_CLOUD;
    } else if (str_equal(selects, STR("environment"))) {
        component->selector = SELECTS_ENVIRONMENT;
    } else if (!str_is_empty(selects)) {
        decode_error(decoder, MLS6007, value_get_cstr(node, "selects")->origin,
                     "'selects' must be cloud or environment");
    }
}

/* Decodes the fields of a map, which may be NULL, and returns the place after the last. */
static Field *decode_fields_of(Decoder *decoder, const Value *map, Field *fields) {
    for (uint32_t i = 0; map != NULL && i < map->as.map.count; i++) {
        decode_field(decoder, &map->as.map.members[i], fields++);
    }
    return fields;
}

/* What a renamed field sets must be there, and must not be renamed itself. */
static void check_new_names(Decoder *decoder, const Component *component, const Value *own,
                            const Value *shared) {
    uint32_t own_count = value_count(own);
    for (uint32_t i = 0; i < component->field_count; i++) {
        const Field *field = &component->fields[i];
        const ValueMember *member = i < own_count ? &own->as.map.members[i]
                                                  : &shared->as.map.members[i - own_count];
        const Field *target = component_field(component, field->renamed_to);
        if (!str_is_empty(field->renamed_to) &&
            (target == NULL || !str_is_empty(target->renamed_to))) {
            decode_error(decoder, MLS6006, member->key_span,
                         "'%.*s' is renamed to '%.*s', which is not a field of '%.*s'",
                         STR_ARG(field->name), STR_ARG(field->renamed_to),
                         STR_ARG(component->name));
        }
    }
}

/* The component's own fields, then those that every block has; overlays are no blocks of a stack.
 */
static void decode_fields(Decoder *decoder, const Value *own, const Value *shared,
                          Component *component) {
    if (component->selector != SELECTS_NOTHING) {
        shared = NULL;
    }
    component->field_count = value_count(own) + value_count(shared);
    Field *fields = arena_alloc_array(decoder->arena, component->field_count, sizeof *fields);
    decode_fields_of(decoder, shared, decode_fields_of(decoder, own, fields));
    component->fields = fields;
    check_new_names(decoder, component, own, shared);
}

static const Value *decode_preset(Decoder *decoder, const Component *component,
                                  const ValueMember *preset) {
    ValueBuilder settings = value_map_new(decoder->arena, preset->value->origin);
    for (uint32_t i = 0; i < value_count(preset->value); i++) {
        const ValueMember *setting = &preset->value->as.map.members[i];
        const Field *field = component_field(component, setting->key);
        const Value *value = NULL;
        if (field == NULL) {
            decode_error(decoder, MLS6006, setting->key_span, "'%.*s' is not a field of '%.*s'",
                         STR_ARG(setting->key), STR_ARG(component->name));
        } else if (!literal_read(decoder->arena, &field->type, setting->value, &value) ||
                   !type_fits(decoder->patterns, &field->type, value)) {
            decode_error(decoder, MLS6009, setting->value->origin, "expected %.*s",
                         STR_ARG(type_describe(decoder->arena, &field->type)));
        } else {
            value_map_set(&settings, setting->key, setting->key_span, value);
        }
    }
    return value_finish(&settings);
}

static bool is_word_of(const Field *field, Str word) {
    for (size_t i = 0; i < field->type.word_count; i++) {
        if (str_equal(field->type.words[i], word)) {
            return true;
        }
    }
    return false;
}

static void decode_presets(Decoder *decoder, const Value *node, Component *component) {
    static const Str keys[] = {STR_INIT("field"), STR_INIT("values")};
    if (node == NULL) {
        return;
    }
    decode_keys(decoder, node, keys, 2);
    const Value *values = value_get(node, keys[1]);
    const Field *field = component_field(component, decode_text(decoder, node, "field"));
    if (field == NULL || values == NULL || values->kind != VALUE_MAP) {
        decode_error(decoder, MLS6007, node->origin,
                     "presets need a 'field' of the component and 'values' by its words");
        return;
    }
    ValueBuilder decoded = value_map_new(decoder->arena, values->origin);
    for (uint32_t i = 0; i < values->as.map.count; i++) {
        const ValueMember *preset = &values->as.map.members[i];
        if (!is_word_of(field, preset->key) || preset->value->kind != VALUE_MAP) {
            decode_error(decoder, MLS6007, preset->key_span,
                         "a preset needs a word of '%.*s' and a map of settings",
                         STR_ARG(field->name));
            continue;
        }
        value_map_set(&decoded, preset->key, preset->key_span,
                      decode_preset(decoder, component, preset));
    }
    ValueBuilder presets = value_map_new(decoder->arena, node->origin);
    value_map_set(&presets, keys[0], span_none(), value_get(node, keys[0]));
    value_map_set(&presets, keys[1], span_none(), value_finish(&decoded));
    component->presets = value_finish(&presets);
}

/* The files that say `inside: NAME`, in the order of their names. */
static uint32_t count_inside(const Value *components, Str name) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < value_count(components); i++) {
        Str inside = value_text(value_get_cstr(components->as.map.members[i].value, "inside"));
        count += str_equal(inside, name) ? 1 : 0;
    }
    return count;
}

static uint32_t decode_component(Decoder *decoder, const ValueMember *file, int depth,
                                 const Value *shared, Component *ret_component);

static uint32_t decode_blocks(Decoder *decoder, Component *component, int depth,
                              const Value *shared) {
    const Value *components = value_get_cstr(decoder->stdlib, "components");
    uint32_t decoded = 0;
    size_t count = count_inside(components, component->name);
    Component *blocks = arena_alloc_array(decoder->arena, count, sizeof *blocks);
    for (uint32_t i = 0; i < value_count(components); i++) {
        const ValueMember *file = &components->as.map.members[i];
        if (str_equal(value_text(value_get_cstr(file->value, "inside")), component->name)) {
            decoded += decode_component(decoder, file, depth + 1, shared,
                                        &blocks[component->block_count++]);
        }
    }
    component->blocks = blocks;
    return decoded;
}

/* Returns how many files were decoded: the component's and those of the blocks inside it. */
static uint32_t decode_component(Decoder *decoder, const ValueMember *file, int depth,
                                 const Value *shared, Component *ret_component) {
    const Value *node = file->value;
    *ret_component = (Component){.name = file->key};
    decode_keys(decoder, node, component_keys, COMPONENT_KEY_COUNT - (depth == 0 ? 0 : 1));
    ret_component->doc = decode_text(decoder, node, "doc");
    if (str_is_empty(ret_component->doc)) {
        decode_error(decoder, MLS6007, node->origin, "component '%.*s' has no 'doc'",
                     STR_ARG(file->key));
    }
    const Value *fields = value_get_cstr(node, "fields");
    if (fields != NULL && fields->kind != VALUE_MAP) {
        decode_error(decoder, MLS6007, fields->origin, "'fields' must be a map");
        fields = NULL;
    }
    ret_component->generated = decode_bool(decoder, node, "generated", true);
    ret_component->clouds = decode_texts(decoder, node, "clouds", &ret_component->cloud_count);
    ret_component->becomes = decode_becomes(decoder, node);
    ret_component->example = decode_text(decoder, node, "example");
    ret_component->module = decode_text(decoder, node, "module");
    decode_selector(decoder, node, ret_component);
    decode_label(decoder, node, ret_component);
    decode_fields(decoder, fields, depth == 0 ? NULL : shared, ret_component);
    decode_presets(decoder, value_get_cstr(node, "presets"), ret_component);
    if (depth == COMPONENT_MAX_NESTING) {
        decode_error(decoder, MLS6010, node->origin, "blocks are nested over %d deep",
                     COMPONENT_MAX_NESTING);
        return 1;
    }
    return 1 + decode_blocks(decoder, ret_component, depth, shared);
}

/* Every file must have been reached from `stack`; one that was not names a block that is not there.
 */
static void report_unplaced(Decoder *decoder, const Value *components) {
    for (uint32_t i = 0; i < value_count(components); i++) {
        const ValueMember *file = &components->as.map.members[i];
        Str inside = value_text(value_get_cstr(file->value, "inside"));
        if (value_get(components, inside) == NULL && !str_equal(file->key, STR("stack"))) {
            decode_error(decoder, MLS6010, file->value->origin,
                         "component '%.*s' must say which component it is 'inside'",
                         STR_ARG(file->key));
        }
    }
}

bool decode_components(Decoder *decoder, const Component **ret_stack) {
    const Value *components = value_get_cstr(decoder->stdlib, "components");
    const ValueMember *file = value_member(components, STR("stack"));
    if (file == NULL) {
        decode_error(decoder, MLS6001, span_none(), "the stdlib has no components/stack.yaml");
        return false;
    }
    const Value *shared = value_get_cstr(file->value, "every_block");
    if (shared != NULL && shared->kind != VALUE_MAP) {
        decode_error(decoder, MLS6007, shared->origin, "'every_block' must be a map");
        return false;
    }
    Component *stack = ARENA_NEW(decoder->arena, Component);
    uint32_t decoded = decode_component(decoder, file, 0, shared, stack);
    report_unplaced(decoder, components);
    if (decoded != value_count(components) && !decoder->failed) {
        decode_error(decoder, MLS6010, file->value->origin,
                     "some components are only inside of each other");
    }
    *ret_stack = stack;
    return !decoder->failed;
}
