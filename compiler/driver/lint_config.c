#include "driver/lint_config.h"

#include "driver/load.h"
#include "support/file.h"

typedef struct Finder {
    Arena *arena;
    DiagSink *sink;
    Map folders; /* folder -> const LintLevels *, of those that have a configuration */
    bool failed;
} Finder;

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

static const LintLevels *levels_of(Finder *finder, Str folder) {
    Str found = file_find_upwards(finder->arena, folder, LINT_CONFIG_NAME);
    if (str_is_empty(found)) {
        return &no_levels;
    }
    const LintLevels *levels = map_get(&finder->folders, found);
    if (levels == NULL) {
        levels = read_config(finder, path_join(finder->arena, found, LINT_CONFIG_NAME));
        map_set(&finder->folders, found, (void *)levels);
    }
    return levels;
}

bool lint_config_find(Arena *arena, DiagSink *sink, const CheckedProgram *program,
                      const LintLevels **ret_of_files) {
    Finder finder = {.arena = arena, .sink = sink, .folders = map_new(arena)};
    for (size_t i = 0; i < program->file_count; i++) {
        FileId file = program->files[i].ast->file;
        Str folder = path_folder(sources_name(diag_sources(sink), file));
        ret_of_files[file] = levels_of(&finder, folder);
    }
    return !finder.failed;
}
