/* Sets of templates: looking one up, and reading a folder of them. */
#include "template/parse.h"

#include "support/file.h"

const Template *template_find(const TemplateSet *set, Str path) {
    size_t low = 0;
    size_t high = set->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(path, set->entries[middle].path);
        if (order == 0) {
            return set->entries[middle].template;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

static bool load_one(Arena *arena, DiagSink *sink, Str directory, Str path,
                     const Template **ret_template) {
    Str name = path_join(arena, directory, path);
    Str text = STR("");
    Str problem = STR("");
    if (!file_read(arena, name, SOURCE_MAX_BYTES, &text, &problem)) {
        diag_report(sink, MLS4001, span_none(), "%.*s: %.*s", STR_ARG(name), STR_ARG(problem));
        return false;
    }
    FileId file = sources_add(diag_sources(sink), name, text);
    return template_parse(arena, sink, file, path, ret_template);
}

bool template_set_load(Arena *arena, DiagSink *sink, Str directory, TemplateSet *ret_set) {
    StrVector paths = {0};
    Str problem = STR("");
    if (!file_list(arena, directory, &paths, &problem)) {
        diag_report(sink, MLS4001, span_none(), "%.*s: %.*s", STR_ARG(directory), STR_ARG(problem));
        return false;
    }
    TemplateEntry *entries = arena_alloc_array(arena, paths.count, sizeof *entries);
    bool loaded = true;
    for (size_t i = 0; i < paths.count; i++) {
        entries[i].path = paths.items[i];
        loaded = load_one(arena, sink, directory, paths.items[i], &entries[i].template) && loaded;
    }
    if (loaded) {
        *ret_set = (TemplateSet){entries, paths.count};
    }
    return loaded;
}
