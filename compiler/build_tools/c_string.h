/* Texts of a table as C. */
#ifndef MLSTACK_BUILD_TOOLS_C_STRING_H
#define MLSTACK_BUILD_TOOLS_C_STRING_H

#include "support/buffer.h"

/* Appends an initialiser of a Str, `{"text", 4}`; a text of several lines is written as several. */
void write_c_string(Buffer *out, Str text);

#endif
