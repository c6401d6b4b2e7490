#include "support/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

Str str_from_cstr(const char *text) {
    return (Str){text, strlen(text)};
}

Str str_slice(Str text, size_t begin, size_t end) {
    if (end > text.length) {
        end = text.length;
    }
    if (begin > end) {
        begin = end;
    }
    return (Str){text.data + begin, end - begin};
}

Str str_copy(Arena *arena, Str text) {
    return (Str){str_to_cstr(arena, text), text.length};
}

/* Room for a text and its NUL byte, which will be written over anyway. */
static char *text_room(Arena *arena, size_t length) {
    char *room = arena_grow(arena, NULL, 0, length + 1);
    room[length] = '\0';
    return room;
}

const char *str_to_cstr(Arena *arena, Str text) {
    char *copy = text_room(arena, text.length);
    if (text.length > 0) {
        memcpy(copy, text.data, text.length);
    }
    return copy;
}

Str str_format(Arena *arena, const char *format, ...) {
    char first_try[256]; /* most texts fit, and are then formatted once */
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(first_try, sizeof first_try, format, arguments);
    va_end(arguments);
    if (length < 0) {
        return STR("");
    }
    char *text = text_room(arena, (size_t)length);
    if ((size_t)length < sizeof first_try) {
        memcpy(text, first_try, (size_t)length);
    } else {
        va_start(arguments, format);
        vsnprintf(text, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    return (Str){text, (size_t)length};
}

bool str_equal(Str a, Str b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool str_equal_cstr(Str a, const char *b) {
    return str_equal(a, str_from_cstr(b));
}

int str_compare(Str a, Str b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter);
    if (order != 0) {
        return order;
    }
    return (a.length > b.length) - (a.length < b.length);
}

bool str_starts_with(Str text, Str prefix) {
    return text.length >= prefix.length && str_equal(str_slice(text, 0, prefix.length), prefix);
}

bool str_ends_with(Str text, Str suffix) {
    return text.length >= suffix.length &&
           str_equal(str_slice(text, text.length - suffix.length, text.length), suffix);
}

bool str_is_empty(Str text) {
    return text.length == 0;
}

size_t str_find_byte(Str text, char byte) {
    const char *found = text.length == 0 ? NULL : memchr(text.data, byte, text.length);
    return found == NULL ? text.length : (size_t)(found - text.data);
}

size_t str_count_byte(Str text, char byte) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += text.data[i] == byte;
    }
    return count;
}

size_t str_find(Str text, Str needle) {
    for (size_t i = 0; i + needle.length <= text.length; i++) {
        if (memcmp(text.data + i, needle.data, needle.length) == 0) {
            return i;
        }
    }
    return text.length;
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

Str str_trim(Str text) {
    size_t begin = 0;
    size_t end = text.length;
    while (begin < end && is_blank(text.data[begin])) {
        begin++;
    }
    while (end > begin && is_blank(text.data[end - 1])) {
        end--;
    }
    return str_slice(text, begin, end);
}

static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/*
 * Eight bytes at a time, with a multiplication and a fold for each. No secret seed: a map's size is
 * bounded by its input's, and nothing that is printed depends on the order of a hash.
 */
uint64_t str_hash(Str text) {
    uint64_t hash = text.length;
    size_t offset = 0;
    for (; offset + sizeof(uint64_t) <= text.length; offset += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, text.data + offset, sizeof word);
        hash = mix(hash, word);
    }
    uint64_t rest = 0;
    if (offset < text.length) {
        memcpy(&rest, text.data + offset, text.length - offset);
    }
    return mix(hash, rest);
}

bool str_to_int(Str text, int64_t *ret_value) {
    int64_t value = 0;
    if (text.length == 0) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte < '0' || byte > '9' || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, byte - '0', &value)) {
            return false;
        }
    }
    *ret_value = value;
    return true;
}
