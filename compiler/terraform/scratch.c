#include "terraform/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/file.h"

/* A socket's path has about 100 bytes; our folder's and the socket's own name need 40. */
enum { MAX_PARENT_LENGTH = 60 };

bool scratch_open(Arena *arena, Str parent, Str *ret_folder, Str *ret_problem) {
    if (!str_starts_with(parent, STR("/")) || parent.length > MAX_PARENT_LENGTH) {
        parent = STR("/tmp");
    }
    Str pattern = path_join(arena, parent, STR("mlstack-XXXXXX"));
    char *path = (char *)str_to_cstr(arena, pattern);
    if (mkdtemp(path) == NULL) {
        *ret_problem = str_format(arena, "%s: %s", path, strerror(errno));
        return false;
    }
    *ret_folder = str_from_cstr(path);
    return true;
}

static void remove_entries(DIR *folder) {
    const struct dirent *entry = NULL;
    while ((entry = readdir(folder)) != NULL) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
            unlinkat(dirfd(folder), name, 0) == 0) {
            continue;
        }
        int descriptor =
            openat(dirfd(folder), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        DIR *inner = descriptor < 0 ? NULL : fdopendir(descriptor);
        if (inner != NULL) {
            remove_entries(inner);
            closedir(inner);
        } else if (descriptor >= 0) {
            close(descriptor);
        }
        unlinkat(dirfd(folder), name, AT_REMOVEDIR);
    }
}

void scratch_close(Arena *arena, Str folder) {
    const char *path = str_to_cstr(arena, folder);
    DIR *opened = opendir(path);
    if (opened != NULL) {
        remove_entries(opened);
        closedir(opened);
    }
    rmdir(path);
}
