#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool make_folders(Arena *arena, Str path) {
    for (size_t i = 1; i <= path.length; i++) {
        bool is_end = i == path.length || path.data[i] == '/';
        const char *folder = str_to_cstr(arena, str_slice(path, 0, i));
        if (is_end && mkdir(folder, 0777) != 0 && errno != EEXIST) {
            return false;
        }
    }
    return true;
}

static bool write_file(const char *path, Str text) {
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return false;
    }
    bool written = fwrite(text.data, 1, text.length, file) == text.length;
    return fclose(file) == 0 && written;
}

bool write_output(const Invocation *invocation, Str path, Str text) {
    if (make_folders(invocation->arena, path_folder(path)) &&
        write_file(str_to_cstr(invocation->arena, path), text)) {
        return true;
    }
    fprintf(stderr, "mlstack: error: cannot write '%.*s': %s\n", STR_ARG(path), strerror(errno));
    return false;
}
