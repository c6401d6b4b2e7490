#include "provider/plugin_server.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "provider/methods.h"
#include "support/file.h"
#include "support/json.h"
#include "support/vector.h"

enum { MAX_CONNECTIONS = 256 };

typedef struct Listener {
    ServedProvider served;
    int descriptor;
    const char *path;
    GrpcService service;
} Listener;

struct PluginServer {
    Arena *arena;
    Arena *schema_arena; /* grows while calls are answered; the other one is rewound */
    SchemaCache schemas;
    Listener *listeners;
    size_t listener_count;
    GrpcConnection *connections[MAX_CONNECTIONS];
    size_t connection_count;
};

/* ---- Opening and closing ---- */

/* Non-blocking, and not for the children. */
static bool prepare_descriptor(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    return flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 &&
           fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

static bool listen_at(Listener *listener, Arena *arena, Str *ret_problem) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(listener->path) >= sizeof address.sun_path) {
        *ret_problem = str_format(arena, "the path '%s' is too long for a socket", listener->path);
        return false;
    }
    memcpy(address.sun_path, listener->path, strlen(listener->path));
    listener->descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    if (listener->descriptor < 0 || !prepare_descriptor(listener->descriptor) ||
        bind(listener->descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener->descriptor, SOMAXCONN) != 0) {
        *ret_problem = str_copy(arena, str_from_cstr(strerror(errno)));
        return false;
    }
    return true;
}

bool plugin_server_open(Arena *arena, Str folder, const ProviderSelection *selection,
                        PluginServer **ret_server, Str *ret_problem) {
    PluginServer *server = ARENA_NEW(arena, PluginServer);
    server->arena = arena;
    server->schema_arena = arena_new();
    server->schemas = schema_cache_new(server->schema_arena);
    server->listeners = arena_alloc_array(arena, provider_count(), sizeof(Listener));
    for (size_t i = 0; i < provider_count(); i++) {
        Listener *listener = &server->listeners[server->listener_count++];
        const Provider *provider = provider_at(i);
        listener->served = (ServedProvider){
            .provider = provider,
            .schema = provider_selection_schema(arena, selection, provider),
            .schemas = &server->schemas,
        };
        listener->service = methods_service(&listener->served);
        listener->descriptor = -1;
        Str name = provider_name(provider);
        listener->path = str_to_cstr(arena, path_join(arena, folder, name));
        if (!listen_at(listener, arena, ret_problem)) {
            plugin_server_close(server);
            return false;
        }
    }
    *ret_server = server;
    return true;
}

void plugin_server_close(PluginServer *server) {
    if (server == NULL) {
        return;
    }
    for (size_t i = 0; i < server->connection_count; i++) {
        grpc_connection_free(server->connections[i]);
    }
    server->connection_count = 0;
    for (size_t i = 0; i < server->listener_count; i++) {
        if (server->listeners[i].descriptor >= 0) {
            close(server->listeners[i].descriptor);
        }
        unlink(server->listeners[i].path);
    }
    server->listener_count = 0;
    arena_free(server->schema_arena);
    server->schema_arena = NULL;
}

Str plugin_server_reattach(Arena *arena, const PluginServer *server) {
    static const char *const registries[] = {"registry.terraform.io", "registry.opentofu.org"};
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < server->listener_count; i++) {
        const Listener *listener = &server->listeners[i];
        for (size_t r = 0; r < sizeof registries / sizeof *registries; r++) {
            Str source = provider_source(listener->served.provider);
            buffer_printf(&out, "%s\"%s/%.*s\":", out.length == 0 ? "{" : ",", registries[r],
                          STR_ARG(source));
            buffer_printf(&out,
                          "{\"Protocol\":\"grpc\",\"ProtocolVersion\":6,\"Pid\":%ld,"
                          "\"Test\":true,\"Addr\":{\"Network\":\"unix\",\"String\":",
                          (long)getpid());
            json_write_string(&out, str_from_cstr(listener->path));
            buffer_append(&out, STR("}}"));
        }
    }
    buffer_append_byte(&out, '}');
    return buffer_str(&out);
}

/* ---- Serving ---- */

static void accept_client(PluginServer *server, const Listener *listener) {
    int descriptor = accept(listener->descriptor, NULL, NULL);
    if (descriptor < 0) {
        return; /* the client has gone again */
    }
    if (server->connection_count == MAX_CONNECTIONS || !prepare_descriptor(descriptor)) {
        close(descriptor);
        return;
    }
    GrpcConnection *connection = grpc_connection_new(descriptor, &listener->service);
    if (connection != NULL) {
        server->connections[server->connection_count++] = connection;
    }
}

/* Serves those that are ready and forgets those that are over, keeping the order of the rest. */
static void serve_clients(PluginServer *server, const struct pollfd *polled) {
    size_t kept = 0;
    for (size_t i = 0; i < server->connection_count; i++) {
        GrpcConnection *connection = server->connections[i];
        if (polled[i].revents != 0 && !grpc_connection_serve(connection)) {
            grpc_connection_free(connection);
        } else {
            server->connections[kept++] = connection;
        }
    }
    server->connection_count = kept;
}

bool plugin_server_poll(PluginServer *server, struct pollfd *own, size_t own_count,
                        int timeout_milliseconds) {
    Arena *scratch = server->arena;
    ArenaMark mark = arena_mark(scratch);
    size_t count = own_count + server->connection_count + server->listener_count;
    struct pollfd *all = arena_alloc_array(scratch, count, sizeof *all);
    struct pollfd *clients = all + own_count;
    struct pollfd *listeners = clients + server->connection_count;
    if (own_count > 0) {
        memcpy(all, own, own_count * sizeof *own);
    }
    for (size_t i = 0; i < server->connection_count; i++) {
        GrpcConnection *connection = server->connections[i];
        clients[i].fd = grpc_connection_descriptor(connection);
        clients[i].events = grpc_connection_events(connection);
    }
    for (size_t i = 0; i < server->listener_count; i++) {
        listeners[i] = (struct pollfd){.fd = server->listeners[i].descriptor, .events = POLLIN};
    }
    bool ok = poll(all, (nfds_t)count, timeout_milliseconds) >= 0 || errno == EINTR;
    if (own_count > 0) {
        memcpy(own, all, own_count * sizeof *own);
    }
    if (ok) {
        serve_clients(server, clients);
        for (size_t i = 0; i < server->listener_count; i++) {
            if (listeners[i].revents != 0) {
                accept_client(server, &server->listeners[i]);
            }
        }
    }
    arena_rewind(scratch, mark);
    return ok;
}
