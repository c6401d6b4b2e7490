#include "driver/lint_config.h"

#include "driver/load.h"
#include "support/file.h"

/* More folders than a path has; it ends the search where the top cannot be told. */
enum { MOST_FOLDERS = 64 };

typedef struct Finder {
    Arena *arena;
    DiagSink *sink;
    Map folders; /* folder -> const LintLevels *, of those that were looked through */
    bool failed;
} Finder;

/* No configuration, as a value that a map can hold. */
static const LintLevels no_levels;

static const LintLevels *read_config(Finder *finder, Str path) {
    LintLevels *levels = ARENA_NEW(finder->arena, LintLevels);
    FileId file;
    if (!load_source(finder->arena, finder->sink, path, span_none(), &file) ||
        !lint_config_read(finder->arena, finder->sink, file, levels)) {
        finder->failed = true;
        return &no_levels;
    }
    return levels;
}

static const LintLevels *search(Finder *finder, Str folder, int depth) {
    const LintLevels *known = map_get(&finder->folders, folder);
    if (known != NULL) {
        return known;
    }
    Str path = path_join(finder->arena, folder, LINT_CONFIG_NAME);
    const LintLevels *levels = &no_levels;
    if (file_exists(path)) {
        levels = read_config(finder, path);
    } else if (depth < MOST_FOLDERS && !str_equal(folder, STR("/")) &&
               !file_exists(path_join(finder->arena, folder, STR(".git")))) {
        levels = search(finder, path_folder_above(finder->arena, folder), depth + 1);
    }
    map_set(&finder->folders, folder, (void *)levels);
    return levels;
}

bool lint_config_find(Arena *arena, DiagSink *sink, const CheckedProgram *program,
                      const LintLevels **ret_of_files) {
    Finder finder = {.arena = arena, .sink = sink, .folders = map_new(arena)};
    for (size_t i = 0; i < program->file_count; i++) {
        FileId file = program->files[i].ast->file;
        Str folder = path_folder(sources_name(diag_sources(sink), file));
        ret_of_files[file] = search(&finder, folder, 0);
    }
    return !finder.failed;
}
