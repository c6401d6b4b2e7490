#include "schema/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "support/map.h"

enum {
    PATTERN_MATCH_LIMIT = 100000, /* steps of backtracking; patterns of the stdlib need hundreds */
    PATTERN_DEPTH_LIMIT = 1000,
    PATTERN_HEAP_LIMIT_KIB = 1024,
};

struct PatternSet {
    Arena *arena;
    Map compiled; /* pattern -> pcre2_code */
    pcre2_general_context *general;
    pcre2_compile_context *compile;
    pcre2_match_context *match;
    pcre2_match_data *data; /* one pair of offsets: only whether it matched is asked */
};

static void *allocate(size_t size, void *arena) {
    return arena_alloc(arena, size);
}

static void release(void *memory, void *arena) {
    (void)memory; /* given back with the arena */
    (void)arena;
}

PatternSet *pattern_set_new(Arena *arena) {
    PatternSet *set = ARENA_NEW(arena, PatternSet);
    set->arena = arena;
    set->compiled = map_new(arena);
    set->general = pcre2_general_context_create(allocate, release, arena);
    set->compile = pcre2_compile_context_create(set->general);
    set->match = pcre2_match_context_create(set->general);
    set->data = pcre2_match_data_create(1, set->general);
    pcre2_set_match_limit(set->match, PATTERN_MATCH_LIMIT);
    pcre2_set_depth_limit(set->match, PATTERN_DEPTH_LIMIT);
    pcre2_set_heap_limit(set->match, PATTERN_HEAP_LIMIT_KIB);
    return set;
}

static pcre2_code *compiled_pattern(PatternSet *set, Str pattern, int *ret_error,
                                    size_t *ret_offset) {
    pcre2_code *code = map_get(&set->compiled, pattern);
    if (code == NULL) {
        uint32_t options = PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
        code = pcre2_compile((PCRE2_SPTR)pattern.data, pattern.length, options, ret_error,
                             ret_offset, set->compile);
        if (code != NULL) {
            map_set(&set->compiled, pattern, code);
        }
    }
    return code;
}

bool pattern_compile(PatternSet *set, Str pattern, Str *ret_problem, size_t *ret_offset) {
    int error = 0;
    size_t offset = 0;
    if (compiled_pattern(set, pattern, &error, &offset) != NULL) {
        return true;
    }
    PCRE2_UCHAR message[256];
    pcre2_get_error_message(error, message, sizeof message);
    *ret_problem = str_copy(set->arena, str_from_cstr((const char *)message));
    *ret_offset = offset;
    return false;
}

bool pattern_matches(PatternSet *set, Str pattern, Str text) {
    int error = 0;
    size_t offset = 0;
    pcre2_code *code = compiled_pattern(set, pattern, &error, &offset);
    if (code == NULL) {
        return false;
    }
    return pcre2_match(code, (PCRE2_SPTR)text.data, text.length, 0, 0, set->data, set->match) >= 0;
}
