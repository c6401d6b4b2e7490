/*
 * From an expression and the type that a field wants to a value in normal form (program.h).
 *
 * A let is typed where it is used, as if its expression stood there; a message is then about the
 * use, with the let's expression as second place.
 */
#ifndef MLSTACK_CHECK_VALUE_H
#define MLSTACK_CHECK_VALUE_H

#include "check/checker.h"

/* NULL when the expression does not fit (reported) or is already known to be broken. */
const Value *value_of_expr(const Context *context, const Field *field, const AstExpr *expr);

#endif
