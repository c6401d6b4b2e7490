#include "diag/lesson.h"

#include "diag/wrap.h"

enum { EXAMPLE_INDENT = 4 };

static void append_bold(Buffer *out, RenderLessonOptions options, Str text) {
    buffer_append(out, options.color ? STR("\033[1m") : STR(""));
    buffer_append(out, text);
    buffer_append(out, options.color ? STR("\033[0m") : STR(""));
}

static void append_example(Buffer *out, Str example) {
    for (size_t begin = 0; begin <= example.length;) {
        Str rest = str_slice(example, begin, example.length);
        Str line = str_slice(rest, 0, str_find_byte(rest, '\n'));
        if (begin > 0) {
            buffer_append_byte(out, '\n');
        }
        buffer_append_repeated(out, ' ', str_is_empty(line) ? 0 : EXAMPLE_INDENT);
        buffer_append(out, line);
        begin += line.length + 1;
    }
}

static void append_block(Buffer *out, RenderLessonOptions options, const LessonBlock *block) {
    switch (block->kind) {
    case LESSON_PROSE:
        wrap_text(out, block->text, 0, options.width);
        break;
    case LESSON_HEADING:
        append_bold(out, options, block->text);
        break;
    case LESSON_EXAMPLE:
        append_example(out, block->text);
        break;
    }
}

void lesson_render(DiagCode code, const Lesson *lesson, RenderLessonOptions options, Buffer *out) {
    const DiagCodeInfo *info = diag_code_info(code);
    Str heading = str_format(out->arena, "%.*s[%.*s]: %.*s", STR_ARG(diag_level_name(info->level)),
                             STR_ARG(info->code), STR_ARG(info->title));
    if (!str_is_empty(info->slug)) {
        heading = str_format(out->arena, "%.*s [%.*s]", STR_ARG(heading), STR_ARG(info->slug));
    }
    append_bold(out, options, heading);
    buffer_append_byte(out, '\n');
    for (size_t i = 0; i < lesson->count; i++) {
        buffer_append_byte(out, '\n');
        append_block(out, options, &lesson->blocks[i]);
        buffer_append_byte(out, '\n');
    }
}
