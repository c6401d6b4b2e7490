#include <stdio.h>

#include "cli/completions.h"

static const struct {
    const char *shell;
    void (*write)(Arena *arena, Buffer *out);
} shells[] = {
    {"bash", completions_bash},
    {"zsh", completions_zsh},
    {"fish", completions_fish},
};

static ExitCode run(Invocation *invocation) {
    Str wanted = invocation->operands.count == 1 ? invocation->operands.items[0] : STR("");
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++) {
        if (str_equal_cstr(wanted, shells[i].shell)) {
            Buffer out = buffer_new(invocation->arena);
            shells[i].write(invocation->arena, &out);
            Str text = buffer_str(&out);
            fwrite(text.data, 1, text.length, stdout);
            return EXIT_FINE;
        }
    }
    return usage_error(invocation, "completions takes bash, zsh or fish");
}

const Verb verb_completions = {
    .name = "completions",
    .operands = "bash|zsh|fish",
    .summary = "print completions of verbs, options and files for a shell",
    .details = "'make install' puts them where shells look for them.",
    .example = "  source <(mlstack completions bash)",
    .run = run,
};
