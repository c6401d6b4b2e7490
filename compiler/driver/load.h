/* Getting texts into the compilation: stack files and what they import. */
#ifndef MLSTACK_DRIVER_LOAD_H
#define MLSTACK_DRIVER_LOAD_H

#include "check/program.h"
#include "support/map.h"

/*
 * Adds a file to the sink's sources; "-" is standard input. `span` is where the file was asked for
 * (an import), or none. False when it cannot be read (reported).
 */
bool load_source(Arena *arena, DiagSink *sink, Str path, Span span, FileId *ret_file);

/* Remembers what was parsed, so that a file imported twice is one file. */
typedef struct Loader {
    Arena *arena;
    Map parsed; /* path in normal form -> const AstFile * */
    const AstFile *const *files;
    size_t file_count;
} Loader;

Loader loader_new(Arena *arena, const AstFile *const *files, size_t file_count);
/* The loader must outlive the importer. */
Importer loader_importer(Loader *loader);

#endif
