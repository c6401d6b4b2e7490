#include "provider/plan.h"

#include "provider/plausible.h"
#include "provider/replacement.h"

/* ---- Facts that schemas do not tell ---- */

/* Arguments that repeat another one, with what the provider block adds to all resources. */
static const struct {
    const char *name;
    const char *of;
    bool has_defaults;
} repeated[] = {
    {"tags_all", "tags", true},
    {"effective_labels", "labels", true},
    {"terraform_labels", "labels", true},
    {"effective_annotations", "annotations", false},
};

/* Blocks that the provider fills in when the configuration has none. */
static const struct {
    const char *type;
    const char *block;
} decided_blocks[] = {
    {"google_container_cluster", "master_auth"},
    {"azurerm_kubernetes_cluster", "kubelet_identity"},
};

static bool is_decided_block(Str type, Str block) {
    for (size_t i = 0; i < sizeof decided_blocks / sizeof *decided_blocks; i++) {
        if (str_equal_cstr(type, decided_blocks[i].type) &&
            str_equal_cstr(block, decided_blocks[i].block)) {
            return true;
        }
    }
    return false;
}

/* ---- Walking a value beside its schema ---- */

/* What is planned or settled. */
typedef struct Walk {
    Arena *arena;
    Str type;
    const Dynamic *settings;
    const Plausible *plausible; /* only for settling */
} Walk;

static Walk walk_of(const PlanSubject *subject, const Plausible *plausible) {
    return (Walk){subject->arena, subject->type, subject->settings, plausible};
}

/* The tags or labels that the provider block gives to all resources; null when it gives none. */
static const Dynamic *default_labels(const Dynamic *settings) {
    const Dynamic *tags = dynamic_at(dynamic_get(settings, STR("default_tags")), 0);
    return tags->kind == DYNAMIC_NULL ? dynamic_get(settings, STR("default_labels"))
                                      : dynamic_get(tags, STR("tags"));
}

/* Both maps in one; where they have the same key, the second counts. */
static const Dynamic *merge(Arena *arena, const Dynamic *first, const Dynamic *second) {
    size_t most = (first->kind == DYNAMIC_MAP ? first->map.count : 0) +
                  (second->kind == DYNAMIC_MAP ? second->map.count : 0);
    Dynamic *merged = dynamic_map(arena, most);
    merged->map.count = 0;
    for (size_t i = 0; first->kind == DYNAMIC_MAP && i < first->map.count; i++) {
        if (dynamic_get(second, first->map.entries[i].key)->kind == DYNAMIC_NULL) {
            merged->map.entries[merged->map.count++] = first->map.entries[i];
        }
    }
    for (size_t i = 0; second->kind == DYNAMIC_MAP && i < second->map.count; i++) {
        merged->map.entries[merged->map.count++] = second->map.entries[i];
    }
    return merged;
}

/* NULL when the argument repeats no other one of the object. */
static const Dynamic *repeated_value(const Walk *walk, const ArgumentSchema *argument,
                                     const Dynamic *object) {
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        if (!argument->is_computed || !str_equal_cstr(argument->name, repeated[i].name)) {
            continue;
        }
        const Dynamic *source = dynamic_get(object, str_from_cstr(repeated[i].of));
        const Dynamic *defaults =
            repeated[i].has_defaults ? default_labels(walk->settings) : &dynamic_null;
        if (source->kind == DYNAMIC_UNKNOWN || defaults->kind == DYNAMIC_UNKNOWN) {
            return &dynamic_unknown;
        }
        return merge(walk->arena, defaults, source);
    }
    return NULL;
}

/* Makes one object of a planned or settled value; `other` is the prior or configured one. */
typedef const Dynamic *ObjectMaker(const Walk *walk, const BlockSchema *schema,
                                   const Dynamic *object, const Dynamic *other);

/* Applies the maker to the object, or to each one in a list or map of objects. */
static const Dynamic *make_each(const Walk *walk, const BlockSchema *schema, Nesting nesting,
                                const Dynamic *value, const Dynamic *other, ObjectMaker *make) {
    if (value->kind == DYNAMIC_LIST) {
        Dynamic *made = dynamic_list(walk->arena, value->list.count);
        for (size_t i = 0; i < value->list.count; i++) {
            made->list.items[i] = make(walk, schema, value->list.items[i], dynamic_at(other, i));
        }
        return made;
    }
    if (value->kind == DYNAMIC_MAP && nesting == NESTING_MAP) {
        Dynamic *made = dynamic_map(walk->arena, value->map.count);
        for (size_t i = 0; i < value->map.count; i++) {
            Str key = value->map.entries[i].key;
            made->map.entries[i] = (DynamicEntry){
                key, make(walk, schema, value->map.entries[i].value, dynamic_get(other, key))};
        }
        return made;
    }
    return value->kind == DYNAMIC_MAP ? make(walk, schema, value, other) : value;
}

/* ---- Planning ---- */

static ObjectMaker plan_object;

