/* What one stack file means differently on two clouds, said once in a note. */
#ifndef MLSTACK_RESOLVE_COMPARE_H
#define MLSTACK_RESOLVE_COMPARE_H

#include "resolve/deployment.h"

/* Deployments of one environment, one per cloud. */
void compare_clouds(Arena *arena, DiagSink *sink, const Deployment *deployments, size_t count);

#endif
