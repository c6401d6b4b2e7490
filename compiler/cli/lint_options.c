#include "cli/lint_options.h"

static bool set_level(const Invocation *invocation, Str slug, LintLevel level, LintLevels *levels) {
    DiagCode code;
    if (!lint_find_rule(slug, &code)) {
        Str near = lint_near_rule(invocation->arena, slug);
        if (near.length > 0) {
            usage_error(invocation, "unknown lint rule '%.*s'; did you mean '%.*s'?", STR_ARG(slug),
                        STR_ARG(near));
        } else {
            usage_error(invocation, "unknown lint rule '%.*s'", STR_ARG(slug));
        }
        return false;
    }
    if (levels->of[code] != LINT_DEFAULT && levels->of[code] != level) {
        usage_error(invocation, "lint rule '%.*s' is given two levels", STR_ARG(slug));
        return false;
    }
    levels->of[code] = level;
    return true;
}

bool read_lint_levels(const Invocation *invocation, LintLevels *ret_levels) {
    static const struct {
        OptionId option;
        LintLevel level;
    } choices[] = {{OPTION_DENY, LINT_DENY}, {OPTION_WARN, LINT_WARN}, {OPTION_ALLOW, LINT_ALLOW}};
    *ret_levels = (LintLevels){0};
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        Str rest = option_text(invocation, choices[i].option, "");
        while (rest.length > 0) {
            size_t comma = str_find_byte(rest, ',');
            Str slug = str_trim(str_slice(rest, 0, comma));
            if (!set_level(invocation, slug, choices[i].level, ret_levels)) {
                return false;
            }
            rest = str_slice(rest, comma + 1, rest.length);
        }
    }
    return true;
}
