/*
 * Which types to tell terraform about. Its time goes into decoding schemas, so it is told only the
 * types that a configuration names, found by looking at the words of its text: that needs no
 * parser, works for files with mistakes in them, and at worst selects too many.
 */
#ifndef MLSTACK_PROVIDER_SELECTION_H
#define MLSTACK_PROVIDER_SELECTION_H

#include "provider/provider_schema.h"

typedef struct ProviderSelection ProviderSelection;

ProviderSelection *provider_selection_new(Arena *arena);
/*
 * Adds every type whose name is a word of the text. For a word with a provider's prefix that is no
 * type the nearest names are added, so that terraform can ask "did you mean". The text must
 * live as long as the selection.
 */
void provider_selection_add_text(ProviderSelection *selection, Str text);
/* Adds every type of every provider. */
void provider_selection_add_all(ProviderSelection *selection);
/* The answer to GetProviderSchema: configuration, selected types, functions, capabilities. */
Str provider_selection_schema(Arena *arena, const ProviderSelection *selection,
                              const Provider *provider);

#endif
