#include "resolve/merge.h"

typedef struct Source {
    const SettingBlock *block;
    /*
     * Where an unlabelled block means every block of its kind: everywhere but in the stack's own
     * body, where it is the one that has its kind as label.
     */
    bool wildcard;
    bool profile; /* of a profile: an unlabelled block here brings nothing into being */
} Source;

typedef VECTOR(Source) SourceVector;
typedef VECTOR(Str) LabelVector;

typedef struct Merger {
    Arena *arena;
    DiagSink *sink;
    const CheckedStack *stack;
    Str environment;
    Str cloud;
    bool production;
} Merger;

static const Value *merge_block(Merger *merger, const Component *component,
                                const SourceVector *sources);

/* ---- references ---- */

static Str reference_text(const Merger *merger, Str reference) {
    if (str_equal(reference, STR("environment.name"))) {
        return merger->environment;
    }
    return str_equal(reference, STR("cloud.name")) ? merger->cloud : merger->stack->name;
}

static const Value *join_parts(const Merger *merger, const Value *parts, Span origin) {
    Buffer text = buffer_new(merger->arena);
    for (uint32_t i = 0; i < value_count(parts); i++) {
        const Value *part = value_item(parts, i);
        buffer_append(&text,
                      part->kind == VALUE_STRING
                          ? part->as.text
                          : reference_text(merger, value_text(value_get_cstr(part, "reference"))));
    }
    return value_string(merger->arena, buffer_str(&text), origin);
}

/* The value with `environment.name` and the like filled in. */
static const Value *fill_references(const Merger *merger, const Value *value) {
    if (value->kind == VALUE_MAP) {
        const Value *parts = value_get_cstr(value, "parts");
        if (parts != NULL && parts->kind == VALUE_LIST) {
            return join_parts(merger, parts, value->origin);
        }
        ValueBuilder map = value_map_new(merger->arena, value->origin);
        for (uint32_t i = 0; i < value->as.map.count; i++) {
            const ValueMember *member = &value->as.map.members[i];
            value_map_set(&map, member->key, member->key_span,
                          fill_references(merger, member->value));
        }
        return value_finish(&map);
    }
    if (value->kind == VALUE_LIST) {
        ValueBuilder list = value_list_new(merger->arena, value->origin);
        for (uint32_t i = 0; i < value->as.list.count; i++) {
            value_list_add(&list, fill_references(merger, value->as.list.items[i]));
        }
        return value_finish(&list);
    }
    return value;
}

/* ---- fields ---- */

static const Value *written_value(const SourceVector *sources, Str field, Span *ret_name_span) {
    for (size_t i = sources->count; i-- > 0;) {
        const SettingBlock *block = sources->items[i].block;
        for (size_t j = 0; j < block->setting_count; j++) {
            if (str_equal(block->settings[j].field->name, field)) {
                *ret_name_span = block->settings[j].name_span;
                return block->settings[j].value;
            }
        }
    }
    return NULL;
}

static const Value *for_environment(const Merger *merger, const Value *value) {
    const Value *otherwise = value_get_cstr(value, "otherwise");
    if (otherwise == NULL) {
        return value;
    }
    return merger->production ? value_get_cstr(value, "production") : otherwise;
}

static const Value *default_value(const Merger *merger, const Component *component,
                                  const SourceVector *sources, const Field *field) {
    Str chooser = value_text(value_get_cstr(component->presets, "field"));
    if (chooser.length > 0 && !str_equal(chooser, field->name)) {
        Span span;
        const Value *chosen = written_value(sources, chooser, &span);
        if (chosen == NULL) {
            chosen = component_field(component, chooser)->default_value;
        }
        const Value *preset =
            value_get(value_get_cstr(component->presets, "values"), value_text(chosen));
        const Value *value = value_get(preset, field->name);
        if (value != NULL) {
            return for_environment(merger, value);
        }
    }
    return field->default_value == NULL ? NULL : for_environment(merger, field->default_value);
}

