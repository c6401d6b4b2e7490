/* The blocks of the Terraform language itself, in the form of a provider's schema. */
#ifndef MLSTACK_PROVIDER_LANGUAGE_SCHEMA_H
#define MLSTACK_PROVIDER_LANGUAGE_SCHEMA_H

#include "provider/block_schema.h"

typedef enum LanguageKind {
    LANGUAGE_TERRAFORM,
    LANGUAGE_PROVIDER,
    LANGUAGE_VARIABLE,
    LANGUAGE_LOCALS,
    LANGUAGE_OUTPUT,
    LANGUAGE_MODULE,
    LANGUAGE_RESOURCE,
    LANGUAGE_DATA,
    LANGUAGE_EPHEMERAL,
    LANGUAGE_MOVED,
    LANGUAGE_IMPORT,
    LANGUAGE_REMOVED,
    LANGUAGE_CHECK,
    LANGUAGE_KIND_COUNT,
} LanguageKind;

typedef struct LanguageBlock {
    Str name;
    size_t label_count;
    /*
     * What it may hold. For provider, resource, data and ephemeral these are the meta-arguments,
     * beside what the provider's schema says.
     */
    BlockSchema schema;
} LanguageBlock;

extern const LanguageBlock language_blocks[LANGUAGE_KIND_COUNT];

/* What the resource terraform_data may hold, which no provider has. */
extern const BlockSchema language_terraform_data;
/* The arguments that only a module block has a meaning for: no variable can have such a name. */
bool language_is_module_argument(Str name);

#endif
