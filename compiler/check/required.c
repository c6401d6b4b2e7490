#include "check/required.h"

typedef VECTOR(const SettingBlock *) BlockVector;

/* One environment on one cloud. */
typedef struct Target {
    const Context *context;
    Str environment;
    Str cloud;
} Target;

/* ---- required fields ---- */

static bool has_required_field(const Component *component) {
    for (size_t i = 0; i < component->field_count; i++) {
        if (component->fields[i].required) {
            return true;
        }
    }
    for (size_t i = 0; i < component->block_count; i++) {
        if (has_required_field(&component->blocks[i])) {
            return true;
        }
    }
    return false;
}

static const Setting *highest_setting(const BlockVector *sources, Str name) {
    for (size_t i = sources->count; i-- > 0;) {
        const SettingBlock *block = sources->items[i];
        for (size_t j = 0; j < block->setting_count; j++) {
            if (str_equal(block->settings[j].field->name, name)) {
                return &block->settings[j];
            }
        }
    }
    return NULL;
}

static bool is_switched_off(const BlockVector *sources) {
    const Setting *enabled = highest_setting(sources, STR("enabled"));
    return enabled != NULL && !value_boolean(enabled->value);
}

static void check_own_fields(const Target *target, const Component *component, Str label,
                             const BlockVector *sources) {
    DiagSink *sink = target->context->checker->sink;
    for (size_t i = 0; i < component->field_count; i++) {
        const Field *field = &component->fields[i];
        bool wanted = field->required &&
                      (str_is_empty(field->only_label) || str_equal(field->only_label, label));
        if (!wanted || highest_setting(sources, field->name) != NULL) {
            continue;
        }
        Diagnostic *diagnostic =
            diag_report(sink, MLS1005, sources->items[0]->name_span, "'%.*s' needs '%.*s'",
                        STR_ARG(component->name), STR_ARG(field->name));
        diag_note(sink, diagnostic, "%.*s", STR_ARG(field->doc));
        diag_note(sink, diagnostic, "it is missing in environment '%.*s' on %.*s",
                  STR_ARG(target->environment), STR_ARG(target->cloud));
    }
}

static void check_blocks(const Target *target, const Component *component,
                         const BlockVector *sources);

static void check_instance(const Target *target, const Component *component, Str label,
                           const BlockVector *all) {
    BlockVector sources = {0};
    for (size_t i = 0; i < all->count; i++) {
        if (str_is_empty(all->items[i]->label) || str_equal(all->items[i]->label, label)) {
            vector_push(target->context->checker->arena, &sources, all->items[i]);
        }
    }
    if (!is_switched_off(&sources)) {
        check_own_fields(target, component, label, &sources);
        check_blocks(target, component, &sources);
    }
}

/* Each label once; a block whose label is a kind has the highest layer's label only. */
static void check_kind(const Target *target, const Component *component, const BlockVector *all) {
    if (!component->repeatable) {
        check_instance(target, component, all->items[all->count - 1]->label, all);
        return;
    }
    Map labels = map_new(target->context->checker->arena);
    for (size_t i = 0; i < all->count; i++) {
        Str label = all->items[i]->label;
        if (!str_is_empty(label) && !map_has(&labels, label)) {
            map_set(&labels, label, (Checker *)target->context->checker);
            check_instance(target, component, label, all);
        }
    }
}

static void check_blocks(const Target *target, const Component *component,
                         const BlockVector *sources) {
    for (size_t i = 0; i < component->block_count; i++) {
        const Component *inner = &component->blocks[i];
        BlockVector blocks = {0};
        if (!has_required_field(inner)) {
            continue;
        }
        for (size_t j = 0; j < sources->count; j++) {
            for (size_t k = 0; k < sources->items[j]->block_count; k++) {
                const SettingBlock *block = &sources->items[j]->blocks[k];
                if (block->component == inner) {
                    vector_push(target->context->checker->arena, &blocks, block);
                }
            }
        }
        if (blocks.count > 0) {
            check_kind(target, inner, &blocks);
        }
    }
}

static void check_target(const Target *target, const LayerVector *layers) {
    BlockVector bodies = {0};
    for (size_t i = 0; i < layers->count; i++) {
        const Layer *layer = &layers->items[i];
        bool selected = (str_is_empty(layer->cloud) || str_equal(layer->cloud, target->cloud)) &&
                        (str_is_empty(layer->environment) ||
                         str_equal(layer->environment, target->environment));
        if (selected) {
            vector_push(target->context->checker->arena, &bodies, &layer->body);
        }
    }
    check_blocks(target, target->context->checker->schema->stack, &bodies);
}

void check_required_fields(const Context *context, const LayerVector *layers) {
    for (size_t e = 0; e < context->environment_count; e++) {
        for (size_t c = 0; c < context->cloud_count; c++) {
            Target target = {context, context->environments[e], context->clouds[c]};
            check_target(&target, layers);
        }
    }
}

/* ---- labels shared by kinds ---- */

static void check_groups_in(Checker *checker, const SettingBlock *block, Map *owners) {
    for (size_t i = 0; i < block->block_count; i++) {
        const SettingBlock *inner = &block->blocks[i];
        const Component *component = inner->component;
        check_groups_in(checker, inner, owners);
        if (str_is_empty(component->label_group) || str_is_empty(inner->label)) {
            continue;
        }
        Str key = str_format(checker->arena, "%.*s %.*s", STR_ARG(component->label_group),
                             STR_ARG(inner->label));
        const SettingBlock *owner = map_get(owners, key);
        if (owner == NULL) {
            map_set(owners, key, (SettingBlock *)(uintptr_t)inner);
        } else if (owner->component != component) {
            Diagnostic *diagnostic = diag_report(
                checker->sink, MLS1030, inner->name_span, "'%.*s' is the name of a %.*s already",
                STR_ARG(inner->label), STR_ARG(owner->component->name));
            diag_label(checker->sink, diagnostic, owner->name_span, "named here");
            map_set(owners, key, (SettingBlock *)(uintptr_t)inner); /* its overlays are no news */
        }
    }
}

void check_label_groups(Checker *checker, const LayerVector *layers) {
    Map owners = map_new(checker->arena);
    for (size_t i = 0; i < layers->count; i++) {
        check_groups_in(checker, &layers->items[i].body, &owners);
    }
}
