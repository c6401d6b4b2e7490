#include "terraform/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/file.h"

/* A socket's path has about 100 bytes; our folder's and the socket's own name need 40. */
enum { MAX_PARENT_LENGTH = 60 };

static const char prefix[] = "mlstack-";
static const char random_part[] = "XXXXXX"; /* in mkdtemp's notation */
static const char lock_name[] = "mlstack.lock";

/* ---- Removing ---- */

/* Removes what is in the folder, but for a file of the name `kept`. */
static void remove_entries(DIR *folder, const char *kept) {
    const struct dirent *entry = NULL;
    while ((entry = readdir(folder)) != NULL) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, kept) == 0 ||
            unlinkat(dirfd(folder), name, 0) == 0) {
            continue;
        }
        int descriptor =
            openat(dirfd(folder), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        DIR *inner = descriptor < 0 ? NULL : fdopendir(descriptor);
        if (inner != NULL) {
            remove_entries(inner, "");
            closedir(inner);
        } else if (descriptor >= 0) {
            close(descriptor);
        }
        unlinkat(dirfd(folder), name, AT_REMOVEDIR);
    }
}

/* The lock goes last: until then another run can finish what this one began. */
static void remove_folder(DIR *folder, int parent, const char *path) {
    remove_entries(folder, lock_name);
    unlinkat(dirfd(folder), lock_name, 0);
    unlinkat(parent, path, AT_REMOVEDIR);
}

/* ---- What dead runs left ---- */

static bool is_our_name(const char *name) {
    size_t length = sizeof prefix - 1;
    return strncmp(name, prefix, length) == 0 && strlen(name) == length + sizeof random_part - 1;
}

static bool is_our_folder(int folder) {
    struct stat status;
    return fstat(folder, &status) == 0 && S_ISDIR(status.st_mode) &&
           (status.st_mode & 07777) == S_IRWXU && status.st_uid == geteuid();
}

/* True when the lock was free and is now ours, and the file is still in its folder. */
static bool take_lock(int lock) {
    struct stat status;
    return flock(lock, LOCK_EX | LOCK_NB) == 0 && fstat(lock, &status) == 0 && status.st_nlink > 0;
}

static void remove_if_dead(int parent, const char *name) {
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (folder == NULL) {
        if (descriptor >= 0) {
            close(descriptor);
        }
        return;
    }
    if (!is_our_folder(descriptor)) {
        closedir(folder);
        return;
    }
    int lock = openat(descriptor, lock_name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (lock >= 0 && take_lock(lock)) {
        remove_folder(folder, parent, name);
    } else if (lock < 0 && errno == ENOENT) {
        unlinkat(parent, name, AT_REMOVEDIR); /* which an empty one only lets happen */
    }
    if (lock >= 0) {
        close(lock);
    }
    closedir(folder);
}

static void remove_dead(const char *parent) {
    DIR *folder = opendir(parent);
    const struct dirent *entry = NULL;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (is_our_name(entry->d_name)) {
            remove_if_dead(dirfd(folder), entry->d_name);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
}

/* ---- One's own ---- */

/* False with errno 0 when another run took the folder for a dead one: then there is a next try. */
static bool make_folder(Arena *arena, char *path, int *ret_lock) {
    if (mkdtemp(path) == NULL) {
        return false;
    }
    Str name = path_join(arena, str_from_cstr(path), str_from_cstr(lock_name));
    int lock = open(str_to_cstr(arena, name), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (lock < 0) {
        int problem = errno;
        rmdir(path);
        errno = problem == ENOENT ? 0 : problem;
        return false;
    }
    /* Where there are no locks at all, nobody can take one either. */
    bool has_locks = flock(lock, LOCK_EX | LOCK_NB) == 0 || errno == EWOULDBLOCK;
    if (has_locks && !take_lock(lock)) {
        close(lock);
        errno = 0;
        return false;
    }
    *ret_lock = lock;
    return true;
}

bool scratch_open(Arena *arena, Str parent, Scratch *ret_scratch, Str *ret_problem) {
    if (!str_starts_with(parent, STR("/")) || parent.length > MAX_PARENT_LENGTH) {
        parent = STR("/tmp");
    }
    remove_dead(str_to_cstr(arena, parent));
    Str name = str_format(arena, "%s%s", prefix, random_part);
    for (;;) {
        char *path = (char *)str_to_cstr(arena, path_join(arena, parent, name));
        int lock = -1;
        if (make_folder(arena, path, &lock)) {
            *ret_scratch = (Scratch){str_from_cstr(path), lock};
            return true;
        }
        if (errno != 0) {
            *ret_problem = str_format(arena, "%s: %s", path, strerror(errno));
            return false;
        }
    }
}

void scratch_close(Arena *arena, const Scratch *scratch) {
    const char *path = str_to_cstr(arena, scratch->folder);
    DIR *opened = opendir(path);
    if (opened != NULL) {
        remove_folder(opened, AT_FDCWD, path);
        closedir(opened);
    }
    close(scratch->lock);
}
