#include "support/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "support/utf8.h"

Buffer buffer_new(Arena *arena) {
    return (Buffer){.arena = arena};
}

void buffer_reserve(Buffer *buffer, size_t more) {
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity) {
        return;
    }
    size_t capacity = buffer->capacity == 0 ? 64 : buffer->capacity;
    while (capacity < needed) {
        capacity *= 2;
    }
    buffer->data = arena_grow(buffer->arena, buffer->data, buffer->capacity, capacity);
    buffer->capacity = capacity;
}

void buffer_append(Buffer *buffer, Str text) {
    if (text.length == 0) {
        return;
    }
    buffer_reserve(buffer, text.length);
    memcpy(buffer->data + buffer->length, text.data, text.length);
    buffer->length += text.length;
}

void buffer_append_byte(Buffer *buffer, char byte) {
    buffer_reserve(buffer, 1);
    buffer->data[buffer->length++] = byte;
}

void buffer_append_repeated(Buffer *buffer, char byte, size_t count) {
    if (count == 0) {
        return;
    }
    buffer_reserve(buffer, count);
    memset(buffer->data + buffer->length, byte, count);
    buffer->length += count;
}

void buffer_append_code_point(Buffer *buffer, uint32_t code_point) {
    if (code_point < 0x80) {
        buffer_append_byte(buffer, (char)code_point);
        return;
    }
    char bytes[UTF8_MAX_BYTES];
    size_t count = utf8_write(code_point, bytes);
    buffer_append(buffer, (Str){bytes, count});
}

void buffer_printf(Buffer *buffer, const char *format, ...) {
    enum { USUALLY_ENOUGH = 64 };
    va_list arguments;
    buffer_reserve(buffer, USUALLY_ENOUGH);
    size_t room = buffer->capacity - buffer->length;
    va_start(arguments, format);
    int length = vsnprintf(buffer->data + buffer->length, room, format, arguments);
    va_end(arguments);
    if (length < 0) {
        return;
    }
    if ((size_t)length >= room) {
        buffer_reserve(buffer, (size_t)length);
        va_start(arguments, format);
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    buffer->length += (size_t)length;
}

Str buffer_str(Buffer *buffer) {
    buffer_reserve(buffer, 0);
    buffer->data[buffer->length] = '\0';
    return (Str){buffer->data, buffer->length};
}
