/* Writing a value for the place where its hole stands. */
#ifndef MLSTACK_TEMPLATE_WRITE_HOLE_H
#define MLSTACK_TEMPLATE_WRITE_HOLE_H

#include "template/template_tree.h"

/*
 * Anything in HOLE_EXPRESSION; a bool, int or string elsewhere. Whatever the value is, the text
 * around the hole keeps its structure:
 *
 *   quoted         escaped; cannot end the string or begin an interpolation
 *   name           letters, digits, - and _; every other byte becomes _, and one comes before what
 *                  cannot begin a name
 *   key            an identifier, or a quoted string
 *   comment        one line; control characters become spaces
 *   markdown       marks are escaped; one line
 *   markdown code  one line; a backtick becomes '
 *   diagram        quotes, brackets and # as mermaid's entities; one line
 */
void template_write_hole(HoleContext context, const Value *value, Buffer *out);

#endif
