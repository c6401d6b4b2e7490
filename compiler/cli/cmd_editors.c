#include "cli/output.h"
#include "cli/verb.h"
#include "editor/editor.h"

static ExitCode run(Invocation *invocation) {
    if (invocation->operands.count != 1) {
        return usage_error(invocation, "editors needs the folder to write to");
    }
    Arena *arena = invocation->arena;
    const Schema *schema = schema_embedded();
    const struct {
        Str path;
        Str text;
    } files[] = {
        {STR("mlstack.tmLanguage.json"), editor_text_mate(arena, schema)},
        {STR("vim/syntax/mlstack.vim"), editor_vim_syntax(arena, schema)},
        {STR("vim/ftdetect/mlstack.vim"), editor_vim_detection(arena)},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        Str path = path_join(arena, invocation->operands.items[0], files[i].path);
        if (!write_output(invocation, path, files[i].text)) {
            return EXIT_ENVIRONMENT;
        }
    }
    return EXIT_FINE;
}

const Verb verb_editors = {
    .name = "editors",
    .operands = "DIR",
    .summary = "write syntax files for editors",
    .details = "Writes a TextMate grammar and Vim's syntax files; the build installs them.",
    .example = "  mlstack editors build/editors",
    .hidden = true,
    .run = run,
};
