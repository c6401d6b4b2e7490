/*
 * Carrying out what diagnostics suggest, as far as it is safe.
 *
 * The files are compiled, the edits of their safe fixes made, and the result is compiled again,
 * since one mistake hides others and of two edits that touch only the first is made. Nothing is
 * written here.
 */
#ifndef MLSTACK_DRIVER_FIX_H
#define MLSTACK_DRIVER_FIX_H

#include "driver/compile.h"

typedef struct FixedFile {
    Str path;
    Str text;     /* as it is to be */
    size_t count; /* of fixes made; 0 when the text is what is on disk */
    bool refused; /* fixes were suggested that would not have left fewer syntax errors */
} FixedFile;

typedef VECTOR(FixedFile) FixedFileVector;

/*
 * Fixes the files of `options`, and no file that they import. Gives no files when one of them
 * cannot be read, which compiling them will report.
 */
void fix_files(Arena *arena, const CompileOptions *options, FixedFileVector *ret_files);

#endif