static void merge_fields(Merger *merger, const Component *component, const SourceVector *sources,
                         ValueBuilder *result) {
    for (size_t i = 0; i < component->field_count; i++) {
        const Field *field = &component->fields[i];
        Span name_span = span_none();
        const Value *value = written_value(sources, field->name, &name_span);
        value = value != NULL ? fill_references(merger, value)
                              : default_value(merger, component, sources, field);
        if (value != NULL) {
            value_map_set(result, field->name, name_span, value);
        }
    }
}

/* ---- blocks ---- */

static bool is_always_there(const Component *component) {
    return str_equal(component->name, STR("network")) || str_equal(component->name, STR("cluster"));
}

/* A block that is switched off is left out, unless nothing can stand without it. */
static bool is_enabled(Merger *merger, const Component *component, const Value *block) {
    const Value *enabled = value_get_cstr(block, "enabled");
    if (enabled == NULL || value_boolean(enabled)) {
        return true;
    }
    if (is_always_there(component)) {
        diag_report(merger->sink, MLS2090, enabled->origin, "'%.*s' cannot be switched off",
                    STR_ARG(component->name));
        return true;
    }
    return false;
}

static void add_label(Merger *merger, LabelVector *labels, Str label) {
    for (size_t i = 0; i < labels->count; i++) {
        if (str_equal(labels->items[i], label)) {
            return;
        }
    }
    vector_push(merger->arena, labels, label);
}

/*
 * The labels of a repeatable kind. An unlabelled overlay block is about blocks that are there; only
 * when there is none does it bring one, so that `environment prod { cache {} }` adds a cache.
 */
static LabelVector labels_of(Merger *merger, const Component *component,
                             const SourceVector *sources) {
    LabelVector labels = {0};
    bool adds_one = false;
    for (size_t i = 0; i < sources->count; i++) {
        const Source *source = &sources->items[i];
        if (source->block->label.length > 0) {
            add_label(merger, &labels, source->block->label);
        } else if (!source->wildcard) {
            add_label(merger, &labels, component->name);
        } else if (!source->profile) {
            adds_one = true;
        }
    }
    if (labels.count == 0 && adds_one) {
        add_label(merger, &labels, component->name);
    }
    return labels;
}

static bool is_about(const Source *source, const Component *component, Str label) {
    if (source->block->label.length > 0) {
        return str_equal(source->block->label, label);
    }
    return source->wildcard || str_equal(component->name, label);
}

static void merge_labelled(Merger *merger, const Component *component, const SourceVector *sources,
                           ValueBuilder *result) {
    LabelVector labels = labels_of(merger, component, sources);
    ValueBuilder blocks = value_map_new(merger->arena, span_none());
    for (size_t i = 0; i < labels.count; i++) {
        SourceVector about = {0};
        for (size_t j = 0; j < sources->count; j++) {
            if (is_about(&sources->items[j], component, labels.items[i])) {
                vector_push(merger->arena, &about, sources->items[j]);
            }
        }
        const Value *block = merge_block(merger, component, &about);
        if (is_enabled(merger, component, block)) {
            value_map_set(&blocks, labels.items[i], span_none(), block);
        }
    }
    if (blocks.count > 0) {
        value_map_set(result, component->name, span_none(), value_finish(&blocks));
    }
}

/* A block whose label is a kind: the highest layer's label wins, and only its like are merged. */
static void merge_alternative(Merger *merger, const Component *component,
                              const SourceVector *sources, ValueBuilder *result) {
    Str label = sources->items[sources->count - 1].block->label;
    SourceVector alike = {0};
    for (size_t i = 0; i < sources->count; i++) {
        if (str_equal(sources->items[i].block->label, label)) {
            vector_push(merger->arena, &alike, sources->items[i]);
        }
    }
    const Value *block = merge_block(merger, component, &alike);
    if (!is_enabled(merger, component, block)) {
        return;
    }
    ValueBuilder labelled = value_map_new(merger->arena, block->origin);
    value_map_set_string(&labelled, "label", label);
    for (uint32_t i = 0; i < block->as.map.count; i++) {
        const ValueMember *member = &block->as.map.members[i];
        value_map_set(&labelled, member->key, member->key_span, member->value);
    }
    value_map_set(result, component->name, span_none(), value_finish(&labelled));
}

