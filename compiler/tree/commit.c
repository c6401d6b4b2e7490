/* Writing the changes: stage everything, then rename; see tree.h for what each moment guarantees.
 */
#include <dirent.h>
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
    int folder;               /* descriptor of the output folder; paths below are relative to it */
    Map made_folders;         /* path -> anything: known to exist */
    bool made_own_folder;     /* .mlstack was not there before */
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
        commit->made_own_folder = commit->made_own_folder || str_equal(path, STR(MANIFEST_FOLDER));
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

/* The staged files mirror the tree; the manifest is among them, under a name that no tree has. */
#define STAGED_MANIFEST MANIFEST_STAGING "/.manifest.json"

static Str staged_path(const Commit *commit, Str path) {
    return path_join(commit->arena, STR(MANIFEST_STAGING), path);
}

static bool stage(Commit *commit) {
    const ChangeSet *set = commit->changes;
    if (!make_folder(commit, STR(MANIFEST_STAGING))) {
        return false;
    }
    for (size_t i = 0; i < set->count; i++) {
        Str path = staged_path(commit, set->changes[i].path);
        if (set->changes[i].kind != CHANGE_REMOVE &&
            (!make_folder(commit, path_folder(path)) ||
             !write_file(commit, path, set->changes[i].text))) {
            return false;
        }
    }
    return write_file(commit, STR(STAGED_MANIFEST), set->manifest);
}

/* Removes a folder and all below it, as far as it can; links are removed, not followed. */
static void remove_tree(int parent, const char *name) {
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (folder == NULL) {
        return;
    }
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlinkat(descriptor, entry->d_name, 0) != 0) {
            remove_tree(descriptor, entry->d_name);
        }
    }
    closedir(folder);
    unlinkat(parent, name, AT_REMOVEDIR);
}

/* Takes back everything that stage() made; what cannot be removed is left for the next run. */
static void unstage(Commit *commit) {
    remove_tree(commit->folder, MANIFEST_STAGING);
    if (commit->made_own_folder) {
        unlinkat(commit->folder, MANIFEST_FOLDER, AT_REMOVEDIR);
    }
    for (size_t i = commit->output_folders.count; i > 0; i--) {
        rmdir(str_to_cstr(commit->arena, commit->output_folders.items[i - 1]));
    }
}

static bool move(Commit *commit, Str from, Str to) {
    if (renameat(commit->folder, str_to_cstr(commit->arena, from), commit->folder,
                 str_to_cstr(commit->arena, to)) != 0) {
        return fail(commit, "put in place", to);
    }
    return true;
}

/*
 * The topmost folder on the way to a file that is not there yet, or the file itself: one rename
 * puts all that is new below it in place.
 */
static Str topmost_new(Commit *commit, Str path) {
    for (size_t slash = str_find_byte(path, '/'); slash < path.length;) {
        Str folder = str_slice(path, 0, slash);
        struct stat status;
        if (!map_has(&commit->made_folders, folder)) {
            if (fstatat(commit->folder, str_to_cstr(commit->arena, folder), &status,
                        AT_SYMLINK_NOFOLLOW) != 0) {
                return folder;
            }
            map_set(&commit->made_folders, folder, commit);
        }
        slash += 1 + str_find_byte(str_slice(path, slash + 1, path.length), '/');
    }
    return path;
}

static bool is_below(Str path, Str folder) {
    return str_starts_with(path, folder) && path.length > folder.length &&
           path.data[folder.length] == '/';
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

/* Changes are sorted by path, so what one rename of a folder covers follows in a row. */
static bool put_in_place(Commit *commit) {
    const ChangeSet *set = commit->changes;
    for (size_t i = 0; i < set->count; i++) {
        if (set->changes[i].kind == CHANGE_REMOVE) {
            continue;
        }
        Str top = topmost_new(commit, set->changes[i].path);
        if (!move(commit, staged_path(commit, top), top)) {
            return false;
        }
        while (i + 1 < set->count && is_below(set->changes[i + 1].path, top)) {
            i++;
        }
    }
    return true;
}

static bool remove_all_stale(Commit *commit) {
    const ChangeSet *set = commit->changes;
    for (size_t i = 0; i < set->count; i++) {
        if (set->changes[i].kind == CHANGE_REMOVE && !remove_stale(commit, set->changes[i].path)) {
            return false;
        }
    }
    return true;
}

static bool publish(Commit *commit) {
    if (!move(commit, STR(STAGED_MANIFEST), STR(MANIFEST_PENDING_PATH)) || !put_in_place(commit) ||
        !remove_all_stale(commit)) {
        return false;
    }
    remove_tree(commit->folder, MANIFEST_STAGING);
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
    /* A run that was killed may have left its own behind. */
    remove_tree(commit.folder, MANIFEST_STAGING);
    bool staged = stage(&commit);
    if (!staged) {
        unstage(&commit);
    }
    bool ok = staged && publish(&commit);
    close(commit.folder);
    return ok;
}
