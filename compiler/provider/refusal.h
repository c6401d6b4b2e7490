/*
 * What a provider refuses in a configuration by its schema alone: a value for what it decides
 * itself, and null for what must have a value. Terraform leaves both to the provider. What schemas
 * do not say, such as which texts an argument takes, is not known here.
 */
#ifndef MLSTACK_PROVIDER_REFUSAL_H
#define MLSTACK_PROVIDER_REFUSAL_H

#include "provider/block_schema.h"
#include "provider/dynamic.h"

/* One step from an object to a value in it. */
typedef struct ValueStep {
    Str name; /* of an argument or block; empty for the others */
    Str key;  /* of a map; empty for the others */
    int64_t index;
} ValueStep;

typedef VECTOR(ValueStep) ValuePath;

typedef struct Refusal {
    const char *summary;
    Str detail;
    ValuePath path; /* ends at a set, whose items have no place */
} Refusal;

typedef VECTOR(Refusal) RefusalVector;

/* In the order of the schema; none when the configuration is not known. */
RefusalVector refusals_of(Arena *arena, const BlockSchema *schema, const Dynamic *configuration);

#endif
