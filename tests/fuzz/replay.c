/*
 * A harness without libFuzzer: `replay CHANGES SUFFIX FOLDER...` tries every file below the folders
 * whose name ends so, then CHANGES of them with a change, the same ones every time. It finds little
 * that libFuzzer would not, but runs wherever the compiler builds.
 */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"
#include "support/buffer.h"
#include "support/file.h"

enum { MOST_BYTES = 1024 * 1024 }; /* of a file */

typedef struct Seed {
    Str path;
    Str text;
} Seed;

typedef VECTOR(Seed) SeedVector;

/* xorshift32: the same numbers on every machine. */
static uint32_t next_random(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* In memory of exactly its size, so that reading past its end is seen. */
static void try_text(Str path, Str text) {
    uint8_t *copy = malloc(text.length > 0 ? text.length : 1);
    require(copy != NULL);
    if (text.length > 0) {
        memcpy(copy, text.data, text.length);
    }
    fprintf(stderr, "%.*s\n", STR_ARG(path)); /* the last one is where it ended */
    LLVMFuzzerTestOneInput(copy, text.length);
    free(copy);
}

static Str with_other_byte(Arena *arena, Str text, size_t place, uint32_t random) {
    static const char bytes[] = "{}[]\"$#\n\\=.@\xFF\x80"; /* and the NUL at its end */
    char *changed = arena_alloc(arena, text.length);
    memcpy(changed, text.data, text.length);
    changed[place] = bytes[random % sizeof bytes];
    return (Str){changed, text.length};
}

static Str with_gap(Arena *arena, Str text, size_t begin, uint32_t random) {
    Buffer rest = buffer_new(arena);
    buffer_append(&rest, str_slice(text, 0, begin));
    buffer_append(&rest, str_slice(text, begin + 1 + random % 32, text.length));
    return buffer_str(&rest);
}

static Str changed(Arena *arena, Str text, uint32_t *random) {
    if (text.length == 0) {
        return text;
    }
    size_t place = next_random(random) % text.length;
    switch (next_random(random) % 3) {
    case 0:
        return str_slice(text, 0, place);
    case 1:
        return with_other_byte(arena, text, place, next_random(random));
    }
    return with_gap(arena, text, place, next_random(random));
}

/* Adds the files below the folder whose names end so. False when there are none. */
static bool read_seeds(Arena *arena, Str folder, Str suffix, SeedVector *seeds) {
    StrVector paths = {0};
    size_t before = seeds->count;
    Str problem = STR("no file of that name");
    bool readable = file_list(arena, folder, &paths, &problem);
    for (size_t i = 0; readable && i < paths.count; i++) {
        Seed seed = {.path = path_join(arena, folder, paths.items[i])};
        if (str_ends_with(seed.path, suffix)) {
            readable = file_read(arena, seed.path, MOST_BYTES, &seed.text, &problem);
            vector_push(arena, seeds, seed);
        }
    }
    if (!readable || seeds->count == before) {
        fprintf(stderr, "%.*s: %.*s\n", STR_ARG(folder), STR_ARG(problem));
        return false;
    }
    return true;
}

static void try_seeds(Arena *arena, const SeedVector *seeds, size_t changes) {
    for (size_t i = 0; i < seeds->count; i++) {
        try_text(seeds->items[i].path, seeds->items[i].text);
    }
    uint32_t random = 2463534242u;
    for (size_t i = 0; i < changes; i++) {
        ArenaMark mark = arena_mark(arena);
        Seed seed = seeds->items[next_random(&random) % seeds->count];
        try_text(seed.path, changed(arena, seed.text, &random));
        arena_rewind(arena, mark);
    }
}

int main(int argc, char **argv) {
    int64_t changes = 0;
    if (argc < 4 || !str_to_int(str_from_cstr(argv[1]), &changes)) {
        fprintf(stderr, "usage: %s CHANGES SUFFIX FOLDER...\n", argv[0]);
        return 2;
    }
    Arena *arena = arena_new();
    SeedVector seeds = {0};
    bool ok = true;
    for (int i = 3; i < argc && ok; i++) {
        ok = read_seeds(arena, str_from_cstr(argv[i]), str_from_cstr(argv[2]), &seeds);
    }
    if (ok) {
        try_seeds(arena, &seeds, (size_t)changes);
    }
    arena_free(arena);
    return ok ? 0 : 1;
}
