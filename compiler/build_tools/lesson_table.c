/*
 * Writes the lessons as C: what `mlstack explain` shows, as static tables.
 *
 *     lesson_table LESSONS_FOLDER OUTPUT.c
 *
 * A lesson is a file CODE.md in a small part of Markdown: a first line `# TITLE`, then paragraphs,
 * `## HEADING` lines and fenced examples, with empty lines between them. Anything else, and a file
 * whose name is no code, fails the build. Which codes have no lesson is for a test to say: a new
 * code builds before its lesson is written.
 */
#include <stdio.h>
#include <stdlib.h>

#include "build_tools/c_string.h"
#include "diag/lesson.h"
#include "support/file.h"

enum { LESSON_MAX_BYTES = 64 * 1024 };

typedef struct Reader {
    const char *path;
    Str text;
    size_t offset;
    unsigned line; /* of the text that was read last */
} Reader;

typedef VECTOR(LessonBlock) BlockVector;

static bool fail(const Reader *reader, const char *message) {
    fprintf(stderr, "%s:%u: error: %s\n", reader->path, reader->line, message);
    return false;
}

static bool next_line(Reader *reader, Str *ret_line) {
    if (reader->offset >= reader->text.length) {
        return false;
    }
    Str rest = str_slice(reader->text, reader->offset, reader->text.length);
    *ret_line = str_slice(rest, 0, str_find_byte(rest, '\n'));
    reader->offset += ret_line->length + 1;
    reader->line++;
    return true;
}

/* The lines up to the closing fence; the opening one was read. */
static bool read_example(Reader *reader, Str *ret_text) {
    size_t begin = reader->offset;
    size_t end = begin;
    Str line;
    while (next_line(reader, &line)) {
        if (str_starts_with(line, STR("```"))) {
            *ret_text = str_slice(reader->text, begin, end > begin ? end - 1 : begin);
            return end > begin || fail(reader, "this example is empty");
        }
        end = reader->offset;
    }
    return fail(reader, "this example has no closing fence");
}

/* A paragraph on one line; the first of its lines was read. */
static Str read_prose(Arena *arena, Reader *reader, Str line) {
    Buffer prose = buffer_new(arena);
    do {
        buffer_append(&prose, buffer_str(&prose).length == 0 ? STR("") : STR(" "));
        buffer_append(&prose, line);
    } while (next_line(reader, &line) && !str_is_empty(line));
    return buffer_str(&prose);
}

static bool read_block(Arena *arena, Reader *reader, Str line, LessonBlock *ret_block) {
    if (str_starts_with(line, STR("## "))) {
        *ret_block = (LessonBlock){LESSON_HEADING, str_slice(line, 3, line.length)};
        return true;
    }
    if (str_starts_with(line, STR("```"))) {
        ret_block->kind = LESSON_EXAMPLE;
        return read_example(reader, &ret_block->text);
    }
    *ret_block = (LessonBlock){LESSON_PROSE, read_prose(arena, reader, line)};
    return true;
}

static bool read_lesson(Arena *arena, Reader *reader, BlockVector *ret_blocks) {
    Str line;
    if (!next_line(reader, &line) || !str_starts_with(line, STR("# "))) {
        return fail(reader, "a lesson begins with a line '# TITLE'");
    }
    while (next_line(reader, &line)) {
        LessonBlock block = {0};
        if (str_is_empty(line)) {
            continue;
        }
        if (!read_block(arena, reader, line, &block)) {
            return false;
        }
        vector_push(arena, ret_blocks, block);
    }
    return ret_blocks->count > 0 || fail(reader, "this lesson is empty");
}

static bool is_code(Str name) {
    for (int i = 0; i < DIAG_CODE_COUNT; i++) {
        if (str_equal(name, diag_code_info((DiagCode)i)->code)) {
            return true;
        }
    }
    return false;
}

static const char *block_kind_name(LessonBlockKind kind) {
    static const char *const names[] = {
#define X(name) [name] = #name,
        LESSON_BLOCK_KINDS(X)
#undef X
    };
    return names[kind];
}

/* The blocks as an array of their own, and the lesson's row in the table. */
static void write_lesson(Str code, const BlockVector *blocks, Buffer *arrays, Buffer *rows) {
    buffer_printf(arrays, "static const LessonBlock blocks_%.*s[] = {\n", STR_ARG(code));
    for (size_t i = 0; i < blocks->count; i++) {
        buffer_printf(arrays, "{%s, ", block_kind_name(blocks->items[i].kind));
        write_c_string(arrays, blocks->items[i].text);
        buffer_append(arrays, STR("},\n"));
    }
    buffer_append(arrays, STR("};\n"));
    buffer_printf(rows, "[%.*s] = {blocks_%.*s, %zu},\n", STR_ARG(code), STR_ARG(code),
                  blocks->count);
}

static bool add_lesson(Arena *arena, Str folder, Str name, Buffer *arrays, Buffer *rows) {
    Str path = path_join(arena, folder, name);
    Reader reader = {.path = str_to_cstr(arena, path)};
    Str problem;
    if (!file_read(arena, path, LESSON_MAX_BYTES, &reader.text, &problem)) {
        return fail(&reader, str_to_cstr(arena, problem));
    }
    Str code = str_slice(name, 0, str_find(name, STR(".md")));
    BlockVector blocks = {0};
    if (!is_code(code)) {
        return fail(&reader, "a lesson is named CODE.md, after a code of codes.def");
    }
    if (!read_lesson(arena, &reader, &blocks)) {
        return false;
    }
    write_lesson(code, &blocks, arrays, rows);
    return true;
}

static bool write_file(const char *path, Str arrays, Str rows) {
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        fprintf(stderr, "lesson_table: cannot write %s\n", path);
        return false;
    }
    fprintf(file,
            "#include \"diag/lesson_table.h\"\n\n%.*s\n"
            "const Lesson embedded_lessons[DIAG_CODE_COUNT] = {\n%.*s};\n",
            STR_ARG(arrays), STR_ARG(rows));
    bool failed = ferror(file) != 0;
    return fclose(file) == 0 && !failed;
}

static bool build_table(Arena *arena, Str folder, const char *output) {
    StrVector names = {0};
    Str problem;
    if (!file_list(arena, folder, &names, &problem)) {
        fprintf(stderr, "lesson_table: %.*s: %.*s\n", STR_ARG(folder), STR_ARG(problem));
        return false;
    }
    Buffer arrays = buffer_new(arena);
    Buffer rows = buffer_new(arena);
    bool read = true;
    for (size_t i = 0; i < names.count; i++) {
        read &= add_lesson(arena, folder, names.items[i], &arrays, &rows);
    }
    return read && write_file(output, buffer_str(&arrays), buffer_str(&rows));
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: lesson_table LESSONS_FOLDER OUTPUT.c\n", stderr);
        return EXIT_FAILURE;
    }
    Arena *arena = arena_new();
    bool built = build_table(arena, str_from_cstr(argv[1]), argv[2]);
    arena_free(arena);
    return built ? EXIT_SUCCESS : EXIT_FAILURE;
}
