/*
 * What a provider makes of a configuration: the state that it plans, the one that it has after
 * apply, and what a data source answers. Here it follows from the schema alone.
 *
 * Planned: what the configuration says; what it leaves open and the provider decides stays as it
 * was, or is unknown when there is nothing yet. Applied: unknown becomes a plausible value
 * (plausible.h). So a plan after an apply with the same configuration is empty.
 */
#ifndef MLSTACK_PROVIDER_PLAN_H
#define MLSTACK_PROVIDER_PLAN_H

#include "provider/block_schema.h"
#include "provider/dynamic.h"
#include "support/file.h"

typedef struct PlanSubject {
    Arena *arena;
    Str type; /* of the resource, data source or ephemeral resource */
    const BlockSchema *schema;
    const Dynamic *settings; /* of the provider block; null when there is none */
} PlanSubject;

/*
 * `proposed` is terraform's own merge of the configuration and the prior state; null when the
 * resource is to be destroyed.
 */
const Dynamic *plan_state(const PlanSubject *subject, const Dynamic *prior,
                          const Dynamic *proposed);
/* The arguments whose change replaces the resource: "name", or "metadata.name". */
StrVector plan_replacements(const PlanSubject *subject, const Dynamic *prior,
                            const Dynamic *planned);
/* The planned state with nothing unknown; where the configuration says something, it counts. */
const Dynamic *plan_settle(const PlanSubject *subject, const Dynamic *planned,
                           const Dynamic *configuration);
/* What a data source or an ephemeral resource answers to its configuration. */
const Dynamic *plan_answer(const PlanSubject *subject, const Dynamic *configuration);
/* What is known of a resource that terraform imports: its ID and what the provider decides. */
const Dynamic *plan_import(const PlanSubject *subject, Str id);

#endif
