#include "lint/allow.h"

#include <stdlib.h>

#include "lint/level.h"

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* The next word of the text at *at, as a span of the file; empty at the end. */
static Span next_word(Str text, FileId file, uint32_t base, size_t *at) {
    while (*at < text.length && is_space(text.data[*at])) {
        (*at)++;
    }
    size_t begin = *at;
    while (*at < text.length && !is_space(text.data[*at])) {
        (*at)++;
    }
    return (Span){file, base + (uint32_t)begin, base + (uint32_t)*at};
}

/* Whether only spaces stand before the offset on its line. */
static bool begins_line(Str text, uint32_t offset) {
    while (offset > 0 && is_space(text.data[offset - 1])) {
        offset--;
    }
    return offset == 0 || text.data[offset - 1] == '\n';
}

/*
 * The lines that the comments of a file are about, found from the last to the first, since comments
 * that stand below each other are about the same line.
 */
static const uint32_t *find_lines(Arena *arena, Sources *sources, const AstFile *ast) {
    Str text = sources_text(sources, ast->file);
    uint32_t *lines = arena_alloc_array(arena, ast->comment_count, sizeof *lines);
    uint32_t line_below = 0; /* of a comment that stands alone */
    uint32_t about_below = 0;
    for (size_t i = ast->comment_count; i-- > 0;) {
        uint32_t begin = ast->comments[i].span.begin;
        uint32_t line = sources_position(sources, ast->file, begin).line;
        lines[i] = line;
        if (begins_line(text, begin)) {
            lines[i] = line_below == line + 1 ? about_below : line + 1;
            line_below = line;
            about_below = lines[i];
        }
    }
    return lines;
}

/* What follows "mlstack:": allow SLUG because REASON. */
static void read_words(Sources *sources, Str rest, uint32_t base, Allow *allow) {
    size_t at = 0;
    Span verb = next_word(rest, allow->file, base, &at);
    allow->span = verb;
    allow->mistake = ALLOW_MALFORMED;
    if (!str_equal(sources_slice(sources, verb), STR("allow"))) {
        return;
    }
    Span slug = next_word(rest, allow->file, base, &at);
    if (slug.begin == slug.end) {
        return;
    }
    allow->span = slug;
    if (!lint_find_rule(sources_slice(sources, slug), &allow->code)) {
        allow->mistake = ALLOW_UNKNOWN_RULE;
        return;
    }
    Span because = next_word(rest, allow->file, base, &at);
    Span reason = next_word(rest, allow->file, base, &at);
    bool has_reason =
        str_equal(sources_slice(sources, because), STR("because")) && reason.begin < reason.end;
    allow->mistake = has_reason ? ALLOW_FINE : ALLOW_WITHOUT_REASON;
}

static bool read_comment(Sources *sources, Span comment, Allow *ret_allow) {
    static const Str marker = STR_INIT("mlstack:");
    Str text = sources_slice(sources, comment);
    size_t at = str_starts_with(text, STR("//")) ? 2 : 1;
    while (at < text.length && is_space(text.data[at])) {
        at++;
    }
    Str rest = str_slice(text, at, text.length);
    if (!str_starts_with(rest, marker)) {
        return false;
    }
    *ret_allow = (Allow){.comment = comment, .file = comment.file};
    size_t skipped = at + marker.length;
    read_words(sources, str_slice(text, skipped, text.length), comment.begin + (uint32_t)skipped,
               ret_allow);
    return true;
}

static void read_file(Arena *arena, Sources *sources, const ProgramFile *file,
                      AllowVector *allows) {
    const uint32_t *lines = NULL;
    for (size_t i = 0; i < file->ast->comment_count; i++) {
        Allow allow;
        if (!read_comment(sources, file->ast->comments[i].span, &allow)) {
            continue;
        }
        if (lines == NULL) {
            lines = find_lines(arena, sources, file->ast);
        }
        allow.line = lines[i];
        allow.imported = file->imported;
        vector_push(arena, allows, allow);
    }
}

static int compare_places(FileId file, uint32_t line, const Allow *allow) {
    if (file != allow->file) {
        return file < allow->file ? -1 : 1;
    }
    return line < allow->line ? -1 : line > allow->line;
}

static int compare_allows(const void *a, const void *b) {
    const Allow *first = a;
    const Allow *second = b;
    int order = compare_places(first->file, first->line, second);
    return order != 0 ? order : span_compare(first->comment, second->comment);
}

AllowVector allow_read(Arena *arena, Sources *sources, const CheckedProgram *program) {
    AllowVector allows = {0};
    for (size_t i = 0; i < program->file_count; i++) {
        read_file(arena, sources, &program->files[i], &allows);
    }
    if (allows.count > 0) {
        qsort(allows.items, allows.count, sizeof *allows.items, compare_allows);
    }
    return allows;
}

/* The first allow that is not before the line. */
static size_t find_line(const AllowVector *allows, FileId file, uint32_t line) {
    size_t low = 0;
    size_t high = allows->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_places(file, line, &allows->items[middle]) > 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool allow_names_rule(const Allow *allow) {
    return allow->mistake == ALLOW_FINE || allow->mistake == ALLOW_WITHOUT_REASON;
}

bool allow_silences(AllowVector *allows, Sources *sources, DiagCode code, Span span) {
    if (allows->count == 0 || span_is_none(span)) {
        return false;
    }
    uint32_t line = sources_position(sources, span.file, span.begin).line;
    bool silences = false;
    for (size_t i = find_line(allows, span.file, line);
         i < allows->count && compare_places(span.file, line, &allows->items[i]) == 0; i++) {
        Allow *allow = &allows->items[i];
        if (allow_names_rule(allow) && allow->code == code) {
            allow->used = true;
            silences = true;
        }
    }
    return silences;
}
