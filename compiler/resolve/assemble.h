/*
 * One environment on one cloud: the pieces, put together as shape `deployment`; and those that the
 * stack's `tree` value shares with it.
 */
#ifndef MLSTACK_RESOLVE_ASSEMBLE_H
#define MLSTACK_RESOLVE_ASSEMBLE_H

#include "resolve/pool.h"

/* What the parts of resolve give; NULL where a part could not decide. */
typedef struct Pieces {
    const Value *network;
    const Value *cluster;
    const Value *pools;
    const Value *storage;
    const Value *databases;
    const Value *caches;
} Pieces;

/*
 * Resolves everything about the resolver's environment and cloud: shape `deployment`, and the pools
 * as they were chosen.
 */
const Value *deployment_value(Resolver *resolver, PoolVector *ret_pools);

/* Shapes `stack`, `provider` and `cloud`. */
const Value *stack_value(Arena *arena, DiagSink *sink, const CheckedStack *stack,
                         const Value *settings);
const Value *provider_value(Arena *arena, DiagSink *sink, const Schema *schema,
                            const Value *settings);
const Value *cloud_value(Arena *arena, const CloudInfo *cloud);

#endif