static void merge_inner(Merger *merger, const Component *component, const SourceVector *sources,
                        ValueBuilder *result) {
    if (component->selector != SELECTS_NOTHING ||
        (sources->count == 0 && !is_always_there(component))) {
        return;
    }
    if (component->repeatable) {
        merge_labelled(merger, component, sources, result);
        return;
    }
    if (component->label_required) {
        merge_alternative(merger, component, sources, result);
        return;
    }
    const Value *block = merge_block(merger, component, sources);
    if (is_enabled(merger, component, block)) {
        value_map_set(result, component->name, span_none(), block);
    }
}

/* The name of the block where it was first written in the stack itself, or in a profile. */
static Span block_origin(const SourceVector *sources) {
    for (size_t i = 0; i < sources->count; i++) {
        if (!sources->items[i].profile) {
            return sources->items[i].block->name_span;
        }
    }
    return sources->count == 0 ? span_none() : sources->items[0].block->name_span;
}

static const Value *merge_block(Merger *merger, const Component *component,
                                const SourceVector *sources) {
    ValueBuilder result = value_map_new(merger->arena, block_origin(sources));
    merge_fields(merger, component, sources, &result);
    for (size_t i = 0; i < component->block_count; i++) {
        const Component *inner = &component->blocks[i];
        SourceVector inside = {0};
        for (size_t j = 0; j < sources->count; j++) {
            const SettingBlock *block = sources->items[j].block;
            for (size_t k = 0; k < block->block_count; k++) {
                if (str_equal(block->blocks[k].component->name, inner->name)) {
                    Source source = sources->items[j];
                    source.block = &block->blocks[k];
                    vector_push(merger->arena, &inside, source);
                }
            }
        }
        merge_inner(merger, inner, &inside, &result);
    }
    return value_finish(&result);
}

/* Settings of `on CLOUD` that the stack itself does not have, such as `project`. */
static void merge_overlay_fields(Merger *merger, const Component *stack,
                                 const SourceVector *sources, ValueBuilder *result) {
    const Component *on = component_overlay(stack, SELECTS_CLOUD);
    for (size_t i = 0; on != NULL && i < on->field_count; i++) {
        Span name_span = span_none();
        const Value *value = written_value(sources, on->fields[i].name, &name_span);
        if (value != NULL && component_field(stack, on->fields[i].name) == NULL) {
            value_map_set(result, on->fields[i].name, name_span, fill_references(merger, value));
        }
    }
}

static bool is_body(const Layer *layer) {
    return layer->cloud.length == 0 && layer->environment.length == 0 && !layer->profile;
}

const Value *merge_stack(Arena *arena, DiagSink *sink, const Schema *schema,
                         const CheckedStack *stack, Str environment, Str cloud,
                         bool *ret_production) {
    Merger merger = {arena, sink, stack, environment, cloud, false};
    SourceVector sources = {0};
    for (size_t i = 0; i < stack->layer_count; i++) {
        const Layer *layer = &stack->layers[i];
        if ((layer->cloud.length == 0 || str_equal(layer->cloud, cloud)) &&
            (layer->environment.length == 0 || str_equal(layer->environment, environment))) {
            Source source = {&layer->body, !is_body(layer), layer->profile};
            vector_push(arena, &sources, source);
        }
    }
    Span span;
    const Value *production = written_value(&sources, STR("production"), &span);
    merger.production =
        production == NULL ? str_equal(environment, STR("prod")) : value_boolean(production);
    *ret_production = merger.production;
    const Value *merged = merge_block(&merger, schema->stack, &sources);
    ValueBuilder result = value_map_new(arena, stack->name_span);
    for (uint32_t i = 0; i < merged->as.map.count; i++) {
        const ValueMember *member = &merged->as.map.members[i];
        value_map_set(&result, member->key, member->key_span, member->value);
    }
    merge_overlay_fields(&merger, schema->stack, &sources, &result);
    return value_finish(&result);
}
