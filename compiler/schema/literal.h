/*
 * Values of a component file, which are spelt as a user would spell them in a stack (100GiB, 30d,
 * 2..5, $2500), in the normal form that check gives to a user's values; and back, for messages.
 */
#ifndef MLSTACK_SCHEMA_LITERAL_H
#define MLSTACK_SCHEMA_LITERAL_H

#include "schema/schema.h"

/*
 * The YAML value in normal form; false when it is not spelt as the type wants. Constraints are not
 * looked at.
 */
bool literal_read(Arena *arena, const Type *type, const Value *written, const Value **ret_value);

/* A number in the unit that bounds of the kind have. */
bool literal_read_quantity(TypeKind kind, const Value *written, int64_t *ret_quantity);

/* "30d", "100GiB", "80%", "$2500", "3": in the largest unit without a remainder. */
void literal_write_quantity(Buffer *out, TypeKind kind, int64_t quantity);

#endif
