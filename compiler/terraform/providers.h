/* Where terraform has the providers of a tree from. */
#ifndef MLSTACK_TERRAFORM_PROVIDERS_H
#define MLSTACK_TERRAFORM_PROVIDERS_H

#include "support/str.h"

typedef enum ProviderOrigin {
    PROVIDERS_BUILT_IN, /* our plugin server, with the schemas that are built in */
    PROVIDERS_REGISTRY, /* the real ones, downloaded by terraform's own init; modules likewise */
    PROVIDERS_FOLDER,   /* the real ones, from a folder in the form of a filesystem mirror */
} ProviderOrigin;

typedef struct Providers {
    ProviderOrigin origin;
    Str folder; /* of PROVIDERS_FOLDER */
} Providers;

#endif
