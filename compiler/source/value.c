#include "source/value.h"

#include <stdlib.h>
#include <string.h>

#include "support/json.h"

/* Above this many members a map gets an index for binary search. Below, most keys differ in length.
 */
enum { SMALL_MAP = 24 };

const Value *value_null(void) {
    static const Value null_value = {.kind = VALUE_NULL};
    return &null_value;
}

static Value *value_new(Arena *arena, ValueKind kind, Span origin) {
    Value *value = ARENA_NEW(arena, Value);
    value->kind = kind;
    value->origin = origin;
    return value;
}

const Value *value_bool(Arena *arena, bool boolean, Span origin) {
    Value *value = value_new(arena, VALUE_BOOL, origin);
    value->as.boolean = boolean;
    return value;
}

const Value *value_int(Arena *arena, int64_t integer, Span origin) {
    Value *value = value_new(arena, VALUE_INT, origin);
    value->as.integer = integer;
    return value;
}

const Value *value_string(Arena *arena, Str text, Span origin) {
    Value *value = value_new(arena, VALUE_STRING, origin);
    value->as.text = text;
    return value;
}

ValueBuilder value_list_new(Arena *arena, Span origin) {
    return (ValueBuilder){.arena = arena, .kind = VALUE_LIST, .origin = origin};
}

ValueBuilder value_map_new(Arena *arena, Span origin) {
    return (ValueBuilder){.arena = arena, .kind = VALUE_MAP, .origin = origin};
}

static void add_member(ValueBuilder *builder, ValueMember member) {
    if (builder->count == builder->capacity) {
        uint32_t capacity = builder->capacity == 0 ? 8 : builder->capacity * 2;
        builder->members =
            arena_grow(builder->arena, builder->members, builder->capacity * sizeof(ValueMember),
                       capacity * sizeof(ValueMember));
        builder->capacity = capacity;
    }
    builder->members[builder->count++] = member;
}

void value_list_add(ValueBuilder *builder, const Value *item) {
    add_member(builder, (ValueMember){.value = item});
}

void value_map_set(ValueBuilder *builder, Str key, Span key_span, const Value *value) {
    for (uint32_t i = 0; i < builder->count; i++) {
        if (str_equal(builder->members[i].key, key)) {
            builder->members[i].value = value;
            builder->members[i].key_span = key_span;
            return;
        }
    }
    add_member(builder, (ValueMember){.key = key, .key_span = key_span, .value = value});
}

void value_map_set_value(ValueBuilder *builder, const char *key, const Value *value) {
    value_map_set(builder, str_from_cstr(key), span_none(), value);
}

void value_map_set_bool(ValueBuilder *builder, const char *key, bool boolean) {
    value_map_set_value(builder, key, value_bool(builder->arena, boolean, builder->origin));
}

void value_map_set_int(ValueBuilder *builder, const char *key, int64_t integer) {
    value_map_set_value(builder, key, value_int(builder->arena, integer, builder->origin));
}

void value_map_set_string(ValueBuilder *builder, const char *key, Str text) {
    value_map_set_value(builder, key, value_string(builder->arena, text, builder->origin));
}

typedef struct KeyedIndex {
    Str key;
    uint32_t index;
} KeyedIndex;

static int compare_keyed(const void *a, const void *b) {
    return str_compare(((const KeyedIndex *)a)->key, ((const KeyedIndex *)b)->key);
}

static const uint32_t *sort_members(Arena *arena, const ValueMember *members, uint32_t count) {
    if (count <= SMALL_MAP) {
        return NULL;
    }
    KeyedIndex *keyed = arena_alloc_array(arena, count, sizeof *keyed);
    for (uint32_t i = 0; i < count; i++) {
        keyed[i] = (KeyedIndex){members[i].key, i};
    }
    qsort(keyed, count, sizeof *keyed, compare_keyed);
    uint32_t *sorted = arena_alloc_array(arena, count, sizeof *sorted);
    for (uint32_t i = 0; i < count; i++) {
        sorted[i] = keyed[i].index;
    }
    return sorted;
}

const Value *value_finish(ValueBuilder *builder) {
    Value *value = value_new(builder->arena, builder->kind, builder->origin);
    if (builder->kind == VALUE_MAP) {
        value->as.map.members = builder->members;
        value->as.map.count = builder->count;
        value->as.map.sorted = sort_members(builder->arena, builder->members, builder->count);
        return value;
    }
    const Value **items = arena_alloc_array(builder->arena, builder->count, sizeof *items);
    for (uint32_t i = 0; i < builder->count; i++) {
        items[i] = builder->members[i].value;
    }
    value->as.list = (ValueList){items, builder->count};
    return value;
}

