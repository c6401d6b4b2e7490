/*
 * Where a line of a generated file comes from: of the templates, and of the stack file.
 *
 * Nothing of this is written down when a tree is built. It is found again when somebody asks, by
 * rendering the one file once more and following its lines (template/trace.h).
 */
#ifndef MLSTACK_DRIVER_PROVENANCE_H
#define MLSTACK_DRIVER_PROVENANCE_H

#include "driver/compile.h"

typedef enum ProvenanceKind {
    PROVENANCE_VALUE,       /* a value on the line was made from what stands at the span */
    PROVENANCE_FRAME,       /* the line is there because of it: a loop, a condition */
    PROVENANCE_COMPONENT,   /* the file, or the block it is in, belongs to this component */
    PROVENANCE_ENVIRONMENT, /* the file belongs to this environment */
    PROVENANCE_STACK,       /* every such stack has the line */
} ProvenanceKind;

typedef struct Provenance {
    bool is_generated; /* the stack has a file at the path */
    /* The line as it was rendered; NULL when it has none there, or another text. */
    const TraceLine *line;
    ProvenanceKind kind;
    Span span; /* in a stack file: what is most to the point */
} Provenance;

/*
 * Of a line, from 1, of the file at `path` in the tree of the compilation's stack with that index;
 * `text` is what the file holds. Also of files that are the user's own: what their folder is for.
 */
Provenance provenance_find(Compilation *compilation, size_t stack, Str path, Str text,
                           uint32_t line);
/*
 * Maps what was found in the files of that stack's tree back to the stack file: a diagnostic in a
 * generated file is about the span that caused the line, and the place in the generated file
 * becomes a further one; in a file of the user's own it stays, and the stack file's place is the
 * further one. The sink must share the compilation's sources.
 */
void provenance_map_diagnostics(Compilation *compilation, size_t stack, DiagSink *sink);
/* A line of a text, from 1, without its newline; empty when there are not so many. */
Str text_line(Str text, uint32_t line);
/* Whether the span is in a stack file, and not in one of the compiler's own. */
bool is_in_stack_file(const Compilation *compilation, Span span);

/* What a tree was built from, by its manifest. */
typedef struct TreeOrigin {
    Str file;  /* path of the stack file; empty when it is not found */
    Str stack; /* name of the stack in it */
} TreeOrigin;

/*
 * The manifest has the stack file's name only, so that a tree is the same wherever it is built. The
 * file is looked for in the tree's folder and above it, up to the top of the repository; otherwise
 * it is the only one of that name in the repository.
 */
TreeOrigin find_tree_origin(Arena *arena, Str tree);
/* False when the compilation has no stack of the name. */
bool find_stack(const Compilation *compilation, Str name, size_t *ret_stack);

#endif
