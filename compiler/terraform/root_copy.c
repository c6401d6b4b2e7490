#include "terraform/root_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char override_name[] = "zzz_mlstack_backend_override.tf";
static const char override_text[] = "terraform {\n  backend \"local\" {}\n}\n";

static Str copy_folder(const Folders *folders, Str scratch) {
    return path_join(folders->arena, scratch, STR("tree"));
}

Str root_copy_path(const Folders *folders, Str scratch, Str path) {
    /* Below its absolute path, so that "../.." leads from one copied folder to another. */
    char *absolute = realpath(str_to_cstr(folders->arena, path), NULL);
    Str real = absolute == NULL ? STR("/") : str_copy(folders->arena, str_from_cstr(absolute));
    free(absolute);
    return str_format(folders->arena, "%.*s%.*s", STR_ARG(copy_folder(folders, scratch)),
                      STR_ARG(real));
}

static bool make_folders(Arena *arena, Str path) {
    for (size_t i = 1; i <= path.length; i++) {
        if (i < path.length && path.data[i] != '/') {
            continue;
        }
        const char *part = str_to_cstr(arena, str_slice(path, 0, i));
        if (mkdir(part, S_IRWXU) != 0 && errno != EEXIST) {
            return false;
        }
    }
    return true;
}

static bool write_copy(Arena *arena, Str path, Str text, Str *ret_problem) {
    int descriptor = -1;
    if (make_folders(arena, path_folder(path))) {
        descriptor = open(str_to_cstr(arena, path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    }
    size_t written = 0;
    while (descriptor >= 0 && written < text.length) {
        ssize_t count = write(descriptor, text.data + written, text.length - written);
        if (count < 0) {
            break;
        }
        written += (size_t)count;
    }
    bool ok = descriptor >= 0 && written == text.length;
    if (!ok) {
        *ret_problem =
            str_format(arena, "'%.*s' cannot be written: %s", STR_ARG(path), strerror(errno));
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    return ok;
}

static bool is_state(Str path) {
    Str name = path_base(path);
    return str_ends_with(name, STR(".tfstate")) || str_ends_with(name, STR(".tfstate.backup"));
}

static bool copy_below(const Folders *folders, Str scratch, Str top, Str *ret_problem) {
    StrVector paths;
    if (!file_list(folders->arena, top, &paths, ret_problem)) {
        return false;
    }
    Str target = root_copy_path(folders, scratch, top);
    for (size_t i = 0; i < paths.count; i++) {
        Str text;
        if (is_state(paths.items[i])) {
            continue;
        }
        if (!file_read(folders->arena, path_join(folders->arena, top, paths.items[i]),
                       SOURCE_MAX_BYTES, &text, ret_problem) ||
            !write_copy(folders->arena, path_join(folders->arena, target, paths.items[i]), text,
                        ret_problem)) {
            return false;
        }
    }
    return true;
}

static bool override_backends(const Folders *folders, Str scratch, Str *ret_problem) {
    FolderVector roots = folders_roots(folders);
    for (size_t i = 0; i < roots.count; i++) {
        Str root = root_copy_path(folders, scratch, roots.items[i]->path);
        Str path = path_join(folders->arena, root, str_from_cstr(override_name));
        if (!write_copy(folders->arena, path, str_from_cstr(override_text), ret_problem)) {
            return false;
        }
    }
    return true;
}

bool root_copy_make(const Folders *folders, Str scratch, Str *ret_problem) {
    if (!copy_below(folders, scratch, folders->tree, ret_problem)) {
        return false;
    }
    for (size_t i = 0; i < folders->all.count; i++) {
        const Folder *folder = folders->all.items[i];
        if (!folder->in_tree && !copy_below(folders, scratch, folder->path, ret_problem)) {
            return false;
        }
    }
    return override_backends(folders, scratch, ret_problem);
}

bool root_copy_lock_files(const Folders *folders, Str scratch, Str *ret_problem) {
    FolderVector roots = folders_roots(folders);
    for (size_t i = 0; i < roots.count; i++) {
        Str root = roots.items[i]->path;
        Str path = path_join(folders->arena, root, STR(LOCK_FILE));
        Str copy =
            path_join(folders->arena, root_copy_path(folders, scratch, root), STR(LOCK_FILE));
        Str text;
        if (file_exists(path) &&
            (!file_read(folders->arena, path, SOURCE_MAX_BYTES, &text, ret_problem) ||
             !write_copy(folders->arena, copy, text, ret_problem))) {
            return false;
        }
    }
    return true;
}
