/*
 * The methods of one provider that is stood in for: each reads a message of the plugin protocol,
 * has it planned, and writes the answer.
 */
#ifndef MLSTACK_PROVIDER_METHODS_H
#define MLSTACK_PROVIDER_METHODS_H

#include "provider/block_schema.h"
#include "provider/grpc_connection.h"

typedef struct ServedProvider {
    const Provider *provider;
    Str schema;           /* the answer to GetProviderSchema */
    SchemaCache *schemas; /* in an arena that outlives the calls */
} ServedProvider;

/* The served provider must live as long as the service. */
GrpcService methods_service(const ServedProvider *served);

#endif
