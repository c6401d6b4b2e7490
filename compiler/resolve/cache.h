/* Caches: what the cloud runs for the engine, and a node that holds the memory. */
#ifndef MLSTACK_RESOLVE_CACHE_H
#define MLSTACK_RESOLVE_CACHE_H

#include "resolve/resolver.h"

/* Shape `[$cache]`. A cache that cannot be had is reported and left out. */
const Value *caches_value(Resolver *resolver);

#endif
