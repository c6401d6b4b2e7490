/*
 * A harness without libFuzzer: `replay SUFFIX FOLDER...` tries every file below the folders whose
 * name ends so, and some changed forms of each, the same ones every time. It finds little that
 * libFuzzer would not, but runs wherever the compiler builds.
 */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"
#include "support/buffer.h"
#include "support/file.h"

enum {
    MOST_BYTES = 1024 * 1024, /* of a file */
    CHANGED_FORMS = 3000,     /* of all files together, or three of each where that is more */
};

/* xorshift32: the same numbers on every machine. */
static uint32_t next_random(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* In memory of exactly its size, so that reading past its end is seen. */
static void try_text(Str text) {
    uint8_t *copy = malloc(text.length > 0 ? text.length : 1);
    require(copy != NULL);
    if (text.length > 0) {
        memcpy(copy, text.data, text.length);
    }
    LLVMFuzzerTestOneInput(copy, text.length);
    free(copy);
}

static void try_truncations(Str text, size_t count) {
    for (size_t i = 1; i <= count; i++) {
        try_text(str_slice(text, 0, text.length * i / (count + 1)));
    }
}

static void try_other_bytes(Arena *arena, Str text, size_t count, uint32_t *random) {
    static const char bytes[] = "{}[]\"$#\n\\=.@\xFF\x80";
    for (size_t i = 0; i < count; i++) {
        char *changed = arena_alloc(arena, text.length);
        memcpy(changed, text.data, text.length);
        changed[next_random(random) % text.length] =
            bytes[next_random(random) % (sizeof bytes)]; /* the last is NUL */
        try_text((Str){changed, text.length});
    }
}

/* Leaves a stretch of the text out, which keeps more of them valid than other bytes do. */
static void try_gaps(Arena *arena, Str text, size_t count, uint32_t *random) {
    for (size_t i = 0; i < count; i++) {
        size_t begin = next_random(random) % text.length;
        size_t end = begin + 1 + next_random(random) % 32;
        Buffer rest = buffer_new(arena);
        buffer_append(&rest, str_slice(text, 0, begin));
        buffer_append(&rest, str_slice(text, end < text.length ? end : text.length, text.length));
        try_text(buffer_str(&rest));
    }
}

/* With `count` changes of each kind. */
static bool try_file(Arena *arena, Str path, size_t count) {
    Str text = STR("");
    Str problem = STR("");
    if (!file_read(arena, path, MOST_BYTES, &text, &problem)) {
        fprintf(stderr, "%.*s: %.*s\n", STR_ARG(path), STR_ARG(problem));
        return false;
    }
    fprintf(stderr, "%.*s\n", STR_ARG(path)); /* the last one is where it ended */
    uint32_t random = 2463534242u + (uint32_t)text.length;
    try_text(text);
    if (text.length > 0) {
        try_truncations(text, count);
        try_other_bytes(arena, text, count, &random);
        try_gaps(arena, text, count, &random);
    }
    return true;
}

/* Adds the files below the folder whose names end so. False when there are none. */
static bool find_seeds(Arena *arena, Str folder, Str suffix, StrVector *ret_paths) {
    StrVector paths = {0};
    size_t before = ret_paths->count;
    Str problem = STR("");
    if (!file_list(arena, folder, &paths, &problem)) {
        fprintf(stderr, "%.*s: %.*s\n", STR_ARG(folder), STR_ARG(problem));
        return false;
    }
    for (size_t i = 0; i < paths.count; i++) {
        if (str_ends_with(paths.items[i], suffix)) {
            vector_push(arena, ret_paths, path_join(arena, folder, paths.items[i]));
        }
    }
    if (ret_paths->count == before) {
        fprintf(stderr, "%.*s: no file ends in %.*s\n", STR_ARG(folder), STR_ARG(suffix));
    }
    return ret_paths->count > before;
}

/* With so many changes of each kind that all seeds together are tried in CHANGED_FORMS forms. */
static bool try_seeds(Arena *arena, const StrVector *seeds) {
    enum { KINDS = 3 };
    size_t count = CHANGED_FORMS / KINDS / seeds->count;
    bool readable = true;
    for (size_t i = 0; i < seeds->count; i++) {
        ArenaMark mark = arena_mark(arena);
        readable &= try_file(arena, seeds->items[i], count > 0 ? count : 1);
        arena_rewind(arena, mark);
    }
    return readable;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: %s SUFFIX FOLDER...\n", argv[0]);
        return 2;
    }
    Arena *arena = arena_new();
    StrVector seeds = {0};
    bool found = true;
    for (int i = 2; i < argc; i++) {
        found &= find_seeds(arena, str_from_cstr(argv[i]), str_from_cstr(argv[1]), &seeds);
    }
    bool ok = found && try_seeds(arena, &seeds);
    arena_free(arena);
    return ok ? 0 : 1;
}
