/* CPU machines: the class behind `size`, or one by its name. */
#ifndef MLSTACK_RESOLVE_MACHINE_H
#define MLSTACK_RESOLVE_MACHINE_H

#include "resolve/resolver.h"

/*
 * True when the cloud has a machine of that name and sells it in the region. Otherwise the mistake
 * is reported at the block's `machine`, or at the block when that is not set.
 */
bool machine_check(Resolver *resolver, const Value *block, Str machine);

/* The machine of a block with `size` and `machine`. False when it was reported. */
bool machine_choose(Resolver *resolver, const Value *block, Str *ret_machine);

#endif
