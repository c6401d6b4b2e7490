#include "provider/selection.h"

#include <stdlib.h>

#include "provider/schema_index.h"
#include "support/map.h"
#include "support/vector.h"
#include "tfplugin6.pb-c.h"

typedef VECTOR(const SchemaEntry *) EntryVector;

struct ProviderSelection {
    Arena *arena;
    Map words;            /* those already looked up; values only mark presence */
    EntryVector *entries; /* of each provider of the table */
};

ProviderSelection *provider_selection_new(Arena *arena) {
    ProviderSelection *selection = ARENA_NEW(arena, ProviderSelection);
    selection->arena = arena;
    selection->words = map_new(arena);
    selection->entries = arena_alloc_array(arena, provider_table_count, sizeof(EntryVector));
    return selection;
}

static bool is_word_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

static void add_entry(ProviderSelection *selection, const Provider *provider,
                      const SchemaEntry *entry) {
    if (entry != NULL) {
        EntryVector *entries = &selection->entries[provider - provider_table];
        vector_push(selection->arena, entries, entry);
    }
}

static void add_word(ProviderSelection *selection, Str word) {
    const Provider *provider = provider_of_type(word);
    if (provider == NULL || str_equal(word, provider->name) || map_has(&selection->words, word)) {
        return;
    }
    map_set(&selection->words, word, selection);
    const SchemaEntry *found[PROVIDER_KIND_COUNT] = {0};
    bool any = false;
    for (int kind = PROVIDER_RESOURCE; kind < PROVIDER_KIND_COUNT; kind++) {
        found[kind] = schema_index_find(provider, (ProviderKind)kind, word);
        any = any || found[kind] != NULL;
    }
    for (int kind = PROVIDER_RESOURCE; kind < PROVIDER_KIND_COUNT; kind++) {
        const SchemaEntry *entry = found[kind];
        if (!any) {
            Str near = schema_index_near(selection->arena, provider, (ProviderKind)kind, word);
            entry = schema_index_find(provider, (ProviderKind)kind, near);
        }
        add_entry(selection, provider, entry);
    }
}

void provider_selection_add_text(ProviderSelection *selection, Str text) {
    size_t begin = 0;
    for (size_t i = 0; i <= text.length; i++) {
        if (i < text.length && is_word_byte(text.data[i])) {
            continue;
        }
        if (i > begin) {
            add_word(selection, str_slice(text, begin, i));
        }
        begin = i + 1;
    }
}

void provider_selection_add_all(ProviderSelection *selection) {
    for (size_t i = 0; i < provider_table_count; i++) {
        const Provider *provider = &provider_table[i];
        for (int kind = PROVIDER_RESOURCE; kind < PROVIDER_KIND_COUNT; kind++) {
            for (size_t e = 0; e < provider->kinds[kind].count; e++) {
                add_entry(selection, provider, &provider->kinds[kind].items[e]);
            }
        }
    }
}

static int by_place(const void *left, const void *right) {
    const SchemaEntry *a = *(const SchemaEntry *const *)left;
    const SchemaEntry *b = *(const SchemaEntry *const *)right;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

static void append_capabilities(Buffer *out) {
    Tfplugin6__ServerCapabilities capabilities = TFPLUGIN6__SERVER_CAPABILITIES__INIT;
    /* Lets terraform keep the schema of its first call for the later ones. */
    capabilities.get_provider_schema_optional = true;
    Tfplugin6__ProviderSchema message = TFPLUGIN6__PROVIDER_SCHEMA__INIT;
    message.server_capabilities = &capabilities;
    size_t size = tfplugin6__provider_schema__get_packed_size(&message);
    buffer_reserve(out, size);
    tfplugin6__provider_schema__pack(&message, (uint8_t *)out->data + out->length);
    out->length += size;
}

Str provider_selection_schema(Arena *arena, const ProviderSelection *selection,
                              const Provider *provider) {
    EntryVector entries = selection->entries[provider - provider_table];
    Buffer out = buffer_new(arena);
    buffer_append(&out, schema_index_read(arena, provider->kinds[PROVIDER_CONFIG].items));
    if (entries.count > 0) {
        qsort(entries.items, entries.count, sizeof *entries.items, by_place);
    }
    for (size_t i = 0; i < entries.count; i++) {
        if (i == 0 || entries.items[i] != entries.items[i - 1]) {
            buffer_append(&out, schema_index_read(arena, entries.items[i]));
        }
    }
    buffer_append(&out, schema_index_read(arena, &provider->functions));
    append_capabilities(&out);
    return buffer_str(&out);
}
