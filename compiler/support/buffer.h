/*
 * A text under construction, in an arena. Append, then take the result as a Str; the result is
 * followed by a NUL byte that does not count.
 */
#ifndef MLSTACK_SUPPORT_BUFFER_H
#define MLSTACK_SUPPORT_BUFFER_H

#include "support/str.h"

typedef struct Buffer {
    Arena *arena;
    char *data;
    size_t length;
    size_t capacity;
} Buffer;

Buffer buffer_new(Arena *arena);
void buffer_reserve(Buffer *buffer, size_t more);
void buffer_append(Buffer *buffer, Str text);
void buffer_append_byte(Buffer *buffer, char byte);
void buffer_append_repeated(Buffer *buffer, char byte, size_t count);
void buffer_append_code_point(Buffer *buffer, uint32_t code_point); /* as UTF-8 */
void buffer_printf(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str buffer_str(Buffer *buffer);

#endif
