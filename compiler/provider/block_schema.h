/*
 * What a block may hold, in the form in which the lesser check reads it. Made from a provider's
 * embedded schema on demand, or written by hand for the blocks of the language itself.
 */
#ifndef MLSTACK_PROVIDER_BLOCK_SCHEMA_H
#define MLSTACK_PROVIDER_BLOCK_SCHEMA_H

#include "provider/provider_schema.h"
#include "support/map.h"

typedef enum Nesting {
    NESTING_NONE, /* of an argument: its type says all */
    NESTING_SINGLE,
    NESTING_LIST,
    NESTING_SET,
    NESTING_MAP,
    NESTING_GROUP, /* a single block that is there even when it is left out */
} Nesting;

typedef struct BlockSchema BlockSchema;

typedef struct ArgumentSchema {
    Str name;
    Str type;                  /* JSON in Terraform's notation; empty: anything */
    const BlockSchema *nested; /* the inner arguments of a nested attribute */
    Nesting nesting;
    bool is_required;
    bool is_computed;   /* decided by the provider when the configuration does not */
    bool is_read_only;  /* always decided by the provider */
    bool is_write_only; /* never stored */
} ArgumentSchema;

typedef struct NestedBlockSchema {
    Str name;
    const BlockSchema *block;
    Nesting nesting;
    int64_t least;
    int64_t most; /* 0: no limit */
} NestedBlockSchema;

struct BlockSchema {
    const ArgumentSchema *arguments;
    size_t argument_count;
    const NestedBlockSchema *blocks;
    size_t block_count;
    bool is_open;            /* may hold anything else too */
    bool takes_any_argument; /* but no other blocks */
};

/* Schemas that have been asked for, so that each is inflated once. */
typedef struct SchemaCache {
    Arena *arena;
    Map by_kind[PROVIDER_KIND_COUNT];
} SchemaCache;

SchemaCache schema_cache_new(Arena *arena);
/* NULL when the provider has no such type. The name is empty for PROVIDER_CONFIG. */
const BlockSchema *schema_cache_find(SchemaCache *cache, const Provider *provider,
                                     ProviderKind kind, Str name);

const ArgumentSchema *block_schema_argument(const BlockSchema *schema, Str name);
const NestedBlockSchema *block_schema_block(const BlockSchema *schema, Str name);

#endif
