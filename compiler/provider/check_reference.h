/*
 * Names across one folder: what is declared, and whether what expressions refer to is. Declared are
 * variables, locals, outputs, module calls, provider configurations, resources, data sources and
 * ephemeral resources.
 */
#ifndef MLSTACK_PROVIDER_CHECK_REFERENCE_H
#define MLSTACK_PROVIDER_CHECK_REFERENCE_H

#include "provider/block_schema.h"

typedef struct Declaration {
    Span span;        /* of the first one */
    bool is_repeated; /* by count or for_each: what it declares are many */
} Declaration;

typedef struct Declarations {
    Arena *arena;
    DiagSink *sink;
    CheckOptions options;
    SchemaCache *schemas;
    const Module *module;
    const HclBlock *block; /* the top-level block whose references are being checked */
    /*
     * Declaration, by "var.x", "local.x", "output.x", "module.x", "provider.aws",
     * "provider.aws.east", "aws_vpc.main", "data.aws_region.here", "ephemeral.random_password.db".
     */
    Map names;
} Declarations;

/* Collects the folder's declarations; reports what is declared twice. */
Declarations declarations_collect(Arena *arena, DiagSink *sink, SchemaCache *schemas,
                                  const Module *module, CheckOptions options);
/* Whether a file changes blocks of others instead of declaring its own. */
bool is_override_file(Str path);
/* Checks every reference in a top-level block. */
void check_references(Declarations *declarations, const HclBlock *block);

#endif
