/*
 * Whether a literal fits a type in Terraform's notation, by the conversions that Terraform does
 * itself: a number or bool may stand for a string, a string for the number that it spells. An
 * expression that is no literal fits everything.
 */
#ifndef MLSTACK_PROVIDER_CHECK_TYPE_H
#define MLSTACK_PROVIDER_CHECK_TYPE_H

#include "hcl/hcl.h"
#include "support/file.h"

/* `type` is JSON: "string", ["list","string"], ["object",{…}]. Reports what does not fit. */
void check_type(DiagSink *sink, Str argument, const HclExpr *value, Str type);
/*
 * Whether an argument of this type may also be written as blocks (a list or set of objects), and
 * then the names of what such a block holds.
 */
bool type_is_objects(Arena *arena, Str type, StrVector *ret_names);

#endif
