/* How the reference words one field: the cells of a component's table, and a page of its own. */
#ifndef MLSTACK_REFERENCE_FIELD_H
#define MLSTACK_REFERENCE_FIELD_H

#include "schema/schema.h"

/* "size from 20GiB to 16TiB" */
Str field_type(Arena *arena, const Field *field);
/* "required", "`100GiB`"; empty when the field is optional and has none. */
Str field_default(const Field *field);
/* What it is, and where it may stand when that is not everywhere. */
Str field_remarks(Arena *arena, const Field *field);
/* Settings in normal form as a user writes them: "`nodes = 2..5`". */
Str field_settings(Arena *arena, const Component *component, const Value *settings);

#endif
