/*
 * The inside of one block: its fields and the blocks in it, against its component.
 *
 * `use`, `on` and `environment` in the body of a stack or overlay are not looked at here, but in
 * layers.c: they make layers, not settings.
 */
#ifndef MLSTACK_CHECK_BLOCK_H
#define MLSTACK_CHECK_BLOCK_H

#include "check/checker.h"

/* What a body is the body of. */
typedef struct BodyOf {
    const Component *component;
    const Component *overlay; /* `on` or `environment`, whose fields are legal too; or NULL */
    Str what;                 /* the word before the brace: "profile" has no component of its own */
    Str label;
    bool takes_use;
    bool takes_clouds;       /* `on CLOUD { … }` may stand here */
    bool takes_environments; /* `environment ENV { … }` may stand here */
    bool is_stack;           /* the stack's own body, which takes fixed fields */
} BodyOf;

/* Whether the block, which is one of the component's, may stand here. */
bool body_takes_block(const BodyOf *of, const Component *block);

/* What could be checked; everything else was reported. */
SettingBlock block_of_body(const Context *context, const BodyOf *of, const AstEntry *entry);

#endif
