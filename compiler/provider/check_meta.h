/* The arguments by which the language repeats and orders blocks: for_each, count, depends_on. */
#ifndef MLSTACK_PROVIDER_CHECK_META_H
#define MLSTACK_PROVIDER_CHECK_META_H

#include "provider/check_body.h"

/*
 * Checks those of a resource, data source, ephemeral resource or module call. `own` is what the
 * provider says of its type, NULL when it does not say.
 */
void check_meta(const BodyCheck *check, const HclBlock *block, const BlockSchema *own);
/* Whether what a dynamic block is repeated over can be. */
void check_dynamic_for_each(const BodyCheck *check, const HclAttribute *for_each);

#endif
