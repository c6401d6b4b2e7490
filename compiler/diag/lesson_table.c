#include "diag/lesson_table.h"

const Lesson *lesson_of(DiagCode code) {
    return &embedded_lessons[code];
}
