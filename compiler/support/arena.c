#include "support/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    FIRST_BLOCK_SIZE = 64 * 1024,
    LARGEST_REGULAR_BLOCK = 4 * 1024 * 1024, /* doubling stops here */
    ALIGNMENT = 16,
};

typedef struct Block {
    struct Block *previous;
    size_t size; /* usable bytes */
    size_t used;
    _Alignas(ALIGNMENT) unsigned char bytes[];
} Block;

struct Arena {
    Block *last;
    Block *spare; /* given back by a rewind and kept for the next block; NULL for none */
    size_t next_block_size;
    size_t total;
};

static size_t fail_countdown;

void arena_fail_at_block(size_t nth) {
    fail_countdown = nth;
}

_Noreturn static void out_of_memory(void) {
    static const char message[] = "mlstack: error: out of memory; nothing was written\n";
    /* The process ends in the next statement whether or not the message could be written. */
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(3);
}

/* What a rewind gave back, if it is large enough: its pages are in memory already. */
static Block *take_spare(Arena *arena, size_t at_least) {
    Block *spare = arena->spare;
    if (spare == NULL || spare->size < at_least) {
        return NULL;
    }
    arena->spare = NULL;
    spare->previous = arena->last;
    spare->used = 0;
    arena->last = spare;
    arena->total += spare->size;
    return spare;
}

static Block *block_new(Arena *arena, size_t at_least) {
    Block *spare = take_spare(arena, at_least);
    if (spare != NULL) {
        return spare;
    }
    size_t size = arena->next_block_size;
    if (size < at_least) {
        size = at_least;
    }
    if (arena->next_block_size < LARGEST_REGULAR_BLOCK) {
        arena->next_block_size *= 2;
    }
    if (fail_countdown > 0 && --fail_countdown == 0) {
        out_of_memory();
    }
    if (size > SIZE_MAX - sizeof(Block)) {
        out_of_memory();
    }
    Block *block = malloc(sizeof(Block) + size);
    if (block == NULL) {
        out_of_memory();
    }
    block->previous = arena->last;
    block->size = size;
    block->used = 0;
    arena->last = block;
    arena->total += size;
    return block;
}

Arena *arena_new(void) {
    Arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL) {
        out_of_memory();
    }
    arena->next_block_size = FIRST_BLOCK_SIZE;
    return arena;
}

void arena_free(Arena *arena) {
    if (arena == NULL) {
        return;
    }
    arena_rewind(arena, (ArenaMark){NULL, 0});
    free(arena->spare);
    free(arena);
}

static size_t round_up(size_t size) {
    if (size > SIZE_MAX - ALIGNMENT) {
        out_of_memory();
    }
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void *take(Arena *arena, size_t size) {
    size_t rounded = round_up(size);
    Block *block = arena->last;
    if (block == NULL || block->size - block->used < rounded) {
        block = block_new(arena, rounded);
    }
    void *memory = block->bytes + block->used;
    block->used += rounded;
    return memory;
}

void *arena_alloc(Arena *arena, size_t size) {
    void *memory = take(arena, size);
    memset(memory, 0, size);
    return memory;
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        out_of_memory();
    }
    return arena_alloc(arena, count * size);
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size) {
    if (new_size <= old_size) {
        return old;
    }
    size_t old_rounded = round_up(old_size);
    size_t new_rounded = round_up(new_size);
    Block *block = arena->last;
    if (old != NULL && block != NULL && block->used >= old_rounded &&
        (unsigned char *)old == block->bytes + block->used - old_rounded &&
        block->size - block->used >= new_rounded - old_rounded) {
        block->used += new_rounded - old_rounded;
        return old;
    }
    void *memory = take(arena, new_size);
    if (old != NULL) {
        memcpy(memory, old, old_size);
    }
    return memory;
}

ArenaMark arena_mark(const Arena *arena) {
    return (ArenaMark){arena->last, arena->last == NULL ? 0 : arena->last->used};
}

/* Keeps the larger of the block and the spare, unless it is larger than any regular one. */
static void give_back(Arena *arena, Block *block) {
    Block *other = arena->spare;
    if (block->size <= LARGEST_REGULAR_BLOCK && (other == NULL || other->size < block->size)) {
        arena->spare = block;
        block = other;
    }
    free(block);
}

void arena_rewind(Arena *arena, ArenaMark mark) {
    while (arena->last != mark.block) {
        Block *block = arena->last;
        arena->last = block->previous;
        arena->total -= block->size;
        give_back(arena, block);
    }
    if (arena->last != NULL) {
        arena->last->used = mark.used;
    }
}

size_t arena_bytes(const Arena *arena) {
    return arena->total;
}
