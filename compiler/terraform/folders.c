#include "terraform/folders.h"

#include <stdlib.h>

#include "diag/near_name.h"
#include "support/buffer.h"

/* A file that is not Terraform's own can still be read by it, but hardly a larger one. */
enum { MAX_OTHER_BYTES = 1024 * 1024 };

/* ---- Paths ---- */

Str folders_normalize(Arena *arena, Str path) {
    Buffer out = buffer_new(arena);
    bool absolute = str_starts_with(path, STR("/"));
    size_t floor = 0; /* bytes at the beginning that ".." cannot take away */
    size_t begin = 0;
    while (begin < path.length) {
        Str rest = str_slice(path, begin, path.length);
        Str part = str_slice(rest, 0, str_find_byte(rest, '/'));
        begin += part.length + 1;
        if (part.length == 0 || str_equal(part, STR("."))) {
            continue;
        }
        bool up = str_equal(part, STR(".."));
        if (up && out.length > floor) {
            Str so_far = buffer_str(&out);
            Str parent = path_folder(so_far);
            out.length = str_find_byte(so_far, '/') == so_far.length ? 0 : parent.length;
            continue;
        }
        if (up && absolute) {
            continue;
        }
        buffer_printf(&out, "%s%.*s", out.length == 0 ? "" : "/", STR_ARG(part));
        floor = up ? out.length : floor;
    }
    Str text = buffer_str(&out);
    if (absolute) {
        return str_format(arena, "/%.*s", STR_ARG(text));
    }
    return text.length == 0 ? STR(".") : text;
}

Str folders_relative(const Folders *folders, Str path) {
    if (str_equal(path, folders->tree)) {
        return STR(".");
    }
    if (str_equal(folders->tree, STR("."))) {
        return path;
    }
    bool below = str_starts_with(path, folders->tree) && path.length > folders->tree.length &&
                 path.data[folders->tree.length] == '/';
    return below ? str_slice(path, folders->tree.length + 1, path.length) : path;
}

/* The path as it is opened and shown: "a/b" below ".", "tree/a/b" otherwise. */
static Str place_in(Arena *arena, Str folder, Str path) {
    return folders_normalize(arena, path_join(arena, folder, path));
}

/* ---- Reading ---- */

static Folder *folder_at(Folders *folders, Str path, bool in_tree) {
    Folder *folder = map_get(&folders->by_path, path);
    if (folder == NULL) {
        folder = ARENA_NEW(folders->arena, Folder);
        folder->path = path;
        folder->in_tree = in_tree;
        folder->can_be_judged = true;
        map_set(&folders->by_path, path, folder);
        vector_push(folders->arena, &folders->all, folder);
    }
    return folder;
}

static bool is_configuration(Str path) {
    return str_ends_with(path, STR(".tf"));
}

/* Files that terraform validate never reads, or only through a call that names them. */
static bool is_indifferent(Str path) {
    return str_ends_with(path, STR(".tfvars")) || str_ends_with(path, STR(".tfvars.json")) ||
           str_ends_with(path, STR(".md"));
}

FileId folders_file(Folders *folders, Str path) {
    const FileId *known = map_get(&folders->files, path);
    if (known != NULL) {
        return *known;
    }
    Str text;
    Str problem;
    if (!file_read(folders->arena, path, SOURCE_MAX_BYTES, &text, &problem)) {
        return 0;
    }
    FileId *file = ARENA_NEW(folders->arena, FileId);
    *file = sources_add(diag_sources(folders->sink), path, text);
    map_set(&folders->files, path, file);
    return *file;
}

static void add_text(Folders *folders, Folder *folder, Str name, Str text) {
    FolderText added = {.name = name, .text = text};
    vector_push(folders->arena, &folder->texts, added);
}

static void add_configuration(Folders *folders, Folder *folder, Str path) {
    FileId file = folders_file(folders, path);
    if (file == 0) {
        diag_report(folders->sink, MLS4001, span_none(), "'%.*s' cannot be read", STR_ARG(path));
        folder->can_be_judged = false;
        return;
    }
    const HclBody *body = NULL;
    folder->unreadable += !hcl_parse(folders->arena, folders->syntax_sink, file, &body);
    ModuleFile read = {folders_relative(folders, path), file, body};
    vector_push(folders->arena, &folder->files, read);
    add_text(folders, folder, path_base(path), sources_text(diag_sources(folders->sink), file));
}

