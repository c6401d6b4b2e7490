/*
 * What one stack is on each of its clouds, side by side: for each block its service, then each
 * setting that is not the same thing everywhere or that the catalogue decided. The data of
 * `mlstack check --parity` and of the README's table.
 */
#ifndef MLSTACK_RESOLVE_PARITY_H
#define MLSTACK_RESOLVE_PARITY_H

#include "resolve/deployment.h"

/* A list of the shape `parity_row`, from all deployments of a stack. */
const Value *parity_value(Arena *arena, const Schema *schema, const Deployment *deployments,
                          size_t count);

#endif
