/*
 * Plain data with the place it came from: a tree of null, bool, int, string, list and map.
 *
 * One form serves three uses: a YAML document of the stdlib, the settings of a stack after
 * checking, and the Deployment that templates read. Values are immutable once built and may be
 * shared; static tables of them are written by the build (build_tools/value_table.c).
 */
#ifndef MLSTACK_SOURCE_VALUE_H
#define MLSTACK_SOURCE_VALUE_H

#include "source/source.h"
#include "support/buffer.h"

typedef enum ValueKind {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_INT,
    VALUE_STRING,
    VALUE_LIST,
    VALUE_MAP,
} ValueKind;

typedef struct Value Value;

typedef struct ValueMember {
    Str key;
    Span key_span;
    const Value *value;
} ValueMember;

typedef struct ValueList {
    const Value *const *items;
    uint32_t count;
} ValueList;

typedef struct ValueMap {
    const ValueMember *members; /* in the order in which they were written */
    uint32_t count;
    const uint32_t *sorted; /* members by key, for binary search; NULL for a small map */
} ValueMap;

struct Value {
    ValueKind kind;
    Span origin; /* none for a default or a computed value */
    union {
        bool boolean;
        int64_t integer;
        Str text;
        ValueList list;
        ValueMap map;
    } as;
};

const Value *value_null(void);
const Value *value_bool(Arena *arena, bool boolean, Span origin);
const Value *value_int(Arena *arena, int64_t integer, Span origin);
const Value *value_string(Arena *arena, Str text, Span origin);

typedef struct ValueBuilder {
    Arena *arena;
    ValueKind kind;
    Span origin;
    ValueMember *members; /* of a list, the members' keys are empty */
    uint32_t count;
    uint32_t capacity;
} ValueBuilder;

/* Lists and maps under construction. */
ValueBuilder value_list_new(Arena *arena, Span origin);
ValueBuilder value_map_new(Arena *arena, Span origin);
void value_list_add(ValueBuilder *builder, const Value *item);
/* A key that is there keeps its place and gets the new value. */
void value_map_set(ValueBuilder *builder, Str key, Span key_span, const Value *value);
/* Shorthands that take the builder's origin for the value. */
void value_map_set_bool(ValueBuilder *builder, const char *key, bool boolean);
void value_map_set_int(ValueBuilder *builder, const char *key, int64_t integer);
void value_map_set_string(ValueBuilder *builder, const char *key, Str text);
void value_map_set_value(ValueBuilder *builder, const char *key, const Value *value);
const Value *value_finish(ValueBuilder *builder);

/* Reading. All accept NULL and a value of another kind, and then give NULL, "", 0 or false. */
const Value *value_get(const Value *map, Str key);
const Value *value_get_cstr(const Value *map, const char *key);
/* Follows "a.b.c" through maps. */
const Value *value_path(const Value *map, const char *path);
const ValueMember *value_member(const Value *map, Str key);
Str value_text(const Value *value);
int64_t value_integer(const Value *value);
bool value_boolean(const Value *value);
uint32_t value_count(const Value *list_or_map);
const Value *value_item(const Value *list, uint32_t index);
bool value_is_null(const Value *value); /* NULL or VALUE_NULL */

/* As JSON with two-space indent, members in their order, ending with a newline. */
void value_to_json(const Value *value, Buffer *out);

#endif
