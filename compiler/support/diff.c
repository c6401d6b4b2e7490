#include "support/diff.h"

#include "support/map.h"
#include "support/vector.h"

/* The lines of a text, and a number for each that is the same for equal lines of both texts. */
typedef struct Lines {
    VECTOR(Str) texts; /* with their line ends */
    uint32_t *numbers;
} Lines;

/* Which lines are not in the other text; what is in neither list is common, and in order. */
typedef struct Script {
    Lines before;
    Lines after;
    bool *deleted;
    bool *inserted;
} Script;

/* The part of both texts that is being compared. */
typedef struct Window {
    size_t before_begin;
    size_t before_end;
    size_t after_begin;
    size_t after_end;
} Window;

static void split(Arena *arena, Str text, Lines *ret_lines) {
    while (text.length > 0) {
        size_t end = str_find_byte(text, '\n');
        end += end < text.length;
        vector_push(arena, &ret_lines->texts, str_slice(text, 0, end));
        text = str_slice(text, end, text.length);
    }
}

static void number_lines(Arena *arena, Map *numbers, Lines *lines) {
    lines->numbers = arena_alloc_array(arena, lines->texts.count, sizeof *lines->numbers);
    for (size_t i = 0; i < lines->texts.count; i++) {
        uint32_t *number = map_get(numbers, lines->texts.items[i]);
        if (number == NULL) {
            number = ARENA_NEW(arena, uint32_t);
            *number = (uint32_t)numbers->count;
            map_set(numbers, lines->texts.items[i], number);
        }
        lines->numbers[i] = *number;
    }
}

static bool is_common(const Script *script, size_t before, size_t after) {
    return script->before.numbers[before] == script->after.numbers[after];
}

static Window differing_window(const Script *script) {
    Window window = {0, script->before.texts.count, 0, script->after.texts.count};
    while (window.before_begin < window.before_end && window.after_begin < window.after_end &&
           is_common(script, window.before_begin, window.after_begin)) {
        window.before_begin++;
        window.after_begin++;
    }
    while (window.before_end > window.before_begin && window.after_end > window.after_begin &&
           is_common(script, window.before_end - 1, window.after_end - 1)) {
        window.before_end--;
        window.after_end--;
    }
    return window;
}

/* ---- Myers ---- */

/*
 * furthest[d][k + d]: how far into the first text a path of d edits gets on diagonal k, which is
 * the lines taken of the first text less those of the second. Only every second k is used.
 */
typedef struct Search {
    const Script *script;
    Window window;
    int64_t width;
    int64_t height;
    int64_t *furthest[DIFF_MOST_EDITS + 1];
} Search;

/* A path of `edits` edits to diagonal k ends with an insertion, and not with a deletion. */
static bool ends_with_insertion(const int64_t *previous, int64_t edits, int64_t k) {
    if (k == -edits || k == edits) {
        return k == -edits;
    }
    return previous[k - 1 + edits - 1] < previous[k + 1 + edits - 1];
}

static int64_t start_of_step(const int64_t *previous, int64_t edits, int64_t k) {
    if (edits == 0) {
        return 0;
    }
    return ends_with_insertion(previous, edits, k) ? previous[k + 1 + edits - 1]
                                                   : previous[k - 1 + edits - 1] + 1;
}

static int64_t follow_common_lines(const Search *search, int64_t x, int64_t k) {
    while (x < search->width && x - k < search->height &&
           is_common(search->script, search->window.before_begin + (size_t)x,
                     search->window.after_begin + (size_t)(x - k))) {
        x++;
    }
    return x;
}

/* The number of edits of the shortest script, or -1 when it is over the limit. */
static int64_t search_shortest(Arena *arena, Search *search) {
    for (int64_t edits = 0; edits <= DIFF_MOST_EDITS; edits++) {
        int64_t *row = arena_alloc_array(arena, (size_t)(2 * edits + 1), sizeof *row);
        search->furthest[edits] = row;
        for (int64_t k = -edits; k <= edits; k += 2) {
            const int64_t *previous = edits == 0 ? NULL : search->furthest[edits - 1];
            int64_t x = follow_common_lines(search, start_of_step(previous, edits, k), k);
            row[k + edits] = x;
            if (x == search->width && x - k == search->height) {
                return edits;
            }
        }
    }
    return -1;
}

/* Walks the path back from its end and notes each edit. */
static void note_edits(Script *script, const Search *search, int64_t edits) {
    int64_t k = search->width - search->height;
    for (; edits > 0; edits--) {
        const int64_t *previous = search->furthest[edits - 1];
        if (ends_with_insertion(previous, edits, k)) {
            int64_t x = previous[k + 1 + edits - 1];
            script->inserted[search->window.after_begin + (size_t)(x - k - 1)] = true;
            k++;
        } else {
            int64_t x = previous[k - 1 + edits - 1];
            script->deleted[search->window.before_begin + (size_t)x] = true;
            k--;
        }
    }
}

