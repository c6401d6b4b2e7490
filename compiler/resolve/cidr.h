/* IPv4 ranges, as the address plan needs them. */
#ifndef MLSTACK_RESOLVE_CIDR_H
#define MLSTACK_RESOLVE_CIDR_H

#include "support/str.h"

typedef struct Cidr {
    uint32_t address; /* host order, host bits zero */
    int prefix;       /* 0 to 32 */
} Cidr;

/* False for anything but "a.b.c.d/n" with host bits zero, which includes every IPv6 range. */
bool cidr_parse(Str text, Cidr *ret_cidr);
Str cidr_text(Arena *arena, Cidr cidr);
/* The address `offset` places into the range, as text. */
Str cidr_host(Arena *arena, Cidr cidr, uint32_t offset);
/* The range cut into 2^bits equal parts, numbered from 0. */
Cidr cidr_part(Cidr cidr, int bits, uint32_t index);
/* The range with that prefix which holds the first address of this one. */
Cidr cidr_with_prefix(Cidr cidr, int prefix);
bool cidr_overlaps(Cidr a, Cidr b);
int64_t cidr_size(Cidr cidr);

#endif
