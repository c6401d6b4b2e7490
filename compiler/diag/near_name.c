#include "diag/near_name.h"

#include "support/buffer.h"

static size_t smallest(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Edit distance with swaps of neighbours (optimal string alignment), over bytes. */
static size_t edit_distance(Arena *scratch, Str a, Str b) {
    size_t width = b.length + 1;
    size_t *rows = arena_alloc_array(scratch, 3 * width, sizeof *rows);
    size_t *before = rows;
    size_t *previous = rows + width;
    size_t *current = rows + 2 * width;
    for (size_t j = 0; j < width; j++) {
        previous[j] = j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        current[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t cost = a.data[i - 1] == b.data[j - 1] ? 0 : 1;
            current[j] =
                smallest(smallest(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
                a.data[i - 2] == b.data[j - 1]) {
                current[j] = smallest(current[j], before[j - 2] + 1);
            }
        }
        size_t *recycled = before;
        before = previous;
        previous = current;
        current = recycled;
    }
    return previous[b.length];
}

/* The distance, or SIZE_MAX when the two are not near. */
static size_t near_distance(Arena *scratch, Str name, Str candidate) {
    enum { LONGEST_NAME = 128 };
    size_t longer = name.length > candidate.length ? name.length : candidate.length;
    size_t limit = longer / 3 == 0 ? 1 : longer / 3;
    if (longer > LONGEST_NAME || longer < 2) {
        return SIZE_MAX;
    }
    ArenaMark mark = arena_mark(scratch);
    size_t distance = edit_distance(scratch, name, candidate);
    arena_rewind(scratch, mark);
    return distance <= limit ? distance : SIZE_MAX;
}

Str near_name(Arena *scratch, Str name, const Str *candidates, size_t count) {
    Str nearest = STR("");
    size_t nearest_distance = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t distance = near_distance(scratch, name, candidates[i]);
        if (distance < nearest_distance) {
            nearest = candidates[i];
            nearest_distance = distance;
        }
    }
    return nearest;
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool have_same_digits(Str a, Str b) {
    size_t i = 0;
    size_t j = 0;
    for (;;) {
        while (i < a.length && !is_digit(a.data[i])) {
            i++;
        }
        while (j < b.length && !is_digit(b.data[j])) {
            j++;
        }
        if (i == a.length || j == b.length) {
            return i == a.length && j == b.length;
        }
        if (a.data[i++] != b.data[j++]) {
            return false;
        }
    }
}

bool near_name_is_certain(Arena *scratch, Str name, const Str *candidates, size_t count) {
    enum { SHORTEST_CERTAIN_NAME = 4 };
    size_t near = 0;
    bool have_digits_in_common = true;
    for (size_t i = 0; i < count && near < 2; i++) {
        if (near_distance(scratch, name, candidates[i]) != SIZE_MAX) {
            near++;
            have_digits_in_common = have_same_digits(name, candidates[i]);
        }
    }
    return near == 1 && have_digits_in_common && name.length >= SHORTEST_CERTAIN_NAME;
}

Str near_name_list(Arena *arena, const Str *names, size_t count, size_t most) {
    Buffer out = buffer_new(arena);
    size_t shown = count > most ? most : count;
    for (size_t i = 0; i < shown; i++) {
        bool last = i + 1 == count;
        buffer_append(&out, i == 0 ? STR("") : last ? STR(" or ") : STR(", "));
        buffer_append(&out, names[i]);
    }
    if (shown < count) {
        buffer_printf(&out, " and %zu more", count - shown);
    }
    return buffer_str(&out);
}
