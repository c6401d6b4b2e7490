/*
 * The layers of settings that a stack is made of, lowest first:
 *
 *     profiles in the order of `use`, the ones they use before them
 *     the stack's body
 *     each `on CLOUD`, its own profiles before it
 *     each `environment ENV`, its own profiles before it
 *     each `on CLOUD` in an environment, its own profiles before it
 *
 * A profile that is used twice on the way counts where it is met first. Profiles hold settings and
 * `use`, but no `on` or `environment`: what a stack does per cloud or environment is said in the
 * stack.
 */
#ifndef MLSTACK_CHECK_LAYERS_H
#define MLSTACK_CHECK_LAYERS_H

#include "check/checker.h"

typedef VECTOR(Layer) LayerVector;

/* Layers of the stack; context is that of its body. */
LayerVector layers_of_stack(const Context *context, const AstEntry *stack);

/* Checks a profile for itself, so that one that nothing uses is checked, too. */
void check_profile(Checker *checker, FileScope *scope, const Binding *profile);

#endif