/* The folder with Terraform files that the path is in, at any depth; NULL when there is none. */
static Folder *owner_of(const Folders *folders, Str path) {
    for (;;) {
        Str parent = path_folder(path);
        Folder *folder = map_get(&folders->by_path, parent);
        if (folder != NULL || str_equal(parent, path) || str_equal(parent, STR("."))) {
            return folder;
        }
        path = parent;
    }
}

bool folders_is_test(Str name) {
    Str folder = path_folder(name);
    return (str_ends_with(name, STR(".tftest.hcl")) || str_ends_with(name, STR(".tftest.json"))) &&
           (str_equal(folder, STR(".")) || str_equal(folder, STR("tests")));
}

/* What mlstack wrote there: no file, as far as is known, when the manifest cannot be read. */
static const Manifest *manifest_of(Folders *folders, Str written_tree) {
    Manifest *manifest = map_get(&folders->manifests, written_tree);
    if (manifest == NULL) {
        DiagSink *unread = diag_sink_new(folders->arena, diag_sources(folders->sink));
        manifest = ARENA_NEW(folders->arena, Manifest);
        (void)manifest_read(folders->arena, unread, written_tree, STR(MANIFEST_PATH), manifest);
        map_set(&folders->manifests, written_tree, manifest);
    }
    return manifest;
}

static bool is_as_written(Folders *folders, Str path, Str text) {
    Str written_tree = manifest_find_tree(folders->arena, path_folder(path));
    if (str_is_empty(written_tree)) {
        return false;
    }
    Str written = file_path_within(folders->arena, written_tree, path);
    return manifest_lists(manifest_of(folders, written_tree), written,
                          sha256_hex(folders->arena, text));
}

static void add_other(Folders *folders, Str path) {
    Folder *owner = owner_of(folders, path);
    if (owner == NULL) {
        return;
    }
    Str text;
    Str problem;
    if (!file_read(folders->arena, path, MAX_OTHER_BYTES, &text, &problem)) {
        text = path; /* a folder with such a file is like no other */
    }
    size_t prefix = str_equal(owner->path, STR(".")) ? 0 : owner->path.length + 1;
    FolderText added = {.name = str_slice(path, prefix, path.length), .text = text};
    added.is_generated_test =
        folders_is_test(added.name) && is_as_written(folders, path, added.text);
    vector_push(folders->arena, &owner->texts, added);
}

/* What init has chosen before: with real providers it chooses the same again. */
static void add_lock_file(Folders *folders, Folder *folder) {
    Str text;
    Str problem;
    Str name = STR(LOCK_FILE);
    if (folders->providers != PROVIDERS_BUILT_IN &&
        file_read(folders->arena, path_join(folders->arena, folder->path, name), MAX_OTHER_BYTES,
                  &text, &problem)) {
        add_text(folders, folder, name, text);
    }
}

/* Reads all files below the path. */
static bool read_below(Folders *folders, Str top, bool in_tree, Str *ret_problem) {
    StrVector paths;
    if (!file_list(folders->arena, top, &paths, ret_problem)) {
        return false;
    }
    for (size_t i = 0; i < paths.count; i++) {
        paths.items[i] = place_in(folders->arena, top, paths.items[i]);
        if (is_configuration(paths.items[i])) {
            Str parent = path_folder(paths.items[i]);
            add_configuration(folders, folder_at(folders, parent, in_tree), paths.items[i]);
        }
    }
    for (size_t i = 0; i < paths.count; i++) {
        if (!is_configuration(paths.items[i]) && !is_indifferent(paths.items[i])) {
            add_other(folders, paths.items[i]);
        }
    }
    return true;
}

/* ---- Module blocks ---- */