static const ValueMember *search_sorted(const ValueMap *map, Str key) {
    uint32_t low = 0;
    uint32_t high = map->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const ValueMember *member = &map->members[map->sorted[middle]];
        int order = str_compare(member->key, key);
        if (order == 0) {
            return member;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

const ValueMember *value_member(const Value *value, Str key) {
    if (value == NULL || value->kind != VALUE_MAP) {
        return NULL;
    }
    const ValueMap *map = &value->as.map;
    if (map->sorted != NULL) {
        return search_sorted(map, key);
    }
    for (uint32_t i = 0; i < map->count; i++) {
        const ValueMember *member = &map->members[i];
        if (member->key.length == key.length && str_equal(member->key, key)) {
            return member;
        }
    }
    return NULL;
}

const Value *value_get(const Value *map, Str key) {
    const ValueMember *member = value_member(map, key);
    return member == NULL ? NULL : member->value;
}

const Value *value_get_cstr(const Value *map, const char *key) {
    return value_get(map, str_from_cstr(key));
}

const Value *value_path(const Value *map, const char *path) {
    Str rest = str_from_cstr(path);
    while (map != NULL && rest.length > 0) {
        size_t dot = str_find_byte(rest, '.');
        map = value_get(map, str_slice(rest, 0, dot));
        rest = str_slice(rest, dot + 1, rest.length);
    }
    return map;
}

Str value_text(const Value *value) {
    return value == NULL || value->kind != VALUE_STRING ? STR("") : value->as.text;
}

int64_t value_integer(const Value *value) {
    return value == NULL || value->kind != VALUE_INT ? 0 : value->as.integer;
}

bool value_boolean(const Value *value) {
    return value != NULL && value->kind == VALUE_BOOL && value->as.boolean;
}

uint32_t value_count(const Value *value) {
    if (value == NULL) {
        return 0;
    }
    return value->kind == VALUE_LIST  ? value->as.list.count
           : value->kind == VALUE_MAP ? value->as.map.count
                                      : 0;
}

const Value *value_item(const Value *list, uint32_t index) {
    if (list == NULL || list->kind != VALUE_LIST || index >= list->as.list.count) {
        return NULL;
    }
    return list->as.list.items[index];
}

bool value_is_null(const Value *value) {
    return value == NULL || value->kind == VALUE_NULL;
}

static void write_json(const Value *value, Buffer *out, size_t depth);

static void new_line(Buffer *out, size_t depth) {
    buffer_append_byte(out, '\n');
    buffer_append_repeated(out, ' ', depth * 2);
}

static void write_json_list(const ValueList *list, Buffer *out, size_t depth) {
    if (list->count == 0) {
        buffer_append(out, STR("[]"));
        return;
    }
    buffer_append_byte(out, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        buffer_append(out, i == 0 ? STR("") : STR(","));
        new_line(out, depth + 1);
        write_json(list->items[i], out, depth + 1);
    }
    new_line(out, depth);
    buffer_append_byte(out, ']');
}

static void write_json_map(const ValueMap *map, Buffer *out, size_t depth) {
    if (map->count == 0) {
        buffer_append(out, STR("{}"));
        return;
    }
    buffer_append_byte(out, '{');
    for (uint32_t i = 0; i < map->count; i++) {
        buffer_append(out, i == 0 ? STR("") : STR(","));
        new_line(out, depth + 1);
        json_write_string(out, map->members[i].key);
        buffer_append(out, STR(": "));
        write_json(map->members[i].value, out, depth + 1);
    }
    new_line(out, depth);
    buffer_append_byte(out, '}');
}

static void write_json(const Value *value, Buffer *out, size_t depth) {
    switch (value->kind) {
    case VALUE_NULL:
        buffer_append(out, STR("null"));
        return;
    case VALUE_BOOL:
        buffer_append(out, value->as.boolean ? STR("true") : STR("false"));
        return;
    case VALUE_INT:
        buffer_printf(out, "%lld", (long long)value->as.integer);
        return;
    case VALUE_STRING:
        json_write_string(out, value->as.text);
        return;
    case VALUE_LIST:
        write_json_list(&value->as.list, out, depth);
        return;
    case VALUE_MAP:
        write_json_map(&value->as.map, out, depth);
        return;
    }
}

void value_to_json(const Value *value, Buffer *out) {
    write_json(value == NULL ? value_null() : value, out, 0);
    buffer_append_byte(out, '\n');
}
