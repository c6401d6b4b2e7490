/*
 * A map from text to pointer that keeps the order of insertion, so that nothing printed from it
 * depends on hashing. Keys are not copied: they must live as long as the map.
 */
#ifndef MLSTACK_SUPPORT_MAP_H
#define MLSTACK_SUPPORT_MAP_H

#include "support/str.h"

typedef struct MapEntry {
    Str key;
    void *value;
    uint64_t hash;
} MapEntry;

typedef struct Map {
    Arena *arena;
    MapEntry *entries; /* in order of insertion */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* index into entries plus one; 0 is free */
    size_t slot_count;
} Map;

Map map_new(Arena *arena);
/* NULL when absent. */
void *map_get(const Map *map, Str key);
bool map_has(const Map *map, Str key);
/* Replaces the value of a key that is there, keeping its place. */
void map_set(Map *map, Str key, void *value);

#endif
