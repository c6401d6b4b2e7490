/*
 * Memory that is freed as a whole.
 *
 * One arena lives as long as a compilation; a scratch arena is marked and rewound around a piece
 * of work. Nothing allocated here is freed on its own, so no error path can leak. Arenas are the
 * only callers of malloc in the compiler (libraries use their own).
 *
 * Failure: an arena never returns NULL. When memory cannot be had the process ends with exit code
 * 3 and one line on standard error; that happens before anything is written to the output tree,
 * because commit allocates first and writes afterwards.
 */
#ifndef MLSTACK_SUPPORT_ARENA_H
#define MLSTACK_SUPPORT_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;
typedef struct ArenaMark {
    void *block;
    size_t used;
} ArenaMark;

Arena *arena_new(void);
void arena_free(Arena *arena); /* accepts NULL */

/* Zeroed, aligned for any type. A size of 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t size);
/* Zeroed array; an overflow of count * size counts as memory that cannot be had. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);
/*
 * Grows the allocation at `old`. In place when it was the arena's last one, a copy otherwise.
 * The bytes past old_size are not zeroed.
 */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

/* Everything allocated after the mark is given back by the rewind. */
ArenaMark arena_mark(const Arena *arena);
void arena_rewind(Arena *arena, ArenaMark mark);

/* Bytes held from the system, for the memory benchmark and tests. */
size_t arena_bytes(const Arena *arena);

/*
 * Tests only: the n-th block from now on (counting from 1) cannot be had; 0 switches that off.
 * Process-wide on purpose, since it stands in for the system's malloc.
 */
void arena_fail_at_block(size_t nth);

#endif
