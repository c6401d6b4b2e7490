#include "provider/block_schema.h"

#include "provider/schema_index.h"
#include "tfplugin6.pb-c.h"

/* ---- Protobuf messages in an arena ---- */

static void *allocate(void *arena, size_t size) {
    return arena_alloc(arena, size);
}

static void release(void *arena, void *memory) {
    (void)arena;
    (void)memory;
}

/* Both enumerations count the same modes, but the protocol's begins with "invalid". */
static Nesting nesting_of(Tfplugin6__Schema__NestingMode mode) {
    static const Nesting nestings[] = {
        [TFPLUGIN6__SCHEMA__NESTING_MODE__INVALID] = NESTING_NONE,
        [TFPLUGIN6__SCHEMA__NESTING_MODE__SINGLE] = NESTING_SINGLE,
        [TFPLUGIN6__SCHEMA__NESTING_MODE__LIST] = NESTING_LIST,
        [TFPLUGIN6__SCHEMA__NESTING_MODE__SET] = NESTING_SET,
        [TFPLUGIN6__SCHEMA__NESTING_MODE__MAP] = NESTING_MAP,
        [TFPLUGIN6__SCHEMA__NESTING_MODE__GROUP] = NESTING_GROUP,
    };
    return nestings[mode];
}

static const ArgumentSchema *
make_arguments(Arena *arena, Tfplugin6__Schema__Attribute *const *attributes, size_t count) {
    ArgumentSchema *arguments = arena_alloc_array(arena, count, sizeof *arguments);
    for (size_t i = 0; i < count; i++) {
        const Tfplugin6__Schema__Attribute *attribute = attributes[i];
        arguments[i] = (ArgumentSchema){
            .name = str_from_cstr(attribute->name),
            .type = {(const char *)attribute->type.data, attribute->type.len},
            .is_required = attribute->required,
            .is_computed = attribute->computed,
            .is_read_only = !attribute->required && !attribute->optional,
            .is_write_only = attribute->write_only,
        };
        if (attribute->nested_type != NULL) {
            BlockSchema *nested = ARENA_NEW(arena, BlockSchema);
            nested->argument_count = attribute->nested_type->n_attributes;
            nested->arguments =
                make_arguments(arena, attribute->nested_type->attributes, nested->argument_count);
            arguments[i].nested = nested;
            arguments[i].nesting = nesting_of(attribute->nested_type->nesting);
        }
    }
    return arguments;
}

static const BlockSchema *make_block(Arena *arena, const Tfplugin6__Schema__Block *message) {
    BlockSchema *schema = ARENA_NEW(arena, BlockSchema);
    schema->argument_count = message->n_attributes;
    schema->arguments = make_arguments(arena, message->attributes, message->n_attributes);
    NestedBlockSchema *blocks = arena_alloc_array(arena, message->n_block_types, sizeof *blocks);
    for (size_t i = 0; i < message->n_block_types; i++) {
        const Tfplugin6__Schema__NestedBlock *nested = message->block_types[i];
        blocks[i] = (NestedBlockSchema){
            .name = str_from_cstr(nested->type_name),
            .block = make_block(arena, nested->block),
            .nesting = nesting_of(nested->nesting),
            .least = nested->min_items,
            .most = nested->max_items,
        };
        bool is_single = blocks[i].nesting == NESTING_SINGLE || blocks[i].nesting == NESTING_GROUP;
        blocks[i].most = is_single ? 1 : blocks[i].most;
    }
    schema->blocks = blocks;
    schema->block_count = message->n_block_types;
    return schema;
}

/* The one schema in an index entry's message. */
static const Tfplugin6__Schema *only_schema(const Tfplugin6__ProviderSchema *message,
                                            ProviderKind kind) {
    switch (kind) {
    case PROVIDER_CONFIG:
        return message->provider;
    case PROVIDER_RESOURCE:
        return message->resource_schemas[0]->value;
    case PROVIDER_DATA:
        return message->data_source_schemas[0]->value;
    case PROVIDER_EPHEMERAL:
        return message->ephemeral_resource_schemas[0]->value;
    case PROVIDER_KIND_COUNT:
        break;
    }
    return NULL;
}

/* ---- Looking up ---- */

SchemaCache schema_cache_new(Arena *arena) {
    SchemaCache cache = {.arena = arena};
    for (size_t i = 0; i < PROVIDER_KIND_COUNT; i++) {
        cache.by_kind[i] = map_new(arena);
    }
    return cache;
}

const BlockSchema *schema_cache_find(SchemaCache *cache, const Provider *provider,
                                     ProviderKind kind, Str name) {
    Str key = kind == PROVIDER_CONFIG ? provider_name(provider) : name;
    const BlockSchema *known = map_get(&cache->by_kind[kind], key);
    if (known != NULL) {
        return known;
    }
    const SchemaEntry *entry = schema_index_find(provider, kind, name);
    if (entry == NULL) {
        return NULL;
    }
    Str bytes = schema_index_read(cache->arena, entry);
    ProtobufCAllocator allocator = {allocate, release, cache->arena};
    const Tfplugin6__ProviderSchema *message =
        tfplugin6__provider_schema__unpack(&allocator, bytes.length, (const uint8_t *)bytes.data);
    const BlockSchema *schema = make_block(cache->arena, only_schema(message, kind)->block);
    map_set(&cache->by_kind[kind], key, (void *)schema);
    return schema;
}

const ArgumentSchema *block_schema_argument(const BlockSchema *schema, Str name) {
    for (size_t i = 0; i < schema->argument_count; i++) {
        if (str_equal(schema->arguments[i].name, name)) {
            return &schema->arguments[i];
        }
    }
    return NULL;
}

const NestedBlockSchema *block_schema_block(const BlockSchema *schema, Str name) {
    for (size_t i = 0; i < schema->block_count; i++) {
        if (str_equal(schema->blocks[i].name, name)) {
            return &schema->blocks[i];
        }
    }
    return NULL;
}
