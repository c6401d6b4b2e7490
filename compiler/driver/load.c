#include "driver/load.h"

#include "support/file.h"
#include "syntax/parse.h"

bool load_source(Arena *arena, DiagSink *sink, Str path, Span span, FileId *ret_file) {
    bool is_stdin = str_equal(path, STR("-"));
    Str text;
    Str problem;
    bool ok = is_stdin ? file_read_stdin(arena, SOURCE_MAX_BYTES, &text, &problem)
                       : file_read(arena, path, SOURCE_MAX_BYTES, &text, &problem);
    if (!ok) {
        diag_report(sink, MLS4001, span, "cannot read '%.*s': %.*s", STR_ARG(path),
                    STR_ARG(problem));
        return false;
    }
    *ret_file = sources_add(diag_sources(sink), is_stdin ? STR("<stdin>") : path, text);
    return true;
}

/* The path without "." parts and with "a/../" taken out, so that one file has one name. */
static Str normal_path(Arena *arena, Str path) {
    StrVector parts = {0};
    bool absolute = path.length > 0 && path.data[0] == '/';
    while (path.length > 0) {
        size_t slash = str_find_byte(path, '/');
        Str part = str_slice(path, 0, slash);
        path = str_slice(path, slash + 1, path.length);
        bool is_up = str_equal(part, STR(".."));
        if (part.length == 0 || str_equal(part, STR("."))) {
            continue;
        }
        if (is_up && parts.count > 0 && !str_equal(parts.items[parts.count - 1], STR(".."))) {
            parts.count--;
        } else {
            vector_push(arena, &parts, part);
        }
    }
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < parts.count; i++) {
        buffer_append(&out, i > 0 || absolute ? STR("/") : STR(""));
        buffer_append(&out, parts.items[i]);
    }
    return buffer_str(&out);
}

Loader loader_new(Arena *arena, const AstFile *const *files, size_t file_count) {
    return (Loader){
        .arena = arena, .parsed = map_new(arena), .files = files, .file_count = file_count};
}

static const AstFile *find_given_file(const Loader *loader, Sources *sources, Str path) {
    for (size_t i = 0; i < loader->file_count; i++) {
        Str name = sources_name(sources, loader->files[i]->file);
        if (str_equal(normal_path(loader->arena, name), path)) {
            return loader->files[i];
        }
    }
    return NULL;
}

static const AstFile *import_file(void *context, DiagSink *sink, FileId importing, Str path,
                                  Span span) {
    Loader *loader = context;
    Sources *sources = diag_sources(sink);
    Str folder = path_folder(sources_name(sources, importing));
    Str full = normal_path(loader->arena, path_join(loader->arena, folder, path));
    const AstFile *known = map_get(&loader->parsed, full);
    if (known == NULL) {
        known = find_given_file(loader, sources, full);
    }
    FileId file;
    if (known == NULL && load_source(loader->arena, sink, full, span, &file)) {
        known = syntax_parse(loader->arena, sink, file);
    }
    map_set(&loader->parsed, full, (void *)known);
    return known;
}

Importer loader_importer(Loader *loader) {
    return (Importer){.context = loader, .import = import_file};
}