static void compare(Arena *arena, Script *script) {
    Window window = differing_window(script);
    Search *search = ARENA_NEW(arena, Search);
    search->script = script;
    search->window = window;
    search->width = (int64_t)(window.before_end - window.before_begin);
    search->height = (int64_t)(window.after_end - window.after_begin);
    int64_t edits = search_shortest(arena, search);
    if (edits >= 0) {
        note_edits(script, search, edits);
        return;
    }
    for (size_t i = window.before_begin; i < window.before_end; i++) {
        script->deleted[i] = true;
    }
    for (size_t i = window.after_begin; i < window.after_end; i++) {
        script->inserted[i] = true;
    }
}

/* ---- hunks ---- */

/* A place in both texts. */
typedef struct Place {
    size_t before;
    size_t after;
} Place;

static bool is_edit(const Script *script, Place place) {
    return (place.before < script->before.texts.count && script->deleted[place.before]) ||
           (place.after < script->after.texts.count && script->inserted[place.after]);
}

static bool is_end(const Script *script, Place place) {
    return place.before == script->before.texts.count && place.after == script->after.texts.count;
}

/* One deleted, inserted or common line further; deletions come first. */
static Place step(const Script *script, Place place) {
    if (place.before < script->before.texts.count && script->deleted[place.before]) {
        return (Place){place.before + 1, place.after};
    }
    if (place.after < script->after.texts.count && script->inserted[place.after]) {
        return (Place){place.before, place.after + 1};
    }
    return (Place){place.before + 1, place.after + 1};
}

/* The end of the hunk that begins with the edit at `place`, its context included. */
static Place hunk_end(const Script *script, Place place) {
    Place after_edit = place;
    size_t common = 0;
    while (!is_end(script, place) && common <= (size_t)2 * DIFF_CONTEXT_LINES) {
        bool edit = is_edit(script, place);
        place = step(script, place);
        common = edit ? 0 : common + 1;
        after_edit = edit ? place : after_edit;
    }
    size_t left = script->before.texts.count - after_edit.before;
    size_t context = left < DIFF_CONTEXT_LINES ? left : DIFF_CONTEXT_LINES;
    /* Closer than that, the next edit would have belonged to this hunk. */
    for (size_t i = 0; i < context; i++) {
        after_edit = step(script, after_edit);
    }
    return after_edit;
}

static void write_line(Buffer *out, char sign, Str line) {
    buffer_append_byte(out, sign);
    buffer_append(out, line);
    if (line.data[line.length - 1] != '\n') {
        buffer_append(out, STR("\n\\ No newline at end of file\n"));
    }
}

/* "12,3"; an empty range is named by the line before it. */
static void write_range(Buffer *out, size_t begin, size_t end) {
    size_t count = end - begin;
    buffer_printf(out, "%zu", count == 0 ? begin : begin + 1);
    if (count != 1) {
        buffer_printf(out, ",%zu", count);
    }
}

static void write_hunk(const Script *script, Place begin, Place end, Buffer *out) {
    buffer_append(out, STR("@@ -"));
    write_range(out, begin.before, end.before);
    buffer_append(out, STR(" +"));
    write_range(out, begin.after, end.after);
    buffer_append(out, STR(" @@\n"));
    while (begin.before < end.before || begin.after < end.after) {
        Place next = step(script, begin);
        if (next.after == begin.after) {
            write_line(out, '-', script->before.texts.items[begin.before]);
        } else {
            bool is_inserted = next.before == begin.before;
            write_line(out, is_inserted ? '+' : ' ', script->after.texts.items[begin.after]);
        }
        begin = next;
    }
}

static void write_hunks(const Script *script, Buffer *out) {
    Place place = {0, 0};
    size_t common = 0; /* lines since the last hunk */
    while (!is_end(script, place)) {
        if (!is_edit(script, place)) {
            place = step(script, place);
            common++;
            continue;
        }
        size_t context = common < DIFF_CONTEXT_LINES ? common : DIFF_CONTEXT_LINES;
        Place end = hunk_end(script, place);
        write_hunk(script, (Place){place.before - context, place.after - context}, end, out);
        place = end;
        common = 0;
    }
}

void diff_unified(DiffSide before, DiffSide after, Buffer *out) {
    if (str_equal(before.text, after.text)) {
        return;
    }
    Arena *scratch = arena_new();
    Script script = {0};
    Map numbers = map_new(scratch);
    split(scratch, before.text, &script.before);
    split(scratch, after.text, &script.after);
    number_lines(scratch, &numbers, &script.before);
    number_lines(scratch, &numbers, &script.after);
    script.deleted = arena_alloc(scratch, script.before.texts.count);
    script.inserted = arena_alloc(scratch, script.after.texts.count);
    compare(scratch, &script);
    buffer_printf(out, "--- %.*s\n+++ %.*s\n", STR_ARG(before.name), STR_ARG(after.name));
    write_hunks(&script, out);
    arena_free(scratch);
}
