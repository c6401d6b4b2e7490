/*
 * Stands in for the providers' own programs: one process that speaks Terraform's plugin protocol
 * for all of them, each on a unix socket of its own, answering from the embedded schemas. It plans
 * and applies too, but what is applied is nowhere: only terraform's state remembers it.
 *
 * Terraform is told of the sockets by TF_REATTACH_PROVIDERS. Every provider is served in version 6
 * of the protocol, whatever its own program speaks: what a schema can say in version 5 it can say
 * in 6, and terraform makes no difference between the two after the connection.
 *
 * One thread does it all. The owner calls plugin_server_poll in place of poll, with the
 * descriptors that it waits for itself, so several terraform processes can be served while they
 * are watched.
 */
#ifndef MLSTACK_PROVIDER_PLUGIN_SERVER_H
#define MLSTACK_PROVIDER_PLUGIN_SERVER_H

#include <poll.h>

#include "provider/selection.h"

typedef struct PluginServer PluginServer;

/*
 * Listens in the folder, which should be private and have a short path: a socket's path has a
 * limit of about 100 bytes. On failure ret_problem says why in the words of a message, and nothing
 * stays open.
 */
bool plugin_server_open(Arena *arena, Str folder, const ProviderSelection *selection,
                        PluginServer **ret_server, Str *ret_problem);
/* Closes all connections and removes the sockets. Accepts NULL. */
void plugin_server_close(PluginServer *server);

/* The value of TF_REATTACH_PROVIDERS: JSON, for terraform's and OpenTofu's registry names. */
Str plugin_server_reattach(Arena *arena, const PluginServer *server);

/*
 * Waits until one of the caller's descriptors is ready (revents are filled in), serving clients
 * meanwhile, or until the time is up or clients were served. False when poll itself failed.
 */
bool plugin_server_poll(PluginServer *server, struct pollfd *own, size_t own_count,
                        int timeout_milliseconds);

#endif
