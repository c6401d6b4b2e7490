/*
 * Writing JSON in the compiler's own order and layout. Reading is jansson's business, in the rooms
 * that talk to terraform and read manifests.
 */
#ifndef MLSTACK_SUPPORT_JSON_H
#define MLSTACK_SUPPORT_JSON_H

#include "support/buffer.h"

/* A quoted JSON string (RFC 8259). Bytes that are not UTF-8 become U+FFFD. */
void json_write_string(Buffer *out, Str text);

#endif
