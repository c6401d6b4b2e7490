/*
 * Text as slices. Inside the compiler a text is a pointer and a length, never a NUL-terminated
 * string: source texts contain NULs, and a slice of a file needs no copy.
 *
 * A Str does not own its bytes; they belong to an arena, to a source text or to static storage.
 */
#ifndef MLSTACK_SUPPORT_STR_H
#define MLSTACK_SUPPORT_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "support/arena.h"

typedef struct Str {
    const char *data;
    size_t length;
} Str;

/* STR("literal") as an expression; STR_INIT("literal") in static initialisers. */
#define STR(literal) ((Str){(literal), sizeof(literal) - 1})
#define STR_INIT(literal)                                                                          \
    { (literal), sizeof(literal) - 1 }

/* For printf("%.*s", STR_ARG(text)). */
#define STR_ARG(text) (int)(text).length, (text).data

Str str_from_cstr(const char *text);
Str str_slice(Str text, size_t begin, size_t end);
Str str_copy(Arena *arena, Str text);
const char *str_to_cstr(Arena *arena, Str text);
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool str_equal(Str a, Str b);
bool str_equal_cstr(Str a, const char *b);
int str_compare(Str a, Str b); /* byte order; a shorter text comes first */
bool str_starts_with(Str text, Str prefix);
bool str_ends_with(Str text, Str suffix);
bool str_is_empty(Str text);
/* Offset of the first `byte` in text, or text.length. */
size_t str_find_byte(Str text, char byte);
size_t str_count_byte(Str text, char byte);
/* Offset of the first occurrence of needle, or text.length. */
size_t str_find(Str text, Str needle);
Str str_trim(Str text); /* without leading and trailing spaces, tabs and newlines */
uint64_t str_hash(Str text);
/* Decimal digits only, no sign, no separators; false when empty, not a number or over INT64_MAX. */
bool str_to_int(Str text, int64_t *ret_value);

#endif
