/* Whether msgpack can be as large as it says, before a library asks for memory on its word. */
#ifndef MLSTACK_PROVIDER_MSGPACK_SIZE_H
#define MLSTACK_PROVIDER_MSGPACK_SIZE_H

#include "support/str.h"

/*
 * Whether the bytes begin with a value all of which is there. A list or map is announced by a
 * count of up to four bytes, which may claim billions of items where none follow.
 */
bool msgpack_is_whole(Str bytes);

#endif
