/* The stages from a text to resolved stacks, for the harnesses that begin with one. */
#ifndef MLSTACK_TESTS_FUZZ_STAGES_H
#define MLSTACK_TESTS_FUZZ_STAGES_H

#include "lint/lint.h"

typedef struct Stages {
    const CheckedProgram *program;      /* NULL when the text does not parse */
    const ResolvedStack *const *stacks; /* of the program; NULL when it has errors */
} Stages;

/*
 * Parses, checks and resolves the text, which becomes the first file of the sink's sources. Each
 * stage runs when those before it found no error. Nothing can be imported: no file is read.
 */
Stages stages_run(Arena *arena, DiagSink *sink, Str text);

#endif
