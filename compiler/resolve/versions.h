/*
 * Versions that a cloud runs, by the tables of the catalogue: a map from version, newest first, to
 * {end, extended}, the last days of standard and of paid support.
 *
 * A default is the newest version in standard support on every chosen cloud, so that the clouds of
 * a stack run the same one.
 */
#ifndef MLSTACK_RESOLVE_VERSIONS_H
#define MLSTACK_RESOLVE_VERSIONS_H

#include "resolve/resolver.h"

typedef struct VersionTables {
    const char *subject;    /* "Kubernetes", "PostgreSQL": for messages */
    const Value *document;  /* the catalogue document, for the day of its facts */
    const Value *tables[3]; /* by CloudKind; NULL where the cloud chooses by itself */
    DiagCode unknown;       /* a version that the cloud does not run, or no longer */
} VersionTables;

/*
 * The version set in the block, or the default; empty when it cannot be had, which is reported at
 * the setting.
 */
Str version_choose(Resolver *resolver, const VersionTables *versions, const Value *block,
                   const char *field);

#endif
