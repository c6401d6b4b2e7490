/*
 * The embedded schemas: an index and one blob. Both are written by build_tools/schema_table.c when
 * the compiler is built, so that nothing is parsed at start.
 *
 * Each entry is a ProviderSchema message (tfplugin6.proto) with a single field, deflated on its
 * own. Concatenated, the messages of some types are the answer that names just those types.
 */
#ifndef MLSTACK_PROVIDER_SCHEMA_INDEX_H
#define MLSTACK_PROVIDER_SCHEMA_INDEX_H

#include "provider/provider_schema.h"

typedef struct SchemaEntry {
    Str name; /* "aws_s3_bucket"; empty for the provider's own configuration */
    uint32_t offset;
    uint32_t packed_size; /* 0: there is no such entry */
    uint32_t size;
} SchemaEntry;

typedef struct SchemaEntryList {
    const SchemaEntry *items; /* by name */
    size_t count;
} SchemaEntryList;

struct Provider {
    Str name;
    Str source;
    Str version;
    SchemaEntryList kinds[PROVIDER_KIND_COUNT];
    SchemaEntry functions; /* all of them in one */
};

extern const Provider provider_table[]; /* by name */
extern const size_t provider_table_count;
extern const unsigned char provider_schema_blob[];

/* NULL when the provider has no such type. */
const SchemaEntry *schema_index_find(const Provider *provider, ProviderKind kind, Str name);
/* The type's name nearest to one that the provider does not have; empty when none is near. */
Str schema_index_near(Arena *scratch, const Provider *provider, ProviderKind kind, Str name);
/* The message, inflated. */
Str schema_index_read(Arena *arena, const SchemaEntry *entry);

#endif
