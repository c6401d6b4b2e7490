#include "terraform/cli_environment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- The configuration ---- */

static Str in_scratch(const TerraformSession *session, Str name) {
    return path_join(session->arena, session->scratch, name);
}

static Str configuration_path(const TerraformSession *session) {
    return in_scratch(session, STR("terraform.rc"));
}

static Str mirror_path(const TerraformSession *session) {
    return in_scratch(session, STR("mirror"));
}

static Str cache_path(const TerraformSession *session) {
    return in_scratch(session, STR("plugins"));
}

/*
 * An installation method that has only what is in the mirror, so that any other provider is an
 * error and not a download; and registries that offer no services.
 */
static Str offline_text(const TerraformSession *session) {
    return str_format(session->arena,
                      "disable_checkpoint = true\n"
                      "provider_installation {\n"
                      "  filesystem_mirror {\n"
                      "    path = \"%.*s\"\n"
                      "  }\n"
                      "}\n"
                      "host \"registry.terraform.io\" {\n"
                      "  services = {}\n"
                      "}\n"
                      "host \"registry.opentofu.org\" {\n"
                      "  services = {}\n"
                      "}\n",
                      STR_ARG(mirror_path(session)));
}

/* A cache, so that a provider is downloaded once and not once for every root. */
static Str online_text(const TerraformSession *session) {
    return str_format(session->arena,
                      "disable_checkpoint = true\n"
                      "plugin_cache_dir = \"%.*s\"\n"
                      "plugin_cache_may_break_dependency_lock_file = true\n",
                      STR_ARG(cache_path(session)));
}

static bool report_unwritten(const TerraformSession *session, Str path) {
    diag_report(session->sink, MLS5006, span_none(), "'%.*s' cannot be written: %s", STR_ARG(path),
                strerror(errno));
    return false;
}

/* The mirror is the user's folder, by a link that needs no escapes; or an empty folder. */
static bool make_folders(const TerraformSession *session) {
    const char *mirror = str_to_cstr(session->arena, mirror_path(session));
    const char *cache = str_to_cstr(session->arena, cache_path(session));
    switch (session->providers.origin) {
    case PROVIDERS_BUILT_IN:
        return mkdir(mirror, S_IRWXU) == 0 || report_unwritten(session, mirror_path(session));
    case PROVIDERS_REGISTRY:
        return mkdir(cache, S_IRWXU) == 0 || report_unwritten(session, cache_path(session));
    case PROVIDERS_FOLDER:
        break;
    }
    const char *folder = str_to_cstr(session->arena, session->providers.folder);
    char *absolute = realpath(folder, NULL);
    bool linked = absolute != NULL && symlink(absolute, mirror) == 0;
    free(absolute);
    return linked || report_unwritten(session, mirror_path(session));
}

bool cli_environment_prepare(const TerraformSession *session) {
    const char *path = str_to_cstr(session->arena, configuration_path(session));
    bool online = session->providers.origin == PROVIDERS_REGISTRY;
    Str text = online ? online_text(session) : offline_text(session);
    if (!make_folders(session)) {
        return false;
    }
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written =
        descriptor >= 0 && write(descriptor, text.data, text.length) == (ssize_t)text.length;
    if (!written) {
        report_unwritten(session, configuration_path(session));
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    return written;
}

/* ---- The variables ---- */

typedef VECTOR(const char *) Variables;

/* A real provider would otherwise take the identity of the machine that it runs on. */
static const char *const no_identity[] = {
    "AWS_EC2_METADATA_DISABLED=true",
    "ARM_USE_MSI=false",
    "GCE_METADATA_HOST=127.0.0.1:1",
};

/* The way to the network, which terraform and git take from the environment. */
static const char *const network_names[] = {
    "HTTPS_PROXY", "https_proxy", "HTTP_PROXY",    "http_proxy",
    "NO_PROXY",    "no_proxy",    "SSL_CERT_FILE", "SSL_CERT_DIR",
};

static void add_variable(const TerraformSession *session, Variables *variables, const char *name,
                         Str value) {
    Str entry = str_format(session->arena, "%s=%.*s", name, STR_ARG(value));
    vector_push(session->arena, variables, str_to_cstr(session->arena, entry));
}

static void pass_network_on(const TerraformSession *session, Variables *variables) {
    for (const char *const *entry = session->environment; *entry != NULL; entry++) {
        Str given = str_from_cstr(*entry);
        Str name = str_slice(given, 0, str_find_byte(given, '='));
        for (size_t i = 0; i < sizeof network_names / sizeof *network_names; i++) {
            if (str_equal_cstr(name, network_names[i])) {
                vector_push(session->arena, variables, *entry);
            }
        }
    }
}

const char *const *cli_environment_variables(const TerraformSession *session, Str data) {
    Variables variables = {0};
    add_variable(session, &variables, "PATH", session->search_path);
    add_variable(session, &variables, "HOME", session->scratch);
    add_variable(session, &variables, "TMPDIR", session->scratch);
    add_variable(session, &variables, "LANG", STR("C.UTF-8"));
    add_variable(session, &variables, "TF_DATA_DIR", in_scratch(session, data));
    add_variable(session, &variables, "TF_CLI_CONFIG_FILE", configuration_path(session));
    add_variable(session, &variables, "TF_IN_AUTOMATION", STR("1"));
    add_variable(session, &variables, "TF_INPUT", STR("0"));
    add_variable(session, &variables, "CHECKPOINT_DISABLE", STR("1"));
    if (session->providers.origin == PROVIDERS_BUILT_IN) {
        add_variable(session, &variables, "TF_REATTACH_PROVIDERS", session->reattach);
        /* A short process of Go's runs faster without its collector; this is where that begins. */
        add_variable(session, &variables, "GOGC", STR("off"));
        add_variable(session, &variables, "GOMEMLIMIT", STR("512MiB"));
    } else {
        for (size_t i = 0; i < sizeof no_identity / sizeof *no_identity; i++) {
            vector_push(session->arena, &variables, no_identity[i]);
        }
    }
    if (session->providers.origin == PROVIDERS_REGISTRY) {
        pass_network_on(session, &variables);
    }
    vector_push(session->arena, &variables, NULL);
    return variables.items;
}
