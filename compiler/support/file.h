/*
 * Reading files and walking folders. Only regular files are read: a folder, FIFO, socket or device
 * is refused without being opened for reading, so nothing can block.
 */
#ifndef MLSTACK_SUPPORT_FILE_H
#define MLSTACK_SUPPORT_FILE_H

#include "support/str.h"
#include "support/vector.h"

typedef VECTOR(Str) StrVector;

/*
 * The whole text of a regular file of at most max_bytes. On failure ret_problem says why in the
 * words of a message: "there is no such file", "it is a folder", "it is larger than 16 MiB".
 */
bool file_read(Arena *arena, Str path, size_t max_bytes, Str *ret_text, Str *ret_problem);
/* Everything from standard input, up to max_bytes. */
bool file_read_stdin(Arena *arena, size_t max_bytes, Str *ret_text, Str *ret_problem);

typedef enum FileStatus {
    FILE_READ,
    FILE_ABSENT,
    FILE_NOT_REGULAR, /* a folder, FIFO, socket, device, or a link */
    FILE_FAILED,      /* ret_problem says why */
} FileStatus;

/*
 * The same for a path relative to an open folder, where a link at its end is not followed. What is
 * not a regular file is not a problem here but an answer.
 */
FileStatus file_read_at(Arena *arena, int folder, Str path, size_t max_bytes, Str *ret_text,
                        Str *ret_problem);

/*
 * Whether a file holds just this text: false also when it is absent, a link or cannot be read. For
 * the many files that are as they should be, it costs three calls each.
 */
bool file_equals_at(Arena *scratch, int folder, Str path, Str text);

bool file_is_folder(Str path);
bool file_exists(Str path); /* of any kind; a dangling link exists */

/*
 * Paths of the regular files below a folder, relative to it, in byte order, hidden ones and links
 * left out. False when the folder cannot be read.
 */
bool file_list(Arena *arena, Str folder, StrVector *ret_paths, Str *ret_problem);

Str path_join(Arena *arena, Str folder, Str path);
Str path_folder(Str path); /* "a/b" of "a/b/c", "." of "c" */
Str path_base(Str path);   /* "c" of "a/b/c" */
/* The folder above one, by its name: "a" of "a/b", "." of "a", ".." of ".", "../.." of "..". */
Str path_folder_above(Arena *arena, Str folder);
/*
 * The nearest folder that has a file of the name: the one given, or one above it, up to the top of
 * the repository that it is in. Empty when none has.
 */
Str file_find_upwards(Arena *arena, Str folder, Str name);
/*
 * The path from a folder to a file in it, when links are followed: "b/c" for "../.." and "c" in the
 * folder a/b. Empty when the file is not in the folder, or is not there.
 */
Str file_path_within(Arena *arena, Str folder, Str file);

#endif
