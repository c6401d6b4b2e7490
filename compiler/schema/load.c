#include "schema/decode.h"
#include "schema/yaml.h"
#include "support/file.h"

/* A stdlib is read as one value, each document under its path: "catalog" -> "regions" -> … */

static bool load_file(Arena *arena, DiagSink *sink, Str directory, Str path,
                      const Value **ret_value) {
    Str full = path_join(arena, directory, path);
    Str text = STR("");
    Str problem = STR("");
    if (!file_read(arena, full, SOURCE_MAX_BYTES, &text, &problem)) {
        diag_report(sink, MLS6001, span_none(), "stdlib file '%.*s' cannot be read: %.*s",
                    STR_ARG(full), STR_ARG(problem));
        return false;
    }
    return yaml_parse(arena, sink, sources_add(diag_sources(sink), full, text), ret_value);
}

/* Every *.yaml of one folder below the stdlib, by its base name, in byte order. */
static bool load_folder(Arena *arena, DiagSink *sink, Str directory, Str folder,
                        ValueBuilder *documents) {
    StrVector paths = {0};
    Str problem = STR("");
    Str full = path_join(arena, directory, folder);
    if (!file_list(arena, full, &paths, &problem)) {
        diag_report(sink, MLS6001, span_none(), "stdlib folder '%.*s' cannot be read: %.*s",
                    STR_ARG(full), STR_ARG(problem));
        return false;
    }
    bool loaded = true;
    ValueBuilder files = value_map_new(arena, span_none());
    for (size_t i = 0; i < paths.count; i++) {
        Str path = paths.items[i];
        const Value *value = NULL;
        if (!str_ends_with(path, STR(".yaml"))) {
            continue;
        }
        if (load_file(arena, sink, full, path, &value)) {
            Str name = str_slice(path, 0, path.length - STR(".yaml").length);
            value_map_set(&files, name, span_none(), value);
        } else {
            loaded = false;
        }
    }
    value_map_set(documents, folder, span_none(), value_finish(&files));
    return loaded;
}

static bool load_documents(Arena *arena, DiagSink *sink, Str directory, const Value **ret_stdlib) {
    static const char *const files[] = {"names", "providers", "deployment"};
    ValueBuilder documents = value_map_new(arena, span_none());
    bool loaded = load_folder(arena, sink, directory, STR("components"), &documents);
    loaded = load_folder(arena, sink, directory, STR("catalog"), &documents) && loaded;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        const Value *value = NULL;
        if (load_file(arena, sink, directory, str_format(arena, "%s.yaml", files[i]), &value)) {
            value_map_set_value(&documents, files[i], value);
        } else {
            loaded = false;
        }
    }
    *ret_stdlib = value_finish(&documents);
    return loaded;
}

bool schema_load(Arena *arena, DiagSink *sink, Str directory, const Schema **ret_schema) {
    const Value *stdlib = NULL;
    if (!load_documents(arena, sink, directory, &stdlib)) {
        return false;
    }
    Decoder decoder = {
        .arena = arena,
        .sink = sink,
        .patterns = pattern_set_new(arena),
        .stdlib = stdlib,
    };
    Schema *schema = ARENA_NEW(arena, Schema);
    if (!decode_components(&decoder, &schema->stack)) {
        return false;
    }
    schema->catalog = value_get_cstr(stdlib, "catalog");
    schema->names = value_get_cstr(stdlib, "names");
    schema->providers = value_get_cstr(stdlib, "providers");
    schema->deployment = value_get_cstr(stdlib, "deployment");
    *ret_schema = schema;
    return true;
}
