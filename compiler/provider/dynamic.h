/*
 * The values of the plugin protocol: what a configuration or a state says of one resource.
 *
 * On the wire they are msgpack. It spells an object, a map and a block alike, and a list, a set and
 * a tuple alike, so a value is read without its type; who works on it walks the schema beside it.
 * A value of dynamic type is a pair of its type and itself, and stays one.
 */
#ifndef MLSTACK_PROVIDER_DYNAMIC_H
#define MLSTACK_PROVIDER_DYNAMIC_H

#include "support/buffer.h"

typedef enum DynamicKind {
    DYNAMIC_NULL,
    DYNAMIC_UNKNOWN, /* only known after apply */
    DYNAMIC_BOOL,
    DYNAMIC_INTEGER,
    DYNAMIC_REAL,
    DYNAMIC_STRING, /* also a number of which msgpack has no form */
    DYNAMIC_BYTES,
    DYNAMIC_LIST,
    DYNAMIC_MAP,
} DynamicKind;

typedef struct Dynamic Dynamic;

typedef struct DynamicEntry {
    Str key;
    const Dynamic *value;
} DynamicEntry;

struct Dynamic {
    DynamicKind kind;
    union {
        bool boolean;
        int64_t integer;
        double real;
        /* A string, bytes, or what terraform says of an unknown: empty when that is nothing. */
        Str text;
        struct {
            const Dynamic **items;
            size_t count;
        } list;
        struct {
            DynamicEntry *entries;
            size_t count;
        } map;
    };
};

extern const Dynamic dynamic_null;
extern const Dynamic dynamic_unknown;

const Dynamic *dynamic_string(Arena *arena, Str text);
const Dynamic *dynamic_integer(Arena *arena, int64_t integer);
const Dynamic *dynamic_bool(Arena *arena, bool boolean);
/* With room for `count` items or entries, which the caller fills in. */
Dynamic *dynamic_list(Arena *arena, size_t count);
Dynamic *dynamic_map(Arena *arena, size_t count);

/* The entry of a map; null when there is none, or when the value is no map. */
const Dynamic *dynamic_get(const Dynamic *value, Str key);
/* The item of a list; null when it has fewer, or when the value is no list. */
const Dynamic *dynamic_at(const Dynamic *value, size_t index);
/* The text of a string; empty for anything else. */
Str dynamic_text(const Dynamic *value);
/* Equal unknowns are not: nobody can say. */
bool dynamic_equal(const Dynamic *a, const Dynamic *b);

/* Reads msgpack. False when it is not one whole value; no bytes at all are null. */
bool dynamic_read(Arena *arena, Str bytes, const Dynamic **ret_value);
/* Appends msgpack. */
void dynamic_write(const Dynamic *value, Buffer *out);

#endif
