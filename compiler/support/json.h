/*
 * Writing JSON in the compiler's own order and layout. Reading is jansson's business, in the rooms
 * that talk to terraform and read manifests.
 */
#ifndef MLSTACK_SUPPORT_JSON_H
#define MLSTACK_SUPPORT_JSON_H

#include "support/buffer.h"

/* A quoted JSON string (RFC 8259). Control characters are escaped; what is not UTF-8 is U+FFFD. */
void json_write_string(Buffer *out, Str text);

/*
 * A JSON text value by value; the writer sets commas, line ends and indents. Inside an object every
 * value follows a json_put_key; what is begun must be ended.
 */
typedef struct JsonWriter {
    Buffer *out;
    bool indented; /* two spaces for each level; otherwise all in one line */
    bool is_first; /* no value yet in what was begun last */
    bool has_key;
    size_t depth;
} JsonWriter;

JsonWriter json_writer(Buffer *out, bool indented);
void json_begin_object(JsonWriter *writer);
void json_end_object(JsonWriter *writer);
void json_begin_array(JsonWriter *writer);
void json_end_array(JsonWriter *writer);
void json_put_key(JsonWriter *writer, const char *key);
void json_put_string(JsonWriter *writer, Str text);
void json_put_number(JsonWriter *writer, uint64_t number);
void json_put_boolean(JsonWriter *writer, bool boolean);
void json_put_null(JsonWriter *writer);

#endif
