/*
 * Which machine stands behind a `gpu` block.
 *
 * A requirement (so much memory, so many GPUs) gets the machine with the smallest count of GPUs
 * that is enough, and among those the cheapest of the region. A type by its name gets the same
 * among its own machines. GPUs that need other images than the usual ones, and those sold by
 * reservation, are had by their type only; a share of a GPU by its machine only.
 */
#ifndef MLSTACK_RESOLVE_GPU_H
#define MLSTACK_RESOLVE_GPU_H

#include "resolve/resolver.h"

typedef struct GpuMachine {
    Str machine;
    Str type;        /* "l4" */
    Str accelerator; /* Google Cloud's word; elsewhere the type */
    Str title;       /* "NVIDIA L4" */
    int64_t count;   /* GPUs in one machine */
    int64_t memory_gb;
    bool by_type_only;
    bool by_machine_only;
    int64_t price;
    const Value *zones; /* of the region, that have it */
} GpuMachine;

/* False when nothing fits, which is reported at the block. */
bool gpu_choose(Resolver *resolver, Str label, const Value *block, GpuMachine *ret_machine);

#endif
