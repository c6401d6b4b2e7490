#include "support/file_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/file.h"

static bool fail(Arena *arena, int error, Str *ret_problem) {
    *ret_problem = str_copy(arena, str_from_cstr(strerror(error)));
    return false;
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

/* A full disk may be noticed only by fsync or close, and must be before the rename. */
static bool fill(int descriptor, Str text, mode_t mode, int *ret_error) {
    bool ok =
        write_all(descriptor, text) && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0;
    *ret_error = errno;
    if (close(descriptor) != 0 && ok) {
        ok = false;
        *ret_error = errno;
    }
    return ok;
}

static bool replace(Arena *arena, Str path, mode_t mode, Str text, Str *ret_problem) {
    const char *target = str_to_cstr(arena, path);
    Str beside = path_join(arena, path_folder(path), STR(".mlstack-XXXXXX"));
    char *temporary = memcpy(arena_alloc(arena, beside.length + 1), beside.data, beside.length);
    int descriptor = mkstemp(temporary);
    if (descriptor < 0) {
        return fail(arena, errno, ret_problem);
    }
    int error = 0;
    bool ok = fill(descriptor, text, mode, &error);
    if (ok && rename(temporary, target) != 0) {
        ok = false;
        error = errno;
    }
    if (!ok) {
        unlink(temporary);
        return fail(arena, error, ret_problem);
    }
    return true;
}

bool file_replace(Arena *arena, Str path, Str text, Str *ret_problem) {
    char *resolved = arena_alloc(arena, PATH_MAX);
    struct stat status;
    if (realpath(str_to_cstr(arena, path), resolved) == NULL || stat(resolved, &status) != 0) {
        return fail(arena, errno, ret_problem);
    }
    bool is_locked = (status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0;
    if (is_locked || access(resolved, W_OK) != 0) {
        return fail(arena, EACCES, ret_problem);
    }
    return replace(arena, str_from_cstr(resolved), status.st_mode & 07777, text, ret_problem);
}
