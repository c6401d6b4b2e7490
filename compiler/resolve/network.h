/*
 * The network: its zones, and the plan of its addresses.
 *
 * Every range has its place by a table, whatever else the stack holds, so that adding a component
 * or a zone never moves one that is there. What has to fit is checked against the most nodes that
 * the pools may have.
 */
#ifndef MLSTACK_RESOLVE_NETWORK_H
#define MLSTACK_RESOLVE_NETWORK_H

#include "resolve/cidr.h"
#include "resolve/pool.h"

typedef struct NetworkPlan {
    const Value *zones; /* a list of strings, in the region's order */
    Cidr cidr;
    Cidr pods;
    Cidr services;
} NetworkPlan;

/*
 * Zones that between them have the machine of every pool, and as many pools in as many zones as
 * can be; NULL when no choice has, which is reported.
 */
const Value *network_zones(Resolver *resolver, const PoolVector *pools);

/* The plan, and shape `network`. False when the range cannot be used, which is reported. */
bool network_plan(Resolver *resolver, const PoolVector *pools, const Value *zones,
                  NetworkPlan *ret_plan, const Value **ret_network);

#endif
