/*
 * From the YAML documents of a stdlib folder to a Schema, strictly: an unknown key, a wrong type,
 * a malformed pattern or a default that breaks its own type is an error on its place in the YAML.
 */
#ifndef MLSTACK_SCHEMA_DECODE_H
#define MLSTACK_SCHEMA_DECODE_H

#include "schema/pattern.h"
#include "schema/schema.h"

typedef struct Decoder {
    Arena *arena;
    DiagSink *sink;
    PatternSet *patterns;
    const Value *stdlib; /* every document under its path: "components" -> "cluster" -> … */
    bool failed;
} Decoder;

/* Decodes stdlib["components"] into the component `stack`; false when a mistake was reported. */
bool decode_components(Decoder *decoder, const Component **ret_stack);

/* The parts of that, one file each. */
void decode_type(Decoder *decoder, const Value *node, Type *ret_type);
void decode_field(Decoder *decoder, const ValueMember *member, Field *ret_field);

/* Reports a mistake at the span and remembers that there was one. */
Diagnostic *decode_error(Decoder *decoder, DiagCode code, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * Members of a YAML map, by key. A member of another kind than wanted is an error; one that is
 * absent gives "", false, or NULL.
 */
Str decode_text(Decoder *decoder, const Value *map, const char *key);
bool decode_bool(Decoder *decoder, const Value *map, const char *key, bool otherwise);
const Str *decode_texts(Decoder *decoder, const Value *map, const char *key, size_t *ret_count);
/* The map `becomes` of a component or field, a text for each of the clouds; NULL without one. */
const Value *decode_becomes(Decoder *decoder, const Value *node);
/* Every key of the map must be one of the `count` given. */
void decode_keys(Decoder *decoder, const Value *map, const Str *keys, size_t count);

#endif
