/*
 * The lesson behind a diagnostic: what it means, why it is so, how to mend it, and an example of
 * each. Messages stay short because the lesson can be asked for (`mlstack explain CODE`).
 *
 * Lessons are written in stdlib/lessons/CODE.md and become static tables when the compiler is
 * built (build_tools/lesson_table.c), taken apart into blocks, so that nothing is parsed later.
 */
#ifndef MLSTACK_DIAG_LESSON_H
#define MLSTACK_DIAG_LESSON_H

#include "diag/diag.h"
#include "support/buffer.h"

#define LESSON_BLOCK_KINDS(X)                                                                      \
    X(LESSON_PROSE)   /* a paragraph on one line */                                                \
    X(LESSON_HEADING) /* "Wrong", "Right" */                                                       \
    X(LESSON_EXAMPLE) /* lines as they are, without the last newline */

typedef enum LessonBlockKind {
#define X(name) name,
    LESSON_BLOCK_KINDS(X)
#undef X
} LessonBlockKind;

typedef struct LessonBlock {
    LessonBlockKind kind;
    Str text;
} LessonBlock;

/* The title is that of the code. */
typedef struct Lesson {
    const LessonBlock *blocks;
    size_t count;
} Lesson;

/* The lesson the compiler was built with. */
const Lesson *lesson_of(DiagCode code);

typedef struct RenderLessonOptions {
    bool color;
    size_t width; /* of a line of prose, in columns */
} RenderLessonOptions;

void lesson_render(DiagCode code, const Lesson *lesson, RenderLessonOptions options, Buffer *out);

#endif
