#include "lint/level.h"

#include "diag/near_name.h"

static const Str level_words[LINT_LEVEL_COUNT] = {
    [LINT_ALLOW] = STR_INIT("allow"),
    [LINT_WARN] = STR_INIT("warn"),
    [LINT_DENY] = STR_INIT("deny"),
};

bool lint_find_rule(Str slug, DiagCode *ret_code) {
    for (int code = 0; slug.length > 0 && code < DIAG_CODE_COUNT; code++) {
        if (str_equal(diag_code_info((DiagCode)code)->slug, slug)) {
            *ret_code = (DiagCode)code;
            return true;
        }
    }
    return false;
}

Str lint_near_rule(Arena *arena, Str slug) {
    Str slugs[DIAG_CODE_COUNT];
    size_t count = 0;
    for (int code = 0; code < DIAG_CODE_COUNT; code++) {
        Str known = diag_code_info((DiagCode)code)->slug;
        if (known.length > 0) {
            slugs[count++] = known;
        }
    }
    return near_name(arena, slug, slugs, count);
}

bool lint_find_level(Str word, LintLevel *ret_level) {
    for (int level = LINT_ALLOW; level < LINT_LEVEL_COUNT; level++) {
        if (str_equal(level_words[level], word)) {
            *ret_level = (LintLevel)level;
            return true;
        }
    }
    return false;
}
