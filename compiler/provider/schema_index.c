#include "provider/schema_index.h"

#include <assert.h>
#include <zlib.h>

#include "diag/near_name.h"

const Provider *provider_find(Str name) {
    for (size_t i = 0; i < provider_table_count; i++) {
        if (str_equal(provider_table[i].name, name)) {
            return &provider_table[i];
        }
    }
    return NULL;
}

const Provider *provider_of_type(Str type) {
    size_t end = str_find_byte(type, '_');
    return provider_find(str_slice(type, 0, end));
}

Str provider_name(const Provider *provider) {
    return provider->name;
}

Str provider_source(const Provider *provider) {
    return provider->source;
}

Str provider_version(const Provider *provider) {
    return provider->version;
}

size_t provider_count(void) {
    return provider_table_count;
}

const Provider *provider_at(size_t index) {
    return &provider_table[index];
}

const SchemaEntry *schema_index_find(const Provider *provider, ProviderKind kind, Str name) {
    SchemaEntryList list = provider->kinds[kind];
    size_t low = 0;
    size_t high = list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(name, list.items[middle].name);
        if (order == 0) {
            return &list.items[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

Str schema_index_read(Arena *arena, const SchemaEntry *entry) {
    if (entry->packed_size == 0) {
        return (Str){"", 0};
    }
    uLongf size = entry->size;
    char *bytes = arena_alloc(arena, entry->size);
    int status =
        uncompress((Bytef *)bytes, &size, provider_schema_blob + entry->offset, entry->packed_size);
    /* The build made both the bytes and the sizes. */
    assert(status == Z_OK && size == entry->size);
    (void)status;
    return (Str){bytes, size};
}

Str schema_index_near(Arena *scratch, const Provider *provider, ProviderKind kind, Str name) {
    SchemaEntryList list = provider->kinds[kind];
    Str *names = arena_alloc_array(scratch, list.count, sizeof *names);
    for (size_t i = 0; i < list.count; i++) {
        names[i] = list.items[i].name;
    }
    return near_name(scratch, name, names, list.count);
}