static const HclAttribute *find_attribute(const HclBody *body, Str name) {
    for (size_t i = 0; i < body->attribute_count; i++) {
        if (str_equal(body->attributes[i].name, name)) {
            return &body->attributes[i];
        }
    }
    return NULL;
}

static bool is_local(Str source) {
    return str_starts_with(source, STR("./")) || str_starts_with(source, STR("../"));
}

/* The folder that the source names; NULL, reported, when it is not one of ours. */
static Folder *resolve_source(Folders *folders, const Folder *caller, const HclExpr *source) {
    Str text = source->text;
    if (!is_local(text)) {
        Diagnostic *diagnostic =
            diag_report(folders->sink, MLS5007, source->span,
                        "module source '%.*s' is not a local path", STR_ARG(text));
        diag_note(folders->sink, diagnostic, "nothing is downloaded, so it cannot be judged");
        return NULL;
    }
    Str path = place_in(folders->arena, caller->path, text);
    Folder *called = map_get(&folders->by_path, path);
    if (called == NULL) {
        Str problem;
        (void)read_below(folders, path, false, &problem);
        called = map_get(&folders->by_path, path);
    }
    if (called == NULL) {
        diag_report(folders->sink, MLS5008, source->span,
                    "module source '%.*s' leads to no folder with Terraform files", STR_ARG(text));
    }
    return called;
}

static void resolve_call(Folders *folders, Folder *folder, const HclBlock *block) {
    const HclAttribute *source = find_attribute(&block->body, STR("source"));
    if (block->label_count != 1 || source == NULL || source->value->kind != HCL_LITERAL_STRING) {
        return; /* terraform says what is wrong with it */
    }
    if (folders->providers == PROVIDERS_REGISTRY && !is_local(source->value->text)) {
        folder->fetches_modules = true;
        return;
    }
    Folder *called = resolve_source(folders, folder, source->value);
    ModuleCall call = {block->labels[0], called == NULL ? NULL : &called->module};
    vector_push(folders->arena, &folder->calls, call);
    if (called == NULL) {
        folder->can_be_judged = false;
    } else if (called != folder) {
        called->is_called = true;
        vector_push(folders->arena, &folder->called, called);
    }
}

/* ---- Required providers ---- */

static bool is_served(Str source) {
    if (str_equal(source, STR("terraform.io/builtin/terraform"))) {
        return true; /* a part of terraform itself */
    }
    for (size_t i = 0; i < provider_count(); i++) {
        Str served = provider_source(provider_at(i));
        bool with_host = str_ends_with(source, served) && source.length > served.length &&
                         source.data[source.length - served.length - 1] == '/';
        if (str_equal(source, served) || with_host) {
            return true;
        }
    }
    return false;
}

static void check_provider_source(Folders *folders, Folder *folder, const HclExpr *source) {
    if (source->kind != HCL_LITERAL_STRING || is_served(source->text)) {
        return;
    }
    Arena *arena = folders->arena;
    Diagnostic *diagnostic =
        diag_report(folders->sink, MLS5009, source->span,
                    "no schema of the provider '%.*s' is built in", STR_ARG(source->text));
    Str *names = arena_alloc_array(arena, provider_count(), sizeof *names);
    for (size_t i = 0; i < provider_count(); i++) {
        names[i] = provider_source(provider_at(i));
    }
    Str list = near_name_list(arena, names, provider_count(), provider_count());
    diag_note(folders->sink, diagnostic, "those of %.*s are", STR_ARG(list));
    folder->can_be_judged = false;
}

static void check_required_providers(Folders *folders, Folder *folder, const HclBody *settings) {
    for (size_t b = 0; b < settings->block_count; b++) {
        const HclBlock *block = &settings->blocks[b];
        if (!str_equal(block->type, STR("required_providers"))) {
            continue;
        }
        for (size_t a = 0; a < block->body.attribute_count; a++) {
            const HclExpr *value = block->body.attributes[a].value;
            for (size_t i = 0; i < value->item_count; i++) {
                if (str_equal(value->items[i].key, STR("source"))) {
                    check_provider_source(folders, folder, value->items[i].value);
                }
            }
        }
    }
}

/* ---- What a folder needs of others ---- */

