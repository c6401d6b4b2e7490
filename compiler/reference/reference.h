/*
 * The reference of the language: what may be written, from the Schema that the checker uses, as
 * pages. `mlstack doc` shows them, docs/reference/ keeps them as Markdown.
 */
#ifndef MLSTACK_REFERENCE_REFERENCE_H
#define MLSTACK_REFERENCE_REFERENCE_H

#include "page/page.h"
#include "schema/schema.h"
#include "support/file.h"

/* One component and where it stands; NULL as `parent` of the stack. */
typedef struct ReferenceEntry {
    const Component *component;
    const Component *parent;
} ReferenceEntry;

typedef VECTOR(ReferenceEntry) ReferenceEntryVector;

/* Every component: the stack, then each block before the blocks inside it. */
ReferenceEntryVector reference_entries(Arena *arena, const Schema *schema);
/* NULL when no component has that name. */
const ReferenceEntry *reference_find(const ReferenceEntryVector *entries, Str name);

/* The list of components. Links lead to NAME.md. */
Page reference_index(Arena *arena, const ReferenceEntryVector *entries);
Page reference_component(Arena *arena, const ReferenceEntry *entry);
Page reference_field(Arena *arena, const Component *component, const Field *field);

#endif
