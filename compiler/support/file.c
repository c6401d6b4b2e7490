#include "support/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/buffer.h"

enum { READ_CHUNK = 64 * 1024 };

static Str describe_errno(Arena *arena, int error) {
    if (error == ENOENT || error == ENOTDIR) {
        return STR("there is no such file");
    }
    return str_copy(arena, str_from_cstr(strerror(error)));
}

static Str describe_kind(mode_t mode) {
    if (S_ISDIR(mode)) {
        return STR("it is a folder");
    }
    if (S_ISFIFO(mode)) {
        return STR("it is a FIFO, not a regular file");
    }
    return STR("it is not a regular file");
}

static Str describe_limit(Arena *arena, size_t max_bytes) {
    return str_format(arena, "it is larger than %zu MiB", max_bytes / (1024 * 1024));
}

/*
 * Reads to the end; `expected` is a hint. A short read is the end of a regular file, so that a file
 * of the expected size costs one call.
 */
static bool read_all(Arena *arena, int descriptor, bool is_regular, size_t expected,
                     size_t max_bytes, Str *ret_text, Str *ret_problem) {
    Buffer buffer = buffer_new(arena);
    buffer_reserve(&buffer, expected + 1);
    for (;;) {
        if (buffer.capacity - buffer.length < 2) {
            buffer_reserve(&buffer, READ_CHUNK);
        }
        size_t room = buffer.capacity - buffer.length - 1;
        ssize_t count = read(descriptor, buffer.data + buffer.length, room);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            *ret_problem = describe_errno(arena, errno);
            return false;
        }
        buffer.length += (size_t)count;
        if (buffer.length > max_bytes) {
            *ret_problem = describe_limit(arena, max_bytes);
            return false;
        }
        if (count == 0 || (is_regular && (size_t)count < room)) {
            *ret_text = buffer_str(&buffer);
            return true;
        }
    }
}

static FileStatus read_descriptor(Arena *arena, int descriptor, size_t max_bytes, Str *ret_text,
                                  Str *ret_problem) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) {
        *ret_problem = describe_errno(arena, errno);
        return FILE_FAILED;
    }
    if (!S_ISREG(status.st_mode)) {
        *ret_problem = describe_kind(status.st_mode);
        return FILE_NOT_REGULAR;
    }
    if (status.st_size > (off_t)max_bytes) {
        *ret_problem = describe_limit(arena, max_bytes);
        return FILE_FAILED;
    }
    return read_all(arena, descriptor, true, (size_t)status.st_size, max_bytes, ret_text,
                    ret_problem)
               ? FILE_READ
               : FILE_FAILED;
}

static FileStatus open_and_read(Arena *arena, int folder, Str path, int extra_flags,
                                size_t max_bytes, Str *ret_text, Str *ret_problem) {
    if (memchr(path.data, '\0', path.length) != NULL) {
        *ret_problem = STR("its name contains a NUL byte");
        return FILE_FAILED;
    }
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | extra_flags;
    int descriptor = openat(folder, str_to_cstr(arena, path), flags);
    if (descriptor < 0) {
        int error = errno;
        *ret_problem = describe_errno(arena, error);
        return error == ENOENT || error == ENOTDIR ? FILE_ABSENT
               : error == ELOOP || error == ENXIO  ? FILE_NOT_REGULAR
                                                   : FILE_FAILED;
    }
    FileStatus status = read_descriptor(arena, descriptor, max_bytes, ret_text, ret_problem);
    close(descriptor);
    return status;
}

bool file_read(Arena *arena, Str path, size_t max_bytes, Str *ret_text, Str *ret_problem) {
    return open_and_read(arena, AT_FDCWD, path, 0, max_bytes, ret_text, ret_problem) == FILE_READ;
}

FileStatus file_read_at(Arena *arena, int folder, Str path, size_t max_bytes, Str *ret_text,
                        Str *ret_problem) {
    return open_and_read(arena, folder, path, O_NOFOLLOW, max_bytes, ret_text, ret_problem);
}

bool file_read_stdin(Arena *arena, size_t max_bytes, Str *ret_text, Str *ret_problem) {
    return read_all(arena, STDIN_FILENO, false, READ_CHUNK, max_bytes, ret_text, ret_problem);
}

bool file_equals_at(Arena *scratch, int folder, Str path, Str text) {
    ArenaMark mark = arena_mark(scratch);
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW;
    int descriptor = openat(folder, str_to_cstr(scratch, path), flags);
    bool equal = false;
    if (descriptor >= 0) {
        /* One byte more than there should be shows a longer file. */
        Buffer buffer = buffer_new(scratch);
        buffer_reserve(&buffer, text.length + 1);
        ssize_t count = read(descriptor, buffer.data, text.length + 1);
        equal = count >= 0 && str_equal((Str){buffer.data, (size_t)count}, text);
        close(descriptor);
    }
    arena_rewind(scratch, mark);
    return equal;
}