static const Dynamic *plan_argument(const Walk *walk, const ArgumentSchema *argument,
                                    const Dynamic *proposed, const Dynamic *prior) {
    if (argument->is_write_only) {
        return &dynamic_null;
    }
    if (proposed->kind == DYNAMIC_NULL) {
        return argument->is_computed ? &dynamic_unknown : proposed;
    }
    return argument->nested == NULL
               ? proposed
               : make_each(walk, argument->nested, argument->nesting, proposed, prior, plan_object);
}

static const Dynamic *plan_block(const Walk *walk, const NestedBlockSchema *block,
                                 const Dynamic *proposed, const Dynamic *prior) {
    bool is_empty = proposed->kind == DYNAMIC_LIST && proposed->list.count == 0;
    if (is_empty && is_decided_block(walk->type, block->name)) {
        return prior->kind == DYNAMIC_NULL ? &dynamic_unknown : prior;
    }
    return make_each(walk, block->block, block->nesting, proposed, prior, plan_object);
}

static const Dynamic *plan_object(const Walk *walk, const BlockSchema *schema,
                                  const Dynamic *proposed, const Dynamic *prior) {
    if (proposed->kind != DYNAMIC_MAP) {
        return proposed;
    }
    Dynamic *planned = dynamic_map(walk->arena, proposed->map.count);
    for (size_t i = 0; i < proposed->map.count; i++) {
        DynamicEntry entry = proposed->map.entries[i];
        const Dynamic *before = dynamic_get(prior, entry.key);
        const ArgumentSchema *argument = block_schema_argument(schema, entry.key);
        const NestedBlockSchema *block = block_schema_block(schema, entry.key);
        const Dynamic *repeat = argument == NULL ? NULL : repeated_value(walk, argument, proposed);
        if (repeat != NULL) {
            entry.value = repeat;
        } else if (argument != NULL) {
            entry.value = plan_argument(walk, argument, entry.value, before);
        } else if (block != NULL) {
            entry.value = plan_block(walk, block, entry.value, before);
        }
        planned->map.entries[i] = entry;
    }
    return planned;
}

const Dynamic *plan_state(const PlanSubject *subject, const Dynamic *prior,
                          const Dynamic *proposed) {
    Walk walk = walk_of(subject, NULL);
    return plan_object(&walk, subject->schema, proposed, prior);
}

/* ---- What replaces ---- */

static void add_replacements(const Walk *walk, Str prefix, const Dynamic *prior,
                             const Dynamic *planned, StrVector *paths) {
    for (size_t i = 0; i < planned->map.count; i++) {
        DynamicEntry entry = planned->map.entries[i];
        Str path = str_format(walk->arena, "%.*s%.*s", STR_ARG(prefix), STR_ARG(entry.key));
        const Dynamic *before = dynamic_get(prior, entry.key);
        bool was_set = before->kind != DYNAMIC_NULL;
        if (was_set && !dynamic_equal(before, entry.value) &&
            replacement_needed(walk->type, path)) {
            vector_push(walk->arena, paths, path);
        }
    }
}

StrVector plan_replacements(const PlanSubject *subject, const Dynamic *prior,
                            const Dynamic *planned) {
    StrVector paths = {0};
    if (prior->kind != DYNAMIC_MAP || planned->kind != DYNAMIC_MAP) {
        return paths;
    }
    Walk walk = walk_of(subject, NULL);
    StrVector found = {0};
    add_replacements(&walk, STR(""), prior, planned, &found);
    for (size_t i = 0; i < found.count; i++) {
        /* What nobody configures only follows from what is. */
        const ArgumentSchema *argument = block_schema_argument(subject->schema, found.items[i]);
        if (argument == NULL || !argument->is_read_only) {
            vector_push(subject->arena, &paths, found.items[i]);
        }
    }
    Str metadata = STR("metadata");
    const Dynamic *before = dynamic_at(dynamic_get(prior, metadata), 0);
    const Dynamic *after = dynamic_at(dynamic_get(planned, metadata), 0);
    if (before->kind == DYNAMIC_MAP && after->kind == DYNAMIC_MAP) {
        add_replacements(&walk, STR("metadata."), before, after, &paths);
    }
    return paths;
}

/* ---- Settling ---- */

static bool has_unknown(const Dynamic *value) {
    bool found = value->kind == DYNAMIC_UNKNOWN;
    for (size_t i = 0; value->kind == DYNAMIC_LIST && i < value->list.count && !found; i++) {
        found = has_unknown(value->list.items[i]);
    }
    for (size_t i = 0; value->kind == DYNAMIC_MAP && i < value->map.count && !found; i++) {
        found = has_unknown(value->map.entries[i].value);
    }
    return found;
}

static ObjectMaker settle_object;

