#include "provider/refusal.h"

typedef struct Search {
    Arena *arena;
    ValuePath path; /* of the object that is looked at */
    RefusalVector found;
} Search;

static void search_object(Search *search, const BlockSchema *schema, const Dynamic *object);

static void add(Search *search, const char *summary, Str name, const char *reason) {
    Refusal refusal = {
        .summary = summary,
        .detail = str_format(search->arena, "'%.*s' %s.", STR_ARG(name), reason),
    };
    for (size_t i = 0; i < search->path.count; i++) {
        vector_push(search->arena, &refusal.path, search->path.items[i]);
    }
    vector_push(search->arena, &search->found, refusal);
}

static void step_into(Search *search, ValueStep step, const BlockSchema *schema,
                      const Dynamic *object) {
    vector_push(search->arena, &search->path, step);
    search_object(search, schema, object);
    search->path.count--;
}

/* The objects of a block or nested attribute, whose own step is the last one of the path. */
static void search_each(Search *search, const BlockSchema *schema, Nesting nesting,
                        const Dynamic *value) {
    for (size_t i = 0; value->kind == DYNAMIC_LIST && i < value->list.count; i++) {
        if (nesting == NESTING_SET) {
            search_object(search, schema, value->list.items[i]);
        } else {
            step_into(search, (ValueStep){.index = (int64_t)i}, schema, value->list.items[i]);
        }
    }
    for (size_t i = 0;
         nesting == NESTING_MAP && value->kind == DYNAMIC_MAP && i < value->map.count; i++) {
        DynamicEntry entry = value->map.entries[i];
        step_into(search, (ValueStep){.key = entry.key}, schema, entry.value);
    }
    if (nesting == NESTING_SINGLE || nesting == NESTING_GROUP) {
        search_object(search, schema, value);
    }
}

static void search_argument(Search *search, const ArgumentSchema *argument, const Dynamic *value) {
    bool is_null = value->kind == DYNAMIC_NULL;
    if (argument->is_read_only && !is_null) {
        add(search, "Read-only argument", argument->name,
            "is decided by the provider: no value can be given to it");
    } else if (argument->is_required && is_null) {
        add(search, "Required argument without a value", argument->name,
            "must have a value, and null is none");
    } else if (argument->nested != NULL) {
        search_each(search, argument->nested, argument->nesting, value);
    }
}

static void search_object(Search *search, const BlockSchema *schema, const Dynamic *object) {
    if (object->kind != DYNAMIC_MAP) {
        return;
    }
    for (size_t i = 0; i < schema->argument_count; i++) {
        const ArgumentSchema *argument = &schema->arguments[i];
        vector_push(search->arena, &search->path, ((ValueStep){.name = argument->name}));
        search_argument(search, argument, dynamic_get(object, argument->name));
        search->path.count--;
    }
    for (size_t i = 0; i < schema->block_count; i++) {
        const NestedBlockSchema *block = &schema->blocks[i];
        vector_push(search->arena, &search->path, ((ValueStep){.name = block->name}));
        search_each(search, block->block, block->nesting, dynamic_get(object, block->name));
        search->path.count--;
    }
}

RefusalVector refusals_of(Arena *arena, const BlockSchema *schema, const Dynamic *configuration) {
    Search search = {.arena = arena};
    search_object(&search, schema, configuration);
    return search.found;
}
