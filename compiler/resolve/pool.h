/* Node pools: the cluster's own, further CPU pools and GPU pools. */
#ifndef MLSTACK_RESOLVE_POOL_H
#define MLSTACK_RESOLVE_POOL_H

#include "resolve/gpu.h"

typedef struct Pool {
    Str key; /* "general" for the cluster's own, else the label */
    const Value *block;
    Str machine;
    const Value *zones; /* of the region, that have the machine */
    int64_t fewest;     /* nodes, as totals over the zones */
    int64_t most;
    bool has_gpu;
    GpuMachine gpu;
} Pool;

typedef VECTOR(Pool) PoolVector;

/* Chooses the machines. Pools whose machine cannot be had are reported and left out. */
PoolVector pools_choose(Resolver *resolver);

/* The pools as shape `[$pool]`, in the zones of the network. */
const Value *pools_value(Resolver *resolver, const PoolVector *pools, const Value *network_zones);

/* AKS's pool for system pods, shape `system_pool`; NULL on other clouds. */
const Value *pools_system(Resolver *resolver, const Value *network_zones);

/*
 * The most nodes that the pools have together (zone empty), or in one zone when each pool is spread
 * evenly over those of the network.
 */
int64_t pools_most_nodes(const PoolVector *pools, const Value *network_zones, Str zone);

#endif
