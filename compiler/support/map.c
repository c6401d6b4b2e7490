#include "support/map.h"

#include <string.h>

Map map_new(Arena *arena) {
    return (Map){.arena = arena};
}

static MapEntry *find(const Map *map, Str key, uint64_t hash) {
    if (map->slot_count == 0) {
        return NULL;
    }
    size_t mask = map->slot_count - 1;
    for (size_t slot = hash & mask; map->slots[slot] != 0; slot = (slot + 1) & mask) {
        MapEntry *entry = &map->entries[map->slots[slot] - 1];
        if (entry->hash == hash && str_equal(entry->key, key)) {
            return entry;
        }
    }
    return NULL;
}

static void place(Map *map, size_t index) {
    size_t mask = map->slot_count - 1;
    size_t slot = map->entries[index].hash & mask;
    while (map->slots[slot] != 0) {
        slot = (slot + 1) & mask;
    }
    map->slots[slot] = (uint32_t)(index + 1);
}

static void grow(Map *map) {
    size_t capacity = map->capacity == 0 ? 8 : map->capacity * 2;
    map->entries = arena_grow(map->arena, map->entries, map->capacity * sizeof(MapEntry),
                              capacity * sizeof(MapEntry));
    map->capacity = capacity;
    map->slot_count = capacity * 2; /* at most half full */
    map->slots = arena_alloc_array(map->arena, map->slot_count, sizeof(uint32_t));
    for (size_t i = 0; i < map->count; i++) {
        place(map, i);
    }
}

void *map_get(const Map *map, Str key) {
    MapEntry *entry = find(map, key, str_hash(key));
    return entry == NULL ? NULL : entry->value;
}

bool map_has(const Map *map, Str key) {
    return find(map, key, str_hash(key)) != NULL;
}

void map_set(Map *map, Str key, void *value) {
    uint64_t hash = str_hash(key);
    MapEntry *entry = find(map, key, hash);
    if (entry != NULL) {
        entry->value = value;
        return;
    }
    if (map->count == map->capacity) {
        grow(map);
    }
    map->entries[map->count] = (MapEntry){.key = key, .value = value, .hash = hash};
    place(map, map->count);
    map->count++;
}