static bool status_of(Str path, struct stat *ret_status) {
    Arena *arena = arena_new();
    bool ok = lstat(str_to_cstr(arena, path), ret_status) == 0;
    arena_free(arena);
    return ok;
}

bool file_exists(Str path) {
    struct stat status;
    return status_of(path, &status);
}

bool file_is_folder(Str path) {
    Arena *arena = arena_new();
    struct stat status;
    bool ok = stat(str_to_cstr(arena, path), &status) == 0 && S_ISDIR(status.st_mode);
    arena_free(arena);
    return ok;
}

static bool list_into(Arena *arena, Str root, Str below, StrVector *paths, Str *ret_problem) {
    Str folder = below.length == 0 ? root : path_join(arena, root, below);
    DIR *handle = opendir(str_to_cstr(arena, folder));
    if (handle == NULL) {
        *ret_problem = describe_errno(arena, errno);
        return false;
    }
    bool ok = true;
    struct dirent *entry;
    while (ok && (entry = readdir(handle)) != NULL) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        Str name = str_copy(arena, str_from_cstr(entry->d_name));
        Str path = below.length == 0 ? name : path_join(arena, below, name);
        struct stat status;
        if (fstatat(dirfd(handle), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        if (S_ISDIR(status.st_mode)) {
            ok = list_into(arena, root, path, paths, ret_problem);
        } else if (S_ISREG(status.st_mode)) {
            vector_push(arena, paths, path);
        }
    }
    closedir(handle);
    return ok;
}

static int compare_paths(const void *a, const void *b) {
    return str_compare(*(const Str *)a, *(const Str *)b);
}

bool file_list(Arena *arena, Str folder, StrVector *ret_paths, Str *ret_problem) {
    StrVector paths = {0};
    if (!list_into(arena, folder, STR(""), &paths, ret_problem)) {
        return false;
    }
    if (paths.count > 0) {
        qsort(paths.items, paths.count, sizeof *paths.items, compare_paths);
    }
    *ret_paths = paths;
    return true;
}

Str path_join(Arena *arena, Str folder, Str path) {
    if (folder.length == 0 || (path.length > 0 && path.data[0] == '/')) {
        return path;
    }
    Buffer out = buffer_new(arena);
    buffer_reserve(&out, folder.length + 1 + path.length);
    buffer_append(&out, folder);
    if (folder.data[folder.length - 1] != '/') {
        buffer_append_byte(&out, '/');
    }
    buffer_append(&out, path);
    return buffer_str(&out);
}

static size_t last_slash(Str path) {
    size_t end = path.length;
    while (end > 0 && path.data[end - 1] != '/') {
        end--;
    }
    return end; /* offset after the slash, or 0 */
}

Str path_folder(Str path) {
    size_t after = last_slash(path);
    if (after == 0) {
        return STR(".");
    }
    return after == 1 ? STR("/") : str_slice(path, 0, after - 1);
}

Str path_base(Str path) {
    return str_slice(path, last_slash(path), path.length);
}

Str path_folder_above(Arena *arena, Str folder) {
    if (str_equal(folder, STR("."))) {
        return STR("..");
    }
    if (str_equal(path_base(folder), STR(".."))) {
        return path_join(arena, folder, STR(".."));
    }
    return path_folder(folder);
}

Str file_find_upwards(Arena *arena, Str folder, Str name) {
    /* More folders than a path has; it ends the search where the top cannot be told. */
    enum { MOST_FOLDERS = 64 };
    for (int depth = 0; depth < MOST_FOLDERS; depth++) {
        if (file_exists(path_join(arena, folder, name))) {
            return folder;
        }
        if (str_equal(folder, STR("/")) || file_exists(path_join(arena, folder, STR(".git")))) {
            break;
        }
        folder = path_folder_above(arena, folder);
    }
    return STR("");
}

Str file_path_within(Arena *arena, Str folder, Str file) {
    char *real_folder = realpath(str_to_cstr(arena, folder), NULL);
    char *real_file = realpath(str_to_cstr(arena, file), NULL);
    Str within = STR("");
    if (real_folder != NULL && real_file != NULL) {
        Str prefix = str_format(arena, "%s/", real_folder);
        Str whole = str_copy(arena, str_from_cstr(real_file));
        if (str_starts_with(whole, prefix)) {
            within = str_slice(whole, prefix.length, whole.length);
        }
    }
    free(real_folder);
    free(real_file);
    return within;
}
