/*
 * One environment on one cloud, with every question answered: the value that templates read.
 *
 * Its form is the shape `deployment` of stdlib/deployment.yaml; resolve knows nothing of HCL.
 */
#ifndef MLSTACK_RESOLVE_DEPLOYMENT_H
#define MLSTACK_RESOLVE_DEPLOYMENT_H

#include "resolve/pool.h"

typedef struct Deployment {
    Str environment;
    Str cloud;
    bool production;
    const Value *value;    /* shape `deployment` */
    const Value *settings; /* the merged stack that it was made of, see merge.h */
    PoolVector pools;      /* with the machines chosen, and the price of those with GPUs */
} Deployment;

typedef struct ResolvedStack {
    Str name;
    Span name_span;
    const Deployment *deployments; /* by environment as listed, then cloud: aws, gcp, azure */
    size_t deployment_count;
    const Value *tree; /* shape `tree`: what the files that belong to no one environment need */
} ResolvedStack;

/*
 * Resolves a stack that was checked without errors. What cannot be had is an error on the user's
 * span with the alternatives; what differs between clouds is a note. Always gives a stack; with
 * errors in the sink it is incomplete.
 */
ResolvedStack *resolve_stack(Arena *arena, DiagSink *sink, const Schema *schema,
                             const CheckedStack *stack);

#endif
