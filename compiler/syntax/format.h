/*
 * The canonical form of a stack file. docs/language.md has its rules; they look only at what is
 * kept (names, values, comments, the lines on which things were written), so that formatting a
 * second time changes nothing.
 */
#ifndef MLSTACK_SYNTAX_FORMAT_H
#define MLSTACK_SYNTAX_FORMAT_H

#include "support/buffer.h"
#include "syntax/ast.h"

/*
 * Appends the canonical form of the text that `file` was parsed from. There must have been no
 * syntax errors: what was left out of the tree would be lost.
 */
void format_file(const AstFile *file, Str text, Buffer *out);

#endif
