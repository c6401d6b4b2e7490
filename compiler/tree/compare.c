/* What a build would change on disk, and what stands in its way. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/file.h"
#include "tree/manifest.h"
#include "tree/tree.h"

/* A generated file is far smaller; a larger one on disk is surely not ours. */
enum { LARGEST_COMPARED_FILE = 64 * 1024 * 1024 };

typedef struct Comparison {
    Arena *arena;
    Arena *scratch; /* holds one file of the disk at a time */
    DiagSink *sink;
    Str folder;
    int descriptor; /* of the folder, or -1 when there is none */
    Manifest manifest;
    Manifest pending; /* of a run that was cut off */
    Map checked_folders;
    VECTOR(Change) changes;
    ChangeSet set;
    bool ok;
} Comparison;

Tree *tree_new(Arena *arena, Str stack, Str file) {
    Tree *tree = ARENA_NEW(arena, Tree);
    tree->arena = arena;
    tree->stack = stack;
    tree->file = file;
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
    return manifest_lists(&comparison->manifest, path, hash) ||
           manifest_lists(&comparison->pending, path, hash);
}

static bool is_listed(const Comparison *comparison, Str path) {
    return !comparison->set.manifest_differs || map_has(&comparison->manifest.hashes, path) ||
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
        if (fstatat(comparison->descriptor, str_to_cstr(comparison->arena, part), &status,
                    AT_SYMLINK_NOFOLLOW) != 0) {
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

/*
 * Reads what is on disk into the scratch arena. False when nothing is there, or something that we
 * must not touch.
 */
static bool read_existing(Comparison *comparison, Str path, Str *ret_text, bool *ret_absent) {
    Str problem = STR("");
    FileStatus status = comparison->descriptor < 0
                            ? FILE_ABSENT
                            : file_read_at(comparison->scratch, comparison->descriptor, path,
                                           LARGEST_COMPARED_FILE, ret_text, &problem);
    *ret_absent = status == FILE_ABSENT;
    switch (status) {
    case FILE_READ:
        return true;
    case FILE_ABSENT:
        return false;
    case FILE_NOT_REGULAR:
        report_obstacle(comparison, path, "is in the way: it is not a regular file");
        return false;
    case FILE_FAILED:
        diag_report(comparison->sink, MLS4005, span_none(), "cannot read '%.*s': %.*s",
                    STR_ARG(path_join(comparison->arena, comparison->folder, path)),
                    STR_ARG(problem));
        comparison->ok = false;
        return false;
    }
    return false;
}

static void compare_with_disk(Comparison *comparison, const TreeFile *file) {
    Str existing;
    bool absent;
    if (!read_existing(comparison, file->path, &existing, &absent)) {
        if (absent) {
            add_change(comparison, CHANGE_CREATE, file->path, file->text);
        }
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

static void compare_file(Comparison *comparison, const TreeFile *file) {
    bool same = comparison->descriptor >= 0 &&
                file_equals_at(comparison->scratch, comparison->descriptor, file->path, file->text);
    if (!same && folders_are_real(comparison, file->path)) {
        ArenaMark mark = arena_mark(comparison->scratch);
        compare_with_disk(comparison, file);
        arena_rewind(comparison->scratch, mark);
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

/* Opens the folder; an absent one is an empty one. False when it cannot hold a tree. */
static bool open_folder(Comparison *comparison) {
    Str folder = comparison->folder;
    comparison->descriptor =
        open(str_to_cstr(comparison->arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (comparison->descriptor >= 0 || errno == ENOENT) {
        return true;
    }
    const char *problem = errno == ENOTDIR ? "it is not a folder" : strerror(errno);
    diag_report(comparison->sink, MLS4005, span_none(), "cannot write the tree to '%.*s': %s",
                STR_ARG(folder), problem);
    return false;
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

static bool manifest_is_current(Comparison *comparison) {
    Str text = STR("");
    Str problem = STR("");
    return comparison->descriptor >= 0 &&
           file_read_at(comparison->arena, comparison->descriptor, STR(MANIFEST_PATH),
                        LARGEST_COMPARED_FILE, &text, &problem) == FILE_READ &&
           str_equal(text, comparison->set.manifest) &&
           !file_exists(
               path_join(comparison->arena, comparison->folder, STR(MANIFEST_PENDING_PATH)));
}

static bool read_manifests(Comparison *comparison) {
    return manifest_read(comparison->arena, comparison->sink, comparison->folder,
                         STR(MANIFEST_PATH), &comparison->manifest) &&
           manifest_read(comparison->arena, comparison->sink, comparison->folder,
                         STR(MANIFEST_PENDING_PATH), &comparison->pending);
}

static void compare_files_and_stale(Comparison *comparison, const Tree *tree) {
    for (size_t i = 0; i < tree->files.count; i++) {
        compare_file(comparison, &tree->files.items[i]);
    }
    compare_stale(comparison, tree, &comparison->manifest);
    compare_stale(comparison, tree, &comparison->pending);
    if (comparison->changes.count > 0) {
        qsort(comparison->changes.items, comparison->changes.count, sizeof(Change),
              compare_changes);
    }
}

static bool compare(Comparison *comparison, Tree *tree) {
    if (!folders_are_real(comparison, STR(MANIFEST_PATH))) {
        return false;
    }
    comparison->set.manifest = manifest_write(comparison->arena, tree);
    comparison->set.manifest_differs = !manifest_is_current(comparison);
    /* A manifest that is as it will be lists just the files of the tree, so it need not be parsed.
     */
    if (comparison->set.manifest_differs &&
        (!read_manifests(comparison) || belongs_to_another_stack(comparison, tree))) {
        return false;
    }
    compare_files_and_stale(comparison, tree);
    comparison->set.changes = comparison->changes.items;
    comparison->set.count = comparison->changes.count;
    return comparison->ok;
}

bool tree_compare(Arena *arena, DiagSink *sink, Tree *tree, Str folder, ChangeSet *ret_changes) {
    Comparison comparison = {.arena = arena,
                             .scratch = arena_new(),
                             .sink = sink,
                             .folder = folder,
                             .checked_folders = map_new(arena),
                             .manifest = {.hashes = map_new(arena)},
                             .pending = {.hashes = map_new(arena)},
                             .set = {.folder = folder},
                             .ok = true};
    sort_files(tree);
    bool ok = open_folder(&comparison) && compare(&comparison, tree);
    if (comparison.descriptor >= 0) {
        close(comparison.descriptor);
    }
    arena_free(comparison.scratch);
    *ret_changes = comparison.set;
    return ok;
}
