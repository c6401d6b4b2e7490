/* The region: a neutral one through the catalogue, or the cloud's own by its name. */
#ifndef MLSTACK_RESOLVE_REGION_H
#define MLSTACK_RESOLVE_REGION_H

#include "resolve/resolver.h"

/* Sets region, region_span and region_facts. False when the cloud has no such region. */
bool region_resolve(Resolver *resolver);

#endif
