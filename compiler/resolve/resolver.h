/*
 * What the parts of resolve share while they work on one environment of one cloud.
 *
 * Each part reads the merged settings and the catalogue and gives back one piece of the Deployment.
 * A part that cannot decide reports and gives NULL; the pieces are then put together all the same,
 * so that one run shows every mistake.
 */
#ifndef MLSTACK_RESOLVE_RESOLVER_H
#define MLSTACK_RESOLVE_RESOLVER_H

#include "check/program.h"
#include "schema/pattern.h"
#include "support/map.h"

typedef enum CloudKind {
    CLOUD_AWS,
    CLOUD_GCP,
    CLOUD_AZURE,
} CloudKind;

enum { CLOUD_COUNT = CLOUD_AZURE + 1 };

typedef struct CloudInfo {
    Str name;          /* as in the stack file, and the folder */
    Str title;         /* as its owner writes it */
    Str account_title; /* what holds the resources there, for descriptions of variables */
    Str account_field; /* the field of `on CLOUD` that names it */
} CloudInfo;

typedef struct Resolver {
    Arena *arena;
    DiagSink *sink;
    const Schema *schema;
    PatternSet *patterns;
    Map *
        gpu_choices; /* of the stack so far: a wish in a region, as gpu.c writes it -> GpuMachine */
    const CheckedStack *stack;
    Str environment;
    CloudKind kind;
    const CloudInfo *cloud;
    const Value *settings; /* the merged stack, see merge.h */
    bool production;
    int64_t generation;
    Str account; /* empty: known at deploy time only */

    Str region;                /* the cloud's own name */
    Span region_span;          /* where the user chose it, or the stack's name */
    const Value *region_facts; /* its entry in catalog/regions.yaml */

    ValueBuilder differences; /* what the README says about this cloud */
} Resolver;

const CloudInfo *cloud_info(CloudKind kind);
/* False when the name is of no cloud. */
bool cloud_kind(Str name, CloudKind *ret_kind);

/* Adds a line to the README's list of differences, once per feature and text. */
void resolver_difference(Resolver *resolver, Str feature, Str text);

/* The place of a setting, or of the block that would hold it, or of the stack's name. */
Span place_of(const CheckedStack *stack, const Value *block, const char *field);
Span setting_span(const Resolver *resolver, const Value *block, const char *field);
/* "cluster.gpu inference", "database": how messages and the README call a block. */
Str block_title(Arena *arena, const char *kind, Str label);

/* A duration in seconds as days, rounded up. */
int64_t days_of(const Value *seconds);
/* A size in bytes as GiB or MiB, rounded up. */
int64_t gib_of(const Value *bytes);
int64_t mib_of(const Value *bytes);

/* Keys of a map as an array, for near_name and lists in messages. */
Str *keys_of(Arena *arena, const Value *map, size_t *ret_count);
const Value *list_of_strings(Arena *arena, const Str *items, size_t count);
bool list_contains(const Value *list, Str text);

#endif
