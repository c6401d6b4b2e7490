#include "terraform/serve.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "provider/plugin_server.h"
#include "terraform/scratch.h"

enum { SIGNAL_BASE = 128 };

typedef struct Serving {
    Arena *arena;
    DiagSink *sink;
    const ServeOptions *options;
    PluginServer *server;
    sigset_t original;     /* the mask before */
    int signal_descriptor; /* signals that we wait for instead of being ended by them */
} Serving;

static bool fail(const Serving *serving, const char *what, Str problem) {
    diag_report(serving->sink, MLS5006, span_none(), "%s: %.*s", what, STR_ARG(problem));
    return false;
}

/* ---- The child ---- */

static char *const *make_arguments(const Serving *serving) {
    const StrVector *command = &serving->options->command;
    char **arguments = arena_alloc_array(serving->arena, command->count + 1, sizeof *arguments);
    for (size_t i = 0; i < command->count; i++) {
        arguments[i] = (char *)str_to_cstr(serving->arena, command->items[i]);
    }
    return arguments;
}

/* The user's, with our providers in place of any other ones. */
static char *const *make_environment(const Serving *serving) {
    Str name = STR("TF_REATTACH_PROVIDERS=");
    const char *const *given = serving->options->environment;
    size_t count = 0;
    while (given[count] != NULL) {
        count++;
    }
    char **environment = arena_alloc_array(serving->arena, count + 2, sizeof *environment);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!str_starts_with(str_from_cstr(given[i]), name)) {
            environment[kept++] = (char *)given[i];
        }
    }
    Str value = plugin_server_reattach(serving->arena, serving->server);
    Str entry = str_format(serving->arena, "%.*s%.*s", STR_ARG(name), STR_ARG(value));
    environment[kept] = (char *)str_to_cstr(serving->arena, entry);
    return environment;
}

static bool spawn(const Serving *serving, pid_t *ret_child) {
    char *const *arguments = make_arguments(serving);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &serving->original);
    int error = posix_spawnp(ret_child, arguments[0], NULL, &attributes, arguments,
                             make_environment(serving));
    posix_spawnattr_destroy(&attributes);
    Str problem = str_format(serving->arena, "'%s' cannot be run", arguments[0]);
    return error == 0 ||
           fail(serving, str_to_cstr(serving->arena, problem), str_from_cstr(strerror(error)));
}

/* ---- Until it ends ---- */

static void pass_signal_on(const Serving *serving, pid_t child) {
    struct signalfd_siginfo info;
    while (read(serving->signal_descriptor, &info, sizeof info) == (ssize_t)sizeof info) {
        int number = (int)info.ssi_signo;
        if (number == SIGTERM || number == SIGHUP) {
            kill(child, number);
        }
    }
}

static bool serve_until_end(const Serving *serving, pid_t child, int *ret_exit_code) {
    for (;;) {
        int status = 0;
        if (waitpid(child, &status, WNOHANG) == child) {
            *ret_exit_code =
                WIFEXITED(status) ? WEXITSTATUS(status) : SIGNAL_BASE + WTERMSIG(status);
            return true;
        }
        struct pollfd own = {.fd = serving->signal_descriptor, .events = POLLIN};
        if (!plugin_server_poll(serving->server, &own, 1, -1)) {
            kill(child, SIGKILL);
            waitpid(child, NULL, 0);
            return fail(serving, "the plugin server cannot go on", str_from_cstr(strerror(errno)));
        }
        pass_signal_on(serving, child);
    }
}

/* ---- Around it ---- */

static bool hold_signals(Serving *serving) {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGCHLD);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(SIG_BLOCK, &held, &serving->original);
    serving->signal_descriptor = signalfd(-1, &held, SFD_NONBLOCK | SFD_CLOEXEC);
    if (serving->signal_descriptor < 0) {
        sigprocmask(SIG_SETMASK, &serving->original, NULL);
        return fail(serving, "signals cannot be waited for", str_from_cstr(strerror(errno)));
    }
    return true;
}

static bool serve_in(Serving *serving, Str scratch, int *ret_exit_code) {
    ProviderSelection *selection = provider_selection_new(serving->arena);
    provider_selection_add_all(selection);
    Str problem;
    if (!plugin_server_open(serving->arena, scratch, selection, &serving->server, &problem)) {
        return fail(serving, "the plugin server cannot listen", problem);
    }
    pid_t child = 0;
    bool ok = spawn(serving, &child) && serve_until_end(serving, child, ret_exit_code);
    plugin_server_close(serving->server);
    return ok;
}

bool serve_command(Arena *arena, DiagSink *sink, const ServeOptions *options, int *ret_exit_code) {
    Serving serving = {.arena = arena, .sink = sink, .options = options};
    if (!hold_signals(&serving)) {
        return false;
    }
    Scratch scratch;
    Str problem;
    bool ok = false;
    if (scratch_open(arena, options->temporary_folder, &scratch, &problem)) {
        ok = serve_in(&serving, scratch.folder, ret_exit_code);
        scratch_close(arena, &scratch);
    } else {
        fail(&serving, "a private folder cannot be made", problem);
    }
    close(serving.signal_descriptor);
    sigprocmask(SIG_SETMASK, &serving.original, NULL);
    return ok;
}
