/* The table that build_tools/lesson_table.c writes. */
#ifndef MLSTACK_DIAG_LESSON_TABLE_H
#define MLSTACK_DIAG_LESSON_TABLE_H

#include "diag/lesson.h"

extern const Lesson embedded_lessons[DIAG_CODE_COUNT];

#endif
