/*
 * Which changes make a cloud put a new resource in place of the old one. The providers' schemas do
 * not say; this is a table of the usual ones, and a change that is not in it is planned in place.
 */
#ifndef MLSTACK_PROVIDER_REPLACEMENT_H
#define MLSTACK_PROVIDER_REPLACEMENT_H

#include "support/str.h"

/* Of an argument at the top of a resource, or in its "metadata" block. */
bool replacement_needed(Str resource_type, Str argument);

#endif
