/* What a build would change on disk, and what stands in its way. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/file.h"
#include "tree/manifest.h"
#include "tree/tree.h"

/* A generated file is far smaller; a larger one on disk is surely not ours. */
enum { LARGEST_COMPARED_FILE = 64 * 1024 * 1024 };

typedef struct Comparison {
    Arena *arena;
    DiagSink *sink;
    Str folder;
    Manifest manifest;
    Manifest pending; /* of a run that was cut off */
    Map checked_folders;
    VECTOR(Change) changes;
    ChangeSet set;
    bool ok;
} Comparison;

Tree *tree_new(Arena *arena, Str stack) {
    Tree *tree = ARENA_NEW(arena, Tree);
    tree->arena = arena;
    tree->stack = stack;
    return tree;
}

static bool stays_inside(Str path) {
    Str rest = path;
    while (rest.length > 0) {
        size_t slash = str_find_byte(rest, '/');
        Str part = str_slice(rest, 0, slash);
        if (part.length == 0 || str_equal(part, STR(".")) || str_equal(part, STR(".."))) {
            return false;
        }
        rest = str_slice(rest, slash + 1, rest.length);
    }
    return path.length > 0;
}

void tree_add(Tree *tree, Str path, Str text) {
    assert(stays_inside(path));
    vector_push(tree->arena, &tree->files, ((TreeFile){path, text}));
}

static int compare_files(const void *a, const void *b) {
    return str_compare(((const TreeFile *)a)->path, ((const TreeFile *)b)->path);
}

static void sort_files(Tree *tree) {
    if (tree->files.count > 0) {
        qsort(tree->files.items, tree->files.count, sizeof(TreeFile), compare_files);
    }
    for (size_t i = 1; i < tree->files.count; i++) {
        assert(!str_equal(tree->files.items[i - 1].path, tree->files.items[i].path));
    }
}

static bool is_listed_with(const Comparison *comparison, Str path, Str hash) {
    const Str *listed = map_get(&comparison->manifest.hashes, path);
    const Str *pending = map_get(&comparison->pending.hashes, path);
    return (listed != NULL && str_equal(*listed, hash)) ||
           (pending != NULL && str_equal(*pending, hash));
}

static bool is_listed(const Comparison *comparison, Str path) {
    return map_has(&comparison->manifest.hashes, path) ||
           map_has(&comparison->pending.hashes, path);
}

static void report_obstacle(Comparison *comparison, Str path, const char *what) {
    Diagnostic *diagnostic =
        diag_report(comparison->sink, MLS4002, span_none(), "'%.*s' %s",
                    STR_ARG(path_join(comparison->arena, comparison->folder, path)), what);
    diag_help(comparison->sink, diagnostic,
              "move it away, or build into another folder with -o; mlstack only replaces files "
              "that it wrote itself");
    comparison->ok = false;
}

static void report_edited(Comparison *comparison, Str path) {
    Diagnostic *diagnostic = diag_report(
        comparison->sink, MLS4003, span_none(), "'%.*s' was edited by hand since mlstack wrote it",
        STR_ARG(path_join(comparison->arena, comparison->folder, path)));
    diag_help(
        comparison->sink, diagnostic,
        "put the change into a file named *_override.tf beside it, which Terraform merges and "
        "mlstack never touches; then restore or delete the edited file");
    comparison->ok = false;
}

/* Every folder on the way must be a real folder: a link could lead outside. */
static bool folders_are_real(Comparison *comparison, Str path) {
    for (size_t slash = 0; slash < path.length; slash++) {
        if (path.data[slash] != '/') {
            continue;
        }
        Str part = str_slice(path, 0, slash);
        if (map_has(&comparison->checked_folders, part)) {
            continue;
        }
        map_set(&comparison->checked_folders, part, comparison);
        struct stat status;
        Str full = path_join(comparison->arena, comparison->folder, part);
        if (lstat(str_to_cstr(comparison->arena, full), &status) != 0) {
            return true; /* nothing below it either */
        }
        if (!S_ISDIR(status.st_mode)) {
            report_obstacle(comparison, part,
                            "is in the way: the tree needs a folder of that name");
            return false;
        }
    }
    return true;
}

static void add_change(Comparison *comparison, ChangeKind kind, Str path, Str text) {
    vector_push(comparison->arena, &comparison->changes, ((Change){kind, path, text}));
    comparison->set.created += kind == CHANGE_CREATE;
    comparison->set.updated += kind == CHANGE_UPDATE;
    comparison->set.removed += kind == CHANGE_REMOVE;
}

/* Reads what is on disk. False when nothing is there, or something that we must not touch. */
static bool read_existing(Comparison *comparison, Str path, Str *ret_text, bool *ret_absent) {
    Str full = path_join(comparison->arena, comparison->folder, path);
    struct stat status;
    *ret_absent = false;
    if (lstat(str_to_cstr(comparison->arena, full), &status) != 0) {
        *ret_absent = true;
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        report_obstacle(comparison, path, "is in the way: it is not a regular file");
        return false;
    }
    Str problem;
    if (!file_read(comparison->arena, full, LARGEST_COMPARED_FILE, ret_text, &problem)) {
        diag_report(comparison->sink, MLS4005, span_none(), "cannot read '%.*s': %.*s",
                    STR_ARG(full), STR_ARG(problem));
        comparison->ok = false;
        return false;
    }
    return true;
}

