/* UTF-8: decoding, encoding, and the width a text takes on a terminal. */
#ifndef MLSTACK_SUPPORT_UTF8_H
#define MLSTACK_SUPPORT_UTF8_H

#include "support/str.h"

enum { UTF8_MAX_BYTES = 4 };

/*
 * Decodes the code point at `offset`. Returns its length in bytes, or 0 when the bytes there are
 * not valid UTF-8 (overlong forms, surrogates and values over U+10FFFF are not) or offset is at
 * the end.
 */
size_t utf8_decode(Str text, size_t offset, uint32_t *ret_code_point);
/* Bytes written to `bytes` (at most UTF8_MAX_BYTES). */
size_t utf8_write(uint32_t code_point, char *bytes);
/* Offset of the first byte that is not valid UTF-8, or text.length. */
size_t utf8_find_invalid(Str text);
/* Code points in the text; an invalid byte counts as one. */
size_t utf8_count(Str text);
/*
 * Columns on a terminal: 0 for combining and other zero-width marks, 2 for wide East Asian
 * characters and emoji, 1 otherwise (Unicode Standard Annex #11). Tabs and control characters
 * are the caller's business.
 */
int utf8_code_point_width(uint32_t code_point);
/* Characters that reorder or hide text: U+061C, U+200E-200F, U+202A-202E, U+2066-2069 (UAX #9). */
bool utf8_is_bidi_control(uint32_t code_point);

#endif
