/* The control plane: version, addresses, protection. */
#ifndef MLSTACK_RESOLVE_CLUSTER_H
#define MLSTACK_RESOLVE_CLUSTER_H

#include "resolve/network.h"

/* Shape `cluster`. NULL when the version cannot be had, which is reported. */
const Value *cluster_value(Resolver *resolver, const NetworkPlan *plan);

#endif
