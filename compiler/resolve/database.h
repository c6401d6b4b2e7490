/* Databases: version, machine, storage, standby, backups. */
#ifndef MLSTACK_RESOLVE_DATABASE_H
#define MLSTACK_RESOLVE_DATABASE_H

#include "resolve/resolver.h"

/* Shape `[$database]`. A database that cannot be had is reported and left out. */
const Value *databases_value(Resolver *resolver, const Value *network_zones);

#endif