/* An object of which nothing is known yet: what the provider decides is there, the rest is not. */
static const Dynamic *blank_object(const Walk *walk, const BlockSchema *schema) {
    Dynamic *blank = dynamic_map(walk->arena, schema->argument_count + schema->block_count);
    DynamicEntry *entry = blank->map.entries;
    for (size_t i = 0; i < schema->argument_count; i++) {
        const ArgumentSchema *argument = &schema->arguments[i];
        bool is_open = argument->is_computed || argument->is_required;
        *entry++ = (DynamicEntry){argument->name, is_open ? &dynamic_unknown : &dynamic_null};
    }
    for (size_t i = 0; i < schema->block_count; i++) {
        const NestedBlockSchema *block = &schema->blocks[i];
        const Dynamic *empty = &dynamic_null;
        switch (block->nesting) {
        case NESTING_LIST:
        case NESTING_SET:
            empty = dynamic_list(walk->arena, 0);
            break;
        case NESTING_MAP:
            empty = dynamic_map(walk->arena, 0);
            break;
        case NESTING_GROUP:
            empty = blank_object(walk, block->block);
            break;
        case NESTING_NONE:
        case NESTING_SINGLE:
            break;
        }
        *entry++ = (DynamicEntry){block->name, empty};
    }
    return blank;
}

/* What an unknown block or nested attribute becomes: one object in its place. */
static const Dynamic *settle_unknown_nested(const Walk *walk, const BlockSchema *schema,
                                            Nesting nesting) {
    const Dynamic *object = settle_object(walk, schema, blank_object(walk, schema), &dynamic_null);
    if (nesting == NESTING_LIST || nesting == NESTING_SET) {
        Dynamic *list = dynamic_list(walk->arena, 1);
        list->list.items[0] = object;
        return list;
    }
    return nesting == NESTING_MAP ? dynamic_map(walk->arena, 0) : object;
}

static const Dynamic *settle_nested(const Walk *walk, const BlockSchema *schema, Nesting nesting,
                                    const Dynamic *planned, const Dynamic *configuration) {
    if (planned->kind == DYNAMIC_UNKNOWN) {
        bool is_written = configuration->kind == DYNAMIC_MAP ||
                          (configuration->kind == DYNAMIC_LIST && configuration->list.count > 0);
        if (!is_written) {
            return settle_unknown_nested(walk, schema, nesting);
        }
        planned = make_each(walk, schema, nesting, configuration, &dynamic_null, plan_object);
    }
    return make_each(walk, schema, nesting, planned, configuration, settle_object);
}

static const Dynamic *settle_argument(const Walk *walk, const ArgumentSchema *argument,
                                      const Dynamic *planned, const Dynamic *configuration) {
    if (argument->is_write_only || !has_unknown(planned)) {
        return planned;
    }
    if (argument->nested != NULL) {
        return settle_nested(walk, argument->nested, argument->nesting, planned, configuration);
    }
    if (configuration->kind != DYNAMIC_NULL && !has_unknown(configuration)) {
        return configuration;
    }
    return plausible_value(walk->plausible, argument);
}

static const Dynamic *settle_object(const Walk *walk, const BlockSchema *schema,
                                    const Dynamic *planned, const Dynamic *configuration) {
    if (planned->kind != DYNAMIC_MAP) {
        return planned;
    }
    Dynamic *settled = dynamic_map(walk->arena, planned->map.count);
    for (size_t i = 0; i < planned->map.count; i++) {
        DynamicEntry entry = planned->map.entries[i];
        const Dynamic *configured = dynamic_get(configuration, entry.key);
        const ArgumentSchema *argument = block_schema_argument(schema, entry.key);
        const NestedBlockSchema *block = block_schema_block(schema, entry.key);
        const Dynamic *repeat =
            argument == NULL ? NULL : repeated_value(walk, argument, configuration);
        if (repeat != NULL) {
            entry.value = repeat;
        } else if (argument != NULL) {
            entry.value = settle_argument(walk, argument, entry.value, configured);
        } else if (block != NULL) {
            entry.value =
                settle_nested(walk, block->block, block->nesting, entry.value, configured);
        }
        settled->map.entries[i] = entry;
    }
    return settled;
}

const Dynamic *plan_settle(const PlanSubject *subject, const Dynamic *planned,
                           const Dynamic *configuration) {
    Plausible plausible = plausible_for(subject->arena, subject->type, planned, subject->settings);
    Walk walk = walk_of(subject, &plausible);
    return settle_object(&walk, subject->schema, planned, configuration);
}

const Dynamic *plan_answer(const PlanSubject *subject, const Dynamic *configuration) {
    const Dynamic *planned = plan_state(subject, &dynamic_null, configuration);
    return plan_settle(subject, planned, configuration);
}

const Dynamic *plan_import(const PlanSubject *subject, Str id) {
    Walk walk = walk_of(subject, NULL);
    const Dynamic *blank = blank_object(&walk, subject->schema);
    for (size_t i = 0; i < blank->map.count; i++) {
        if (str_equal(blank->map.entries[i].key, STR("id"))) {
            blank->map.entries[i].value = dynamic_string(subject->arena, id);
        }
    }
    return plan_settle(subject, blank, &dynamic_null);
}
