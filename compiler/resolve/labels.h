/*
 * Labels of every resource that can carry them: the conventional ones, then the user's, in the form
 * that the cloud allows. What had to be changed is said in a note.
 */
#ifndef MLSTACK_RESOLVE_LABELS_H
#define MLSTACK_RESOLVE_LABELS_H

#include "resolve/resolver.h"

const Value *labels_value(Resolver *resolver);

#endif
