#include "terraform/placeholder.h"

#include <jansson.h>

/* ---- Which variables are set ---- */

static bool is_loaded(Str name) {
    return str_equal(name, STR("terraform.tfvars")) ||
           str_equal(name, STR("terraform.tfvars.json")) ||
           str_ends_with(name, STR(".auto.tfvars")) ||
           str_ends_with(name, STR(".auto.tfvars.json"));
}

static void add_json_names(Arena *arena, Str text, Map *names) {
    json_t *values = json_loadb(text.data, text.length, 0, NULL);
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(values, key, value) {
        map_set(names, str_copy(arena, str_from_cstr(key)), names);
    }
    json_decref(values);
}

static void add_names(Folders *folders, Str path, Map *names) {
    FileId file = folders_file(folders, path);
    if (file == 0) {
        return;
    }
    if (str_ends_with(path, STR(".json"))) {
        Str text = sources_text(diag_sources(folders->sink), file);
        add_json_names(folders->arena, text, names);
        return;
    }
    const HclBody *body = NULL;
    hcl_parse(folders->arena, folders->syntax_sink, file, &body);
    for (size_t i = 0; i < body->attribute_count; i++) {
        map_set(names, body->attributes[i].name, names);
    }
}

/* Values only mark presence. */
static Map set_variables(Folders *folders, const Folder *root) {
    Map names = map_new(folders->arena);
    StrVector paths;
    Str problem;
    if (file_list(folders->arena, root->path, &paths, &problem)) {
        for (size_t i = 0; i < paths.count; i++) {
            if (is_loaded(paths.items[i])) {
                add_names(folders, path_join(folders->arena, root->path, paths.items[i]), &names);
            }
        }
    }
    return names;
}

/* ---- What the others get ---- */

/* The first row whose part is in the variable's name, for a root with that provider ("": any). */
static const struct {
    const char *part;
    const char *provider;
    const char *value;
} known_names[] = {
    {"subscription", "", "00000000-0000-4000-8000-000000000001"},
    {"tenant", "", "00000000-0000-4000-8000-000000000002"},
    {"project", "", "example-project"},
    {"account", "aws", "123456789012"},
    {"account", "google", "example-project"},
    {"account", "azurerm", "00000000-0000-4000-8000-000000000001"},
};

/* By the beginning of the type as written; the last fits all. */
static const struct {
    const char *type;
    const char *value;
} known_types[] = {
    {"number", "1"}, {"bool", "false"}, {"list", "[]"},   {"set", "[]"},
    {"tuple", "[]"}, {"map", "{}"},     {"object", "{}"}, {"", "placeholder"},
};

static bool has_provider(const Folder *root, Str name) {
    for (size_t f = 0; f < root->files.count; f++) {
        const HclBody *body = root->files.items[f].body;
        for (size_t b = 0; b < body->block_count; b++) {
            const HclBlock *block = &body->blocks[b];
            if (str_equal(block->type, STR("provider")) && block->label_count == 1 &&
                str_equal(block->labels[0], name)) {
                return true;
            }
        }
    }
    return false;
}

static const HclAttribute *find_attribute(const HclBody *body, const char *name) {
    for (size_t i = 0; i < body->attribute_count; i++) {
        if (str_equal_cstr(body->attributes[i].name, name)) {
            return &body->attributes[i];
        }
    }
    return NULL;
}

static Str value_for(const Folders *folders, const Folder *root, const HclBlock *variable) {
    const HclAttribute *type = find_attribute(&variable->body, "type");
    Str text = type == NULL ? STR("string")
                            : sources_slice(diag_sources(folders->sink), type->value->span);
    for (size_t i = 0; i < sizeof known_names / sizeof *known_names; i++) {
        Str part = str_from_cstr(known_names[i].part);
        Str provider = str_from_cstr(known_names[i].provider);
        Str name = variable->labels[0];
        if (str_equal(text, STR("string")) && str_find(name, part) < name.length &&
            (str_is_empty(provider) || has_provider(root, provider))) {
            return str_from_cstr(known_names[i].value);
        }
    }
    size_t i = 0;
    while (!str_starts_with(text, str_from_cstr(known_types[i].type))) {
        i++;
    }
    return str_from_cstr(known_types[i].value);
}

StrVector placeholder_arguments(Folders *folders, const Folder *root) {
    StrVector arguments = {0};
    Map set = set_variables(folders, root);
    for (size_t f = 0; f < root->files.count; f++) {
        const HclBody *body = root->files.items[f].body;
        for (size_t b = 0; b < body->block_count; b++) {
            const HclBlock *block = &body->blocks[b];
            if (!str_equal(block->type, STR("variable")) || block->label_count != 1 ||
                find_attribute(&block->body, "default") != NULL ||
                map_has(&set, block->labels[0])) {
                continue;
            }
            Str value = value_for(folders, root, block);
            Str argument = str_format(folders->arena, "-var=%.*s=%.*s", STR_ARG(block->labels[0]),
                                      STR_ARG(value));
            vector_push(folders->arena, &arguments, argument);
        }
    }
    return arguments;
}
