/* Any bytes as a manifest: a hash for each path, or a refusal. */
#include "fuzz.h"
#include "tree/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Manifest manifest;
    if (manifest_parse(arena, (Str){(const char *)data, size}, &manifest)) {
        for (size_t i = 0; i < manifest.hashes.count; i++) {
            Str path = manifest.hashes.entries[i].key;
            require(map_get(&manifest.hashes, path) == manifest.hashes.entries[i].value);
        }
    }
    arena_free(arena);
    return 0;
}
