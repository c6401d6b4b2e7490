/*
 * Text as it may be shown. What is quoted from a source was written by somebody else: control
 * characters, bidirectional controls, invisible characters and invalid bytes are always escaped, so
 * that a text can neither drive the terminal nor look different from what it is.
 */
#ifndef MLSTACK_DIAG_VISIBLE_H
#define MLSTACK_DIAG_VISIBLE_H

#include "support/buffer.h"

/*
 * Appends the character at `offset` as it is shown at `column`; `out` may be NULL to measure only.
 * Returns its bytes and, in ret_width, its columns.
 */
size_t visible_append_character(Buffer *out, Str text, size_t offset, size_t column,
                                size_t *ret_width);
void visible_append(Buffer *out, Str text);

#endif
