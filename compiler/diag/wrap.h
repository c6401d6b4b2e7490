/* Prose broken into lines for a terminal. */
#ifndef MLSTACK_DIAG_WRAP_H
#define MLSTACK_DIAG_WRAP_H

#include "support/buffer.h"

/*
 * Appends the words of `text` at `column`, which the line under construction has reached. A line
 * that would pass `width` is broken before the word, and what follows is indented to `column`.
 * A space between `backquotes` breaks no line. Ends without a newline.
 */
void wrap_text(Buffer *out, Str text, size_t column, size_t width);

#endif
