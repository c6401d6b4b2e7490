/*
 * A growing array in an arena, typed by the macro that declares it:
 *
 *     typedef VECTOR(Token) TokenVector;
 *     TokenVector tokens = {0};
 *     vector_push(arena, &tokens, token);
 *     for (size_t i = 0; i < tokens.count; i++) { use(tokens.items[i]); }
 */
#ifndef MLSTACK_SUPPORT_VECTOR_H
#define MLSTACK_SUPPORT_VECTOR_H

#include "support/arena.h"

#define VECTOR(type)                                                                               \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

#define vector_push(arena, vector, item)                                                           \
    do {                                                                                           \
        (vector)->items = vector_room_((arena), (vector)->items, sizeof *(vector)->items,          \
                                       (vector)->count, &(vector)->capacity);                      \
        (vector)->items[(vector)->count++] = (item);                                               \
    } while (0)

/* Implementation of vector_push: the array, with room for one more item. */
static inline void *vector_room_(Arena *arena, void *items, size_t item_size, size_t count,
                                 size_t *capacity) {
    if (count < *capacity) {
        return items;
    }
    size_t grown = *capacity == 0 ? 8 : *capacity * 2;
    items = arena_grow(arena, items, *capacity * item_size, grown * item_size);
    *capacity = grown;
    return items;
}

#endif
