/*
 * gRPC over one HTTP/2 connection, server side: as much as a plugin client needs.
 *
 * A call is a POST whose body is one message behind a five-byte prefix; the answer is the same,
 * followed by trailers with the status. Streaming calls, compression and cancellation by the
 * server are not spoken. A call to an unknown method is answered at once with status 12 and no
 * body, also when the client keeps its side open, because Terraform's plugin client opens streams
 * to services that a server may lack.
 *
 * The connection never blocks: the owner polls its descriptor. What a client sends is bounded, and
 * a client that breaks the protocol loses its connection and nothing else.
 */
#ifndef MLSTACK_PROVIDER_GRPC_CONNECTION_H
#define MLSTACK_PROVIDER_GRPC_CONNECTION_H

#include "support/buffer.h"

typedef enum GrpcStatus {
    GRPC_OK = 0,
    GRPC_RESOURCE_EXHAUSTED = 8,
    GRPC_UNIMPLEMENTED = 12,
    GRPC_INTERNAL = 13,
} GrpcStatus;

typedef struct GrpcMethod {
    const char *path; /* "/tfplugin6.Provider/GetProviderSchema" */
    /* Appends the answer's message; a method that has nothing to say appends nothing. */
    void (*answer)(void *context, Str request, Buffer *response);
} GrpcMethod;

typedef struct GrpcService {
    const GrpcMethod *methods;
    size_t method_count;
    /* Makes what the methods are given, for one connection and in its arena. */
    void *(*begin)(Arena *arena, const void *context);
    const void *context; /* for begin */
} GrpcService;

typedef struct GrpcConnection GrpcConnection;

/* Takes the descriptor, which must be non-blocking. NULL when the library cannot make a session. */
GrpcConnection *grpc_connection_new(int descriptor, const GrpcService *service);
void grpc_connection_free(GrpcConnection *connection);
int grpc_connection_descriptor(const GrpcConnection *connection);
/* The poll events it waits for. */
short grpc_connection_events(const GrpcConnection *connection);
/* Reads and writes what can be without blocking. False when the connection is over. */
bool grpc_connection_serve(GrpcConnection *connection);

enum { GRPC_PREFIX_SIZE = 5 };

/* The message in a call's whole body. Anything but one plain message gives a status other than OK.
 */
GrpcStatus grpc_frame_read(Str body, Str *ret_message);
/* Writes the prefix of a plain message of that length into the first five bytes. */
void grpc_frame_write(char *prefix, size_t message_length);

#endif
