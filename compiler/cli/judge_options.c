#include "cli/judge_options.h"

/* The number that the option gives, 0 without it. */
static bool read_number(const Invocation *invocation, OptionId id, int64_t most,
                        int64_t *ret_number) {
    int64_t number = 0;
    if (option_given(invocation, id) &&
        (!str_to_int(option_text(invocation, id, ""), &number) || number < 1 || number > most)) {
        usage_error(invocation, "%s takes a number from 1 to %d", options[id].name, (int)most);
        return false;
    }
    *ret_number = number;
    return true;
}

static bool read_providers(const Invocation *invocation, Providers *ret_providers) {
    Str text = option_text(invocation, OPTION_PROVIDERS, "built-in");
    if (str_equal(text, STR("built-in"))) {
        *ret_providers = (Providers){.origin = PROVIDERS_BUILT_IN};
        return true;
    }
    if (option_given(invocation, OPTION_PLAN)) {
        usage_error(invocation, "%s",
                    "--plan works with the built-in providers only: real ones "
                    "would need an account");
        return false;
    }
    if (str_equal(text, STR("registry"))) {
        *ret_providers = (Providers){.origin = PROVIDERS_REGISTRY};
        return true;
    }
    if (!file_is_folder(text)) {
        usage_error(invocation,
                    "--providers takes built-in, registry or a folder, and '%.*s' is none",
                    STR_ARG(text));
        return false;
    }
    *ret_providers = (Providers){.origin = PROVIDERS_FOLDER, .folder = text};
    return true;
}

bool read_judge_options(const Invocation *invocation, ValidateOptions *ret_options) {
    enum { MOST_JOBS = 256, MOST_SECONDS = 24 * 60 * 60 };
    int64_t jobs = 0;
    int64_t seconds = 0;
    Providers providers;
    if (!read_number(invocation, OPTION_JOBS, MOST_JOBS, &jobs) ||
        !read_number(invocation, OPTION_TIMEOUT, MOST_SECONDS, &seconds) ||
        !read_providers(invocation, &providers)) {
        return false;
    }
    if (option_given(invocation, OPTION_TERRAFORM) &&
        str_is_empty(option_text(invocation, OPTION_TERRAFORM, ""))) {
        usage_error(invocation, "--terraform needs a path, or a name on PATH");
        return false;
    }
    *ret_options = (ValidateOptions){
        .search_path = invocation->search_path,
        .temporary_folder = invocation->temporary_folder,
        .terraform = option_text(invocation, OPTION_TERRAFORM, ""),
        .providers = providers,
        .environment = invocation->environment,
        .require_terraform = option_given(invocation, OPTION_REQUIRE_TERRAFORM),
        .plan = option_given(invocation, OPTION_PLAN),
        .test = option_given(invocation, OPTION_TEST),
        .jobs = (size_t)jobs,
        .time_limit_seconds = (int)seconds,
    };
    return true;
}
