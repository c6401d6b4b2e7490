/* What the templates of modules see: the stack's `tree` value, narrowed to one cloud. */
#ifndef MLSTACK_EMIT_SCOPE_H
#define MLSTACK_EMIT_SCOPE_H

#include "resolve/deployment.h"

typedef struct CloudScope {
    Str cloud;
    const Value *value; /* shape `tree`; `cloud` and `uses` are this cloud's */
} CloudScope;

typedef struct CloudScopes {
    const CloudScope *items;
    size_t count;
} CloudScopes;

/*
 * One scope per cloud of the stack. A module is written once and called by every environment, so
 * its `uses` says what any of the cloud's environments uses.
 */
CloudScopes cloud_scopes(Arena *arena, const ResolvedStack *stack);

/* Whether a component is there. One that `uses` does not name is part of every stack. */
bool scope_uses(const Value *scope, Str component);

#endif
