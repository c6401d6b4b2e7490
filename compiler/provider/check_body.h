/* The lesser check of one block: what it holds against what it may hold. */
#ifndef MLSTACK_PROVIDER_CHECK_BODY_H
#define MLSTACK_PROVIDER_CHECK_BODY_H

#include "provider/block_schema.h"

typedef struct BodyCheck {
    Arena *arena;
    DiagSink *sink;
    CheckOptions options;
    bool is_partial; /* an override: what is missing here may be in the block that it changes */
} BodyCheck;

/* What a body may hold: the provider's part and the language's. Either may be NULL. */
typedef struct Allowed {
    const BlockSchema *own;
    const BlockSchema *language;
} Allowed;

/* `owner` is what messages call the block; `header` is where something that is missing belongs. */
void check_body(const BodyCheck *check, Str owner, Span header, const HclBody *body,
                Allowed allowed);

const HclAttribute *body_attribute(const HclBody *body, Str name);
/* Adds "did you mean" when a candidate is near. */
void suggest_name(DiagSink *sink, Diagnostic *diagnostic, Str name, const Str *candidates,
                  size_t count);

#endif
