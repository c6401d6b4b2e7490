/* Writing the changes: stage everything, then rename; see tree.h for what each moment guarantees.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/file.h"
#include "support/map.h"
#include "tree/manifest.h"
#include "tree/tree.h"

typedef struct Commit {
    Arena *arena;
    DiagSink *sink;
    const ChangeSet *changes;
    int folder;            /* descriptor of the output folder; all paths below are relative to it */
    Map made_folders;      /* path -> anything: known to exist */
    StrVector new_folders; /* made by this run, in order, to be taken back on failure */
    StrVector output_folders; /* the output folder and its parents, as far as this run made them */
} Commit;

static bool fail(Commit *commit, const char *doing, Str path) {
    int error = errno;
    Str full = path_join(commit->arena, commit->changes->folder, path);
    diag_report(commit->sink, MLS4007, span_none(), "cannot %s '%.*s': %s", doing, STR_ARG(full),
                strerror(error));
    return false;
}

static bool make_folder(Commit *commit, Str path) {
    if (map_has(&commit->made_folders, path)) {
        return true;
    }
    Str parent = path_folder(path);
    if (!str_equal(parent, STR(".")) && !make_folder(commit, parent)) {
        return false;
    }
    if (mkdirat(commit->folder, str_to_cstr(commit->arena, path), 0777) == 0) {
        vector_push(commit->arena, &commit->new_folders, path);
    } else if (errno != EEXIST) {
        return fail(commit, "make the folder", path);
    }
    map_set(&commit->made_folders, path, commit);
    return true;
}

static bool write_all(int descriptor, Str text) {
    while (text.length > 0) {
        ssize_t count = write(descriptor, text.data, text.length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return false;
        }
        text = str_slice(text, (size_t)count, text.length);
    }
    return true;
}

static bool write_file(Commit *commit, Str path, Str text) {
    int descriptor = openat(commit->folder, str_to_cstr(commit->arena, path),
                            O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return fail(commit, "write", path);
    }
    bool ok = write_all(descriptor, text);
    int error = errno;
    /* A full disk may only be noticed at close. */
    if (close(descriptor) != 0 && ok) {
        ok = false;
        error = errno;
    }
    errno = error;
    return ok ? true : fail(commit, "write", path);
}

static Str staged_path(Arena *arena, size_t index) {
    return str_format(arena, MANIFEST_STAGING "/%zu", index);
}

static bool stage(Commit *commit) {
    const ChangeSet *set = commit->changes;
    if (!make_folder(commit, STR(MANIFEST_STAGING))) {
        return false;
    }
    for (size_t i = 0; i < set->count; i++) {
        if (set->changes[i].kind != CHANGE_REMOVE &&
            !write_file(commit, staged_path(commit->arena, i), set->changes[i].text)) {
            return false;
        }
    }
    for (size_t i = 0; i < set->count; i++) {
        Str parent = path_folder(set->changes[i].path);
        if (set->changes[i].kind != CHANGE_REMOVE && !str_equal(parent, STR(".")) &&
            !make_folder(commit, parent)) {
            return false;
        }
    }
    return write_file(commit, STR(MANIFEST_STAGING "/manifest.json"), set->manifest);
}

static void remove_path(Commit *commit, Str path, int flags) {
    unlinkat(commit->folder, str_to_cstr(commit->arena, path), flags);
}

/* Takes back everything that stage() made; what cannot be removed is left for the next run. */
static void unstage(Commit *commit) {
    for (size_t i = 0; i < commit->changes->count; i++) {
        remove_path(commit, staged_path(commit->arena, i), 0);
    }
    remove_path(commit, STR(MANIFEST_STAGING "/manifest.json"), 0);
    for (size_t i = commit->new_folders.count; i > 0; i--) {
        remove_path(commit, commit->new_folders.items[i - 1], AT_REMOVEDIR);
    }
    for (size_t i = commit->output_folders.count; i > 0; i--) {
        rmdir(str_to_cstr(commit->arena, commit->output_folders.items[i - 1]));
    }
}

/* A run that was killed may have left staged files behind. */
static void clear_staging(Commit *commit) {
    Str folder = path_join(commit->arena, commit->changes->folder, STR(MANIFEST_STAGING));
    StrVector leftovers = {0};
    Str problem;
    if (!file_list(commit->arena, folder, &leftovers, &problem)) {
        return;
    }
    for (size_t i = 0; i < leftovers.count; i++) {
        remove_path(commit, path_join(commit->arena, STR(MANIFEST_STAGING), leftovers.items[i]), 0);
    }
}

static bool move(Commit *commit, Str from, Str to) {
    if (renameat(commit->folder, str_to_cstr(commit->arena, from), commit->folder,
                 str_to_cstr(commit->arena, to)) != 0) {
        return fail(commit, "put in place", to);
    }
    return true;
}

/* Removes a stale file and the folders that are empty without it. */
static bool remove_stale(Commit *commit, Str path) {
    if (unlinkat(commit->folder, str_to_cstr(commit->arena, path), 0) != 0 && errno != ENOENT) {
        return fail(commit, "remove", path);
    }
    for (Str parent = path_folder(path); !str_equal(parent, STR("."));
         parent = path_folder(parent)) {
        if (unlinkat(commit->folder, str_to_cstr(commit->arena, parent), AT_REMOVEDIR) != 0) {
            break;
        }
    }
    return true;
}

static bool publish(Commit *commit) {
    const ChangeSet *set = commit->changes;
    if (!move(commit, STR(MANIFEST_STAGING "/manifest.json"), STR(MANIFEST_PENDING_PATH))) {
        return false;
    }
    for (size_t i = 0; i < set->count; i++) {
        const Change *change = &set->changes[i];
        bool ok = change->kind == CHANGE_REMOVE
                      ? remove_stale(commit, change->path)
                      : move(commit, staged_path(commit->arena, i), change->path);
        if (!ok) {
            return false;
        }
    }
    remove_path(commit, STR(MANIFEST_STAGING), AT_REMOVEDIR);
    return move(commit, STR(MANIFEST_PENDING_PATH), STR(MANIFEST_PATH));
}

/* Makes the output folder and the folders it is in, and remembers those that were not there. */
static bool make_output_folder(Commit *commit, Str folder) {
    if (mkdir(str_to_cstr(commit->arena, folder), 0777) == 0) {
        vector_push(commit->arena, &commit->output_folders, folder);
        return true;
    }
    if (errno == EEXIST) {
        return true;
    }
    Str parent = path_folder(folder);
    if (errno != ENOENT || str_equal(parent, folder) || file_exists(parent) ||
        !make_output_folder(commit, parent)) {
        return false;
    }
    return make_output_folder(commit, folder);
}

bool tree_commit(Arena *arena, DiagSink *sink, const ChangeSet *changes) {
    if (changes->count == 0 && !changes->manifest_differs) {
        return true;
    }
    Commit commit = {
        .arena = arena, .sink = sink, .changes = changes, .made_folders = map_new(arena)};
    if (!make_output_folder(&commit, changes->folder)) {
        return fail(&commit, "make the folder", STR(""));
    }
    commit.folder = open(str_to_cstr(arena, changes->folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (commit.folder < 0) {
        return fail(&commit, "open the folder", STR(""));
    }
    clear_staging(&commit);
    bool staged = stage(&commit);
    if (!staged) {
        unstage(&commit);
    }
    bool ok = staged && publish(&commit);
    close(commit.folder);
    return ok;
}
