/* Buckets: names and life cycles. */
#ifndef MLSTACK_RESOLVE_STORAGE_H
#define MLSTACK_RESOLVE_STORAGE_H

#include "resolve/resolver.h"

/* Shape `storage`; NULL when the stack has no bucket. */
const Value *storage_value(Resolver *resolver);

#endif
