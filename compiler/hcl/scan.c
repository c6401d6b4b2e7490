#include "hcl/token.h"

#include "hcl/scan_state.h"

int hcl_token_bracket_change(HclTokenKind kind) {
    static const signed char changes[HCL_TOKEN_KIND_COUNT] = {
#define X(kind, change) [kind] = (change),
        HCL_TOKEN_KINDS(X)
#undef X
    };
    return changes[kind];
}

HclScanMode hcl_scan_mode(const HclScanState *state) {
    return state->levels.count == 0 ? HCL_MODE_TOP
                                    : state->levels.items[state->levels.count - 1].mode;
}

uint32_t hcl_scan_opening(const HclScanState *state) {
    return state->levels.items[state->levels.count - 1].open;
}

void hcl_scan_push(HclScanState *state, HclScanMode mode) {
    HclScanLevel level = {.mode = mode, .open = state->begin};
    vector_push(state->arena, &state->levels, level);
}

void hcl_scan_pop(HclScanState *state) {
    if (state->levels.count > 0) {
        state->levels.count--;
    }
}

void hcl_scan_push_heredoc(HclScanState *state, const char *opening, size_t length) {
    size_t begin = opening[2] == '-' ? 3 : 2;
    /* The generated scanner's copy of the text does not live as long: point into the original. */
    Str token = str_slice(state->text, state->begin, state->begin + length);
    HclScanLevel level = {.mode = HCL_MODE_HEREDOC, .open = state->begin};
    level.marker = str_trim(str_slice(token, begin, length));
    vector_push(state->arena, &state->levels, level);
}

size_t hcl_scan_heredoc_close(const HclScanState *state, const char *line, size_t length) {
    Str marker = state->levels.items[state->levels.count - 1].marker;
    Str text = {line, length};
    if (!str_equal(str_trim(text), marker)) {
        return 0;
    }
    return str_find(text, marker) + marker.length;
}

/* Strings and heredocs that the text left open: their opening becomes an error token. */
static bool mark_open_levels(HclScanState *state, HclTokenVector *tokens) {
    for (size_t i = 0; i < state->levels.count; i++) {
        HclScanLevel level = state->levels.items[i];
        if (level.mode == HCL_MODE_QUOTED || level.mode == HCL_MODE_HEREDOC) {
            HclToken token = {HCL_TOKEN_UNTERMINATED, level.open, level.open + 1};
            vector_push(state->arena, tokens, token);
            return false;
        }
    }
    return true;
}

bool hcl_scan(Arena *arena, Str text, HclTokenVector *tokens) {
    /* A byte order mark is not part of the text, but offsets count it. */
    size_t begin = str_starts_with(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    HclScanState state = {.arena = arena, .text = text, .end = (uint32_t)begin};
    if (!hcl_scan_open(&state, str_slice(text, begin, text.length))) {
        return false;
    }
    bool valid = true;
    for (;;) {
        HclTokenKind kind = hcl_scan_next(&state);
        if (kind == HCL_TOKEN_NONE) {
            break;
        }
        valid = valid && kind != HCL_TOKEN_INVALID && kind != HCL_TOKEN_UNTERMINATED;
        HclToken token = {kind, state.begin, state.end};
        vector_push(arena, tokens, token);
    }
    hcl_scan_close(&state);
    return mark_open_levels(&state, tokens) && valid;
}
