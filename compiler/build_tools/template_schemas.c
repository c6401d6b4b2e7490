/*
 * A folder of templates named CLOUD stands for one on each cloud, together with the folder that is
 * named after that cloud; a file there goes before the one in CLOUD. Each such folder of the tree
 * is put together here and judged as a Terraform module.
 */
#include "build_tools/template_schemas.h"

#include <stdlib.h>

#include "provider/provider_schema.h"
#include "template/abstract.h"

static const Str clouds[] = {STR_INIT("aws"), STR_INIT("gcp"), STR_INIT("azure")};
enum { CLOUD_COUNT = sizeof clouds / sizeof *clouds };

/* One file of a folder of the tree. */
typedef struct Placed {
    Str folder; /* "modules/cache/aws" */
    Str name;   /* "main.tf" */
    bool is_general;
    const Template *template;
} Placed;

typedef VECTOR(Placed) PlacedVector;

typedef struct Folder {
    Str path;
    Module module;
} Folder;

typedef VECTOR(Folder) FolderVector;
typedef VECTOR(ModuleFile) ModuleFileVector;
typedef VECTOR(ModuleCall) ModuleCallVector;

static Str folder_of(Str path) {
    size_t end = path.length;
    while (end > 0 && path.data[end - 1] != '/') {
        end--;
    }
    return str_slice(path, 0, end > 0 ? end - 1 : 0);
}

/* The template in its folder, or in three of them when that is CLOUD. */
static void place(Arena *arena, const TemplateEntry *entry, PlacedVector *placed) {
    static const Str marker = STR_INIT("/CLOUD/");
    Str path = entry->path;
    Str folder = folder_of(path);
    size_t skipped = folder.length == 0 ? 0 : folder.length + 1;
    Placed item = {.name = str_slice(path, skipped, path.length), .template = entry->template};
    size_t at = str_find(path, marker);
    if (at == path.length) {
        item.folder = folder;
        vector_push(arena, placed, item);
        return;
    }
    item.is_general = true;
    for (size_t i = 0; i < CLOUD_COUNT; i++) {
        Str rest = str_slice(path, at + marker.length - 1, path.length);
        Str whole = str_format(arena, "%.*s/%.*s%.*s", (int)at, path.data, STR_ARG(clouds[i]),
                               STR_ARG(rest));
        item.folder = folder_of(whole);
        vector_push(arena, placed, item);
    }
}

/* By folder and name; what is for one cloud before what is for all. */
static int compare_placed(const void *left, const void *right) {
    const Placed *a = left;
    const Placed *b = right;
    int order = str_compare(a->folder, b->folder);
    order = order != 0 ? order : str_compare(a->name, b->name);
    return order != 0 ? order : (int)a->is_general - (int)b->is_general;
}

static bool add_folder(Arena *arena, DiagSink *sink, const TemplateSet *set, const Placed *placed,
                       size_t count, FolderVector *folders) {
    bool parsed = true;
    ModuleFileVector files = {0};
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && str_equal(placed[i].name, placed[i - 1].name)) {
            continue;
        }
        ModuleFile file = {.path = placed[i].name};
        parsed = template_abstract(arena, sink, set, placed[i].template, &file.body) && parsed;
        file.file = file.body->span.file;
        vector_push(arena, &files, file);
    }
    Folder folder = {.path = placed[0].folder,
                     .module = {.files = files.items, .file_count = files.count}};
    vector_push(arena, folders, folder);
    return parsed;
}

/* The modules that a root may call: those of its cloud, by the names of their folders. */
static void add_calls(Arena *arena, const FolderVector *folders, Folder *root) {
    ModuleCallVector calls = {0};
    Str cloud = str_slice(root->path, folder_of(root->path).length + 1, root->path.length);
    for (size_t i = 0; i < folders->count; i++) {
        const Folder *folder = &folders->items[i];
        Str parent = folder_of(folder->path);
        ModuleCall call = {.module = &folder->module};
        if (str_equal(folder->path, STR("global"))) {
            call.name = folder->path;
        } else if (str_starts_with(parent, STR("modules/")) &&
                   str_equal(str_slice(folder->path, parent.length + 1, folder->path.length),
                             cloud)) {
            call.name = str_slice(parent, sizeof "modules/" - 1, parent.length);
        } else {
            continue;
        }
        vector_push(arena, &calls, call);
    }
    root->module.calls = calls.items;
    root->module.call_count = calls.count;
}

static bool is_module_file(Str path) {
    return str_ends_with(path, STR(".tf")) && !str_starts_with(path, STR("shared/")) &&
           !str_equal(path, STR("header.tf"));
}

bool templates_fit_schemas(Arena *arena, DiagSink *sink, const TemplateSet *set) {
    PlacedVector placed = {0};
    for (size_t i = 0; i < set->count; i++) {
        if (is_module_file(set->entries[i].path)) {
            place(arena, &set->entries[i], &placed);
        }
    }
    if (placed.count == 0) {
        return true;
    }
    qsort(placed.items, placed.count, sizeof *placed.items, compare_placed);
    FolderVector folders = {0};
    bool valid = true;
    for (size_t begin = 0, end = 0; begin < placed.count; begin = end) {
        while (end < placed.count &&
               str_equal(placed.items[end].folder, placed.items[begin].folder)) {
            end++;
        }
        valid = add_folder(arena, sink, set, &placed.items[begin], end - begin, &folders) && valid;
    }
    for (size_t i = 0; i < folders.count; i++) {
        Folder *folder = &folders.items[i];
        if (str_starts_with(folder->path, STR("environments/"))) {
            add_calls(arena, &folders, folder);
        }
    }
    for (size_t i = 0; i < folders.count; i++) {
        valid = provider_check_module(arena, sink, &folders.items[i].module,
                                      (CheckOptions){.is_abstract = true}) &&
                valid;
    }
    return valid;
}