static void compare_file(Comparison *comparison, const TreeFile *file) {
    if (!folders_are_real(comparison, file->path)) {
        return;
    }
    Str existing;
    bool absent;
    if (!read_existing(comparison, file->path, &existing, &absent)) {
        if (absent) {
            add_change(comparison, CHANGE_CREATE, file->path, file->text);
        }
        return;
    }
    if (str_equal(existing, file->text)) {
        return;
    }
    if (is_listed_with(comparison, file->path, sha256_hex(comparison->arena, existing))) {
        add_change(comparison, CHANGE_UPDATE, file->path, file->text);
    } else if (is_listed(comparison, file->path)) {
        report_edited(comparison, file->path);
    } else {
        report_obstacle(comparison, file->path, "exists and was not written by mlstack");
    }
}

static bool is_in_tree(const Tree *tree, Str path) {
    TreeFile key = {path, STR("")};
    return tree->files.count > 0 && bsearch(&key, tree->files.items, tree->files.count,
                                            sizeof(TreeFile), compare_files) != NULL;
}

static void compare_stale(Comparison *comparison, const Tree *tree, const Manifest *manifest) {
    for (size_t i = 0; i < manifest->hashes.count; i++) {
        Str path = manifest->hashes.entries[i].key;
        if (is_in_tree(tree, path) || !stays_inside(path) ||
            (manifest == &comparison->pending && map_has(&comparison->manifest.hashes, path)) ||
            !folders_are_real(comparison, path)) {
            continue;
        }
        Str existing;
        bool absent;
        if (!read_existing(comparison, path, &existing, &absent)) {
            continue;
        }
        if (is_listed_with(comparison, path, sha256_hex(comparison->arena, existing))) {
            add_change(comparison, CHANGE_REMOVE, path, STR(""));
        } else {
            report_edited(comparison, path);
        }
    }
}

static bool folder_is_usable(Comparison *comparison) {
    struct stat status;
    Str folder = comparison->folder;
    if (stat(str_to_cstr(comparison->arena, folder), &status) != 0) {
        if (errno == ENOENT) {
            return true;
        }
        diag_report(comparison->sink, MLS4005, span_none(), "cannot use '%.*s': %s",
                    STR_ARG(folder), strerror(errno));
        return false;
    }
    if (!S_ISDIR(status.st_mode)) {
        diag_report(comparison->sink, MLS4005, span_none(),
                    "cannot write the tree to '%.*s': it is not a folder", STR_ARG(folder));
        return false;
    }
    return true;
}

static bool belongs_to_another_stack(Comparison *comparison, const Tree *tree) {
    Str owner = comparison->manifest.stack;
    if (str_is_empty(owner) || str_equal(owner, tree->stack)) {
        return false;
    }
    Diagnostic *diagnostic =
        diag_report(comparison->sink, MLS4006, span_none(),
                    "'%.*s' holds the tree of the stack '%.*s', not of '%.*s'",
                    STR_ARG(comparison->folder), STR_ARG(owner), STR_ARG(tree->stack));
    diag_help(comparison->sink, diagnostic, "build into another folder with -o");
    return true;
}

static int compare_changes(const void *a, const void *b) {
    return str_compare(((const Change *)a)->path, ((const Change *)b)->path);
}

bool tree_compare(Arena *arena, DiagSink *sink, Tree *tree, Str folder, ChangeSet *ret_changes) {
    Comparison comparison = {.arena = arena,
                             .sink = sink,
                             .folder = folder,
                             .checked_folders = map_new(arena),
                             .set = {.folder = folder},
                             .ok = true};
    sort_files(tree);
    if (!folder_is_usable(&comparison) || !folders_are_real(&comparison, STR(MANIFEST_PATH)) ||
        !manifest_read(arena, sink, folder, STR(MANIFEST_PATH), &comparison.manifest) ||
        !manifest_read(arena, sink, folder, STR(MANIFEST_PENDING_PATH), &comparison.pending) ||
        belongs_to_another_stack(&comparison, tree)) {
        return false;
    }
    for (size_t i = 0; i < tree->files.count; i++) {
        compare_file(&comparison, &tree->files.items[i]);
    }
    compare_stale(&comparison, tree, &comparison.manifest);
    compare_stale(&comparison, tree, &comparison.pending);
    if (comparison.changes.count > 0) {
        qsort(comparison.changes.items, comparison.changes.count, sizeof(Change), compare_changes);
    }
    Str on_disk = STR("");
    Str problem;
    bool has_manifest = file_read(arena, path_join(arena, folder, STR(MANIFEST_PATH)),
                                  LARGEST_COMPARED_FILE, &on_disk, &problem);
    comparison.set.changes = comparison.changes.items;
    comparison.set.count = comparison.changes.count;
    comparison.set.manifest = manifest_write(arena, tree);
    comparison.set.manifest_differs =
        !has_manifest || !str_equal(on_disk, comparison.set.manifest) ||
        file_exists(path_join(arena, folder, STR(MANIFEST_PENDING_PATH)));
    *ret_changes = comparison.set;
    return comparison.ok;
}