static void resolve_folder(Folders *folders, Folder *folder) {
    for (size_t f = 0; f < folder->files.count; f++) {
        const HclBody *body = folder->files.items[f].body;
        for (size_t b = 0; b < body->block_count; b++) {
            const HclBlock *block = &body->blocks[b];
            if (str_equal(block->type, STR("module"))) {
                resolve_call(folders, folder, block);
            } else if (str_equal(block->type, STR("terraform")) &&
                       folders->providers == PROVIDERS_BUILT_IN) {
                check_required_providers(folders, folder, &block->body);
            }
        }
    }
    folder->module = (Module){
        .files = folder->files.items,
        .file_count = folder->files.count,
        .calls = folder->calls.items,
        .call_count = folder->calls.count,
    };
}

/* ---- The whole ---- */

bool folders_read(Arena *arena, DiagSink *sink, DiagSink *syntax_sink, Str tree,
                  ProviderOrigin providers, Folders **ret_folders) {
    Folders *folders = ARENA_NEW(arena, Folders);
    folders->arena = arena;
    folders->sink = sink;
    folders->syntax_sink = syntax_sink;
    folders->tree = folders_normalize(arena, tree);
    folders->providers = providers;
    folders->by_path = map_new(arena);
    folders->files = map_new(arena);
    folders->manifests = map_new(arena);
    Str problem;
    if (!file_is_folder(tree)) {
        diag_report(sink, MLS5005, span_none(), "'%.*s' is not a folder", STR_ARG(tree));
        return false;
    }
    if (!read_below(folders, folders->tree, true, &problem)) {
        diag_report(sink, MLS5005, span_none(), "'%.*s' cannot be read: %.*s", STR_ARG(tree),
                    STR_ARG(problem));
        return false;
    }
    if (folders->all.count == 0) {
        diag_report(sink, MLS5005, span_none(), "'%.*s' holds no .tf files", STR_ARG(tree));
        return false;
    }
    /* The list grows while folders outside of the tree are found. */
    for (size_t i = 0; i < folders->all.count; i++) {
        resolve_folder(folders, folders->all.items[i]);
        add_lock_file(folders, folders->all.items[i]);
    }
    *ret_folders = folders;
    return true;
}

static int by_path(const void *left, const void *right) {
    const Folder *a = *(const Folder *const *)left;
    const Folder *b = *(const Folder *const *)right;
    return str_compare(a->path, b->path);
}

FolderVector folders_roots(const Folders *folders) {
    FolderVector roots = {0};
    for (size_t i = 0; i < folders->all.count; i++) {
        Folder *folder = folders->all.items[i];
        if (folder->in_tree && !folder->is_called) {
            vector_push(folders->arena, &roots, folder);
        }
    }
    if (roots.count > 0) {
        qsort(roots.items, roots.count, sizeof *roots.items, by_path);
    }
    return roots;
}

FolderVector folders_reached(Arena *arena, Folder *root) {
    FolderVector reached = {0};
    Map seen = map_new(arena);
    map_set(&seen, root->path, root);
    vector_push(arena, &reached, root);
    for (size_t i = 0; i < reached.count; i++) {
        const Folder *folder = reached.items[i];
        for (size_t c = 0; c < folder->called.count; c++) {
            Folder *called = folder->called.items[c];
            if (!map_has(&seen, called->path)) {
                map_set(&seen, called->path, called);
                vector_push(arena, &reached, called);
            }
        }
    }
    return reached;
}

/* With its length in front, so that no two lists of texts come to the same. */
static void append_counted(Buffer *out, Str text) {
    buffer_printf(out, "%zu:", text.length);
    buffer_append(out, text);
}

Str folders_signature(Arena *arena, const Folder *root) {
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < root->texts.count; i++) {
        const FolderText *text = &root->texts.items[i];
        if (!text->is_generated_test) {
            append_counted(&out, text->name);
            append_counted(&out, text->text);
        }
    }
    for (size_t i = 0; i < root->called.count; i++) {
        append_counted(&out, root->called.items[i]->path);
    }
    return buffer_str(&out);
}
