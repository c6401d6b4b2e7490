/* Replacing the text of a file that a person wrote: all of it or nothing. */
#ifndef MLSTACK_SUPPORT_FILE_REPLACE_H
#define MLSTACK_SUPPORT_FILE_REPLACE_H

#include "support/str.h"

/*
 * Writes the text beside the file and renames it over the file, which keeps its permissions; a
 * link is followed, and what it leads to is replaced. A file without any permission to write is
 * left alone, although its folder would allow the rename. On failure the file is as it was and
 * ret_problem says why, in the words of a message.
 */
bool file_replace(Arena *arena, Str path, Str text, Str *ret_problem);

#endif
