#include "cli/tree_diff.h"

#include "support/diff.h"

static DiffSide nothing(void) {
    return (DiffSide){STR("/dev/null"), STR("")};
}

/* The bytes that were just compared; a file that has gone since then is shown as absent. */
static DiffSide side_on_disk(const Invocation *invocation, Str path) {
    DiffSide side = {.name = path};
    Str problem;
    return file_read(invocation->arena, path, SOURCE_MAX_BYTES, &side.text, &problem) ? side
                                                                                      : nothing();
}

static void print_change(const Invocation *invocation, Str folder, const Change *change) {
    Str path = path_join(invocation->arena, folder, change->path);
    bool is_created = change->kind == CHANGE_CREATE;
    bool is_removed = change->kind == CHANGE_REMOVE;
    Buffer out = buffer_new(invocation->arena);
    diff_unified(is_created ? nothing() : side_on_disk(invocation, path),
                 is_removed ? nothing() : (DiffSide){path, change->text}, &out);
    Str diff = buffer_str(&out);
    fwrite(diff.data, 1, diff.length, invocation->results);
}

ExitCode print_tree_diff(const Invocation *invocation, const ChangeSet *changes) {
    for (size_t i = 0; i < changes->count; i++) {
        print_change(invocation, changes->folder, &changes->changes[i]);
    }
    if (changes->count == 0 && changes->manifest_differs) {
        fprintf(stderr, "mlstack: the files in '%.*s' are up to date; their manifest is not\n",
                STR_ARG(changes->folder));
    }
    return changes->count > 0 || changes->manifest_differs ? EXIT_INPUT : EXIT_FINE;
}
