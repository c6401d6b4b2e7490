/*
 * From the tree to lines. The tree says what there is; where a line ended, a blank one stood or a
 * comment belongs is read from the text between two nodes, which holds nothing but spaces, commas
 * and the comments that are next.
 */
#include "syntax/format.h"

#include <assert.h>

#include "syntax/format_lines.h"

/* More of them are easier to read on a line each. */
enum { MOST_INLINE_ASSIGNMENTS = 3 };

typedef struct Formatter {
    Arena *arena;
    Str text;
    const AstFile *file;
    size_t next_comment;
    FormatLineVector lines;
} Formatter;

/* What stands between two brackets, or in a file: entries, items or pairs. */
typedef struct Sequence {
    const AstBody *body; /* or, when NULL: */
    const AstExpr *expr; /* a list or map */
    uint32_t begin;      /* offset after the opening bracket */
    uint32_t end;        /* offset of the closing bracket */
} Sequence;

static Str slice(const Formatter *formatter, Span span) {
    return str_slice(formatter->text, span.begin, span.end);
}

static FormatLine *add_line(Formatter *formatter, FormatLineKind kind, size_t depth, Str rest) {
    FormatLine line = {.kind = kind, .depth = depth, .rest = rest};
    vector_push(formatter->arena, &formatter->lines, line);
    return &formatter->lines.items[formatter->lines.count - 1];
}

/* ---- what may stand on one line ---- */

static bool was_on_one_line(const Formatter *formatter, Span span) {
    Str text = slice(formatter, span);
    return str_find_byte(text, '\n') == text.length;
}

static bool has_comment(const Formatter *formatter, Span span) {
    return formatter->next_comment < formatter->file->comment_count &&
           formatter->file->comments[formatter->next_comment].span.begin < span.end;
}

static size_t sum(size_t a, size_t b) {
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

static size_t inline_width(const Formatter *formatter, const AstExpr *expr);

static size_t inline_list_width(const Formatter *formatter, const AstExpr *list) {
    size_t width = STR("[]").length;
    for (size_t i = 0; i < list->as.list.count && width <= FORMAT_COLUMNS; i++) {
        width = sum(width, inline_width(formatter, list->as.list.items[i]));
        width = sum(width, i > 0 ? STR(", ").length : 0);
    }
    return width;
}

static size_t inline_map_width(const Formatter *formatter, const AstExpr *map) {
    if (map->as.map.count > MOST_INLINE_ASSIGNMENTS) {
        return SIZE_MAX;
    }
    size_t width = map->as.map.count == 0 ? STR("{}").length : STR("{  }").length;
    for (size_t i = 0; i < map->as.map.count && width <= FORMAT_COLUMNS; i++) {
        const AstMapEntry *pair = &map->as.map.entries[i];
        width = sum(width, pair->key.length + STR(" = ").length + (i > 0 ? STR(", ").length : 0));
        width = sum(width, inline_width(formatter, pair->value));
    }
    return width;
}

/* Columns that the value takes on one line; SIZE_MAX when it cannot stand on one. */
static size_t inline_width(const Formatter *formatter, const AstExpr *expr) {
    if (expr->kind == AST_LIST) {
        return inline_list_width(formatter, expr);
    }
    return expr->kind == AST_MAP ? inline_map_width(formatter, expr)
                                 : format_width(slice(formatter, expr->span));
}

static bool is_inline_value(const Formatter *formatter, const AstExpr *expr, size_t column) {
    if (expr->kind != AST_LIST && expr->kind != AST_MAP) {
        return true;
    }
    size_t count = expr->kind == AST_LIST ? expr->as.list.count : expr->as.map.count;
    if (count == 0) {
        return !has_comment(formatter, expr->span);
    }
    return was_on_one_line(formatter, expr->span) &&
           sum(column, inline_width(formatter, expr)) <= FORMAT_COLUMNS;
}

static bool is_inline_body(const Formatter *formatter, const AstBody *body, size_t column) {
    if (body->count == 0) {
        return !has_comment(formatter, body->span);
    }
    if (body->count > MOST_INLINE_ASSIGNMENTS || !was_on_one_line(formatter, body->span)) {
        return false;
    }
    size_t width = sum(column, STR("{  }").length + (body->count - 1) * STR(", ").length);
    for (size_t i = 0; i < body->count; i++) {
        const AstEntry *entry = body->entries[i];
        if (entry->kind != AST_ASSIGNMENT) {
            return false;
        }
        width = sum(width, entry->name.length + STR(" = ").length);
        width = sum(width, inline_width(formatter, entry->value));
    }
    return width <= FORMAT_COLUMNS;
}

static void write_inline(const Formatter *formatter, const AstExpr *expr, Buffer *out) {
    if (expr->kind == AST_LIST) {
        buffer_append_byte(out, '[');
        for (size_t i = 0; i < expr->as.list.count; i++) {
            buffer_append(out, i > 0 ? STR(", ") : STR(""));
            write_inline(formatter, expr->as.list.items[i], out);
        }
        buffer_append_byte(out, ']');
    } else if (expr->kind == AST_MAP && expr->as.map.count > 0) {
        for (size_t i = 0; i < expr->as.map.count; i++) {
            const AstMapEntry *pair = &expr->as.map.entries[i];
            buffer_append(out, i > 0 ? STR(", ") : STR("{ "));
            buffer_append(out, slice(formatter, pair->key_span));
            buffer_append(out, STR(" = "));
            write_inline(formatter, pair->value, out);
        }
        buffer_append(out, STR(" }"));
    } else {
        buffer_append(out, expr->kind == AST_MAP ? STR("{}") : slice(formatter, expr->span));
    }
}

static Str inline_body(const Formatter *formatter, const AstBody *body) {
    if (body->count == 0) {
        return STR("{}");
    }
    Buffer out = buffer_new(formatter->arena);
    for (size_t i = 0; i < body->count; i++) {
        buffer_append(&out, i > 0 ? STR(", ") : STR("{ "));
        buffer_append(&out, slice(formatter, body->entries[i]->name_span));
        buffer_append(&out, STR(" = "));
        write_inline(formatter, body->entries[i]->value, &out);
    }
    buffer_append(&out, STR(" }"));
    return buffer_str(&out);
}

/* ---- comments and blank lines ---- */

static size_t line_ends_between(const Formatter *formatter, uint32_t begin, uint32_t end) {
    return str_count_byte(str_slice(formatter->text, begin, end), '\n');
}

/* Keeps one of the blank lines before what begins at `next`. */
static void keep_blank_line(Formatter *formatter, uint32_t previous_end, uint32_t next) {
    if (line_ends_between(formatter, previous_end, next) > 1) {
        add_line(formatter, FORMAT_BLANK, 0, STR(""));
    }
}

static const AstComment *comment_before(const Formatter *formatter, uint32_t offset) {
    const AstFile *file = formatter->file;
    size_t next = formatter->next_comment;
    bool is_before = next < file->comment_count && file->comments[next].span.begin < offset;
    return is_before ? &file->comments[next] : NULL;
}

/* A comment on the line on which the previous thing ended; the end of what is done so far. */
static uint32_t take_trailing_comment(Formatter *formatter, uint32_t previous_end, uint32_t next) {
    const AstComment *comment = comment_before(formatter, next);
    if (comment == NULL || formatter->lines.count == 0 ||
        line_ends_between(formatter, previous_end, comment->span.begin) > 0) {
        return previous_end;
    }
    formatter->lines.items[formatter->lines.count - 1].comment =
        str_trim(slice(formatter, comment->span));
    formatter->next_comment++;
    return comment->span.end;
}

/* ---- sequences ---- */

static size_t sequence_count(const Sequence *sequence) {
    if (sequence->body != NULL) {
        return sequence->body->count;
    }
    assert(sequence->expr != NULL);
    return sequence->expr->kind == AST_LIST ? sequence->expr->as.list.count
                                            : sequence->expr->as.map.count;
}

static Span element_span(const Sequence *sequence, size_t index) {
    if (sequence->body != NULL) {
        return sequence->body->entries[index]->span;
    }
    if (sequence->expr->kind == AST_LIST) {
        return sequence->expr->as.list.items[index]->span;
    }
    const AstMapEntry *pair = &sequence->expr->as.map.entries[index];
    return span_join(pair->key_span, pair->value->span);
}

static void format_element(Formatter *formatter, const Sequence *sequence, size_t index,
                           size_t depth);

/* Own-line comments that stand before `next`; the end of what is done so far. */
static uint32_t format_comments(Formatter *formatter, uint32_t previous_end, uint32_t next,
                                size_t depth, bool *is_first) {
    const AstComment *comment;
    while ((comment = comment_before(formatter, next)) != NULL) {
        if (!*is_first) {
            keep_blank_line(formatter, previous_end, comment->span.begin);
        }
        add_line(formatter, FORMAT_PLAIN, depth, str_trim(slice(formatter, comment->span)));
        formatter->next_comment++;
        previous_end = comment->span.end;
        *is_first = false;
    }
    return previous_end;
}

static void format_sequence(Formatter *formatter, const Sequence *sequence, size_t depth) {
    size_t count = sequence_count(sequence);
    uint32_t first = count > 0 ? element_span(sequence, 0).begin : sequence->end;
    uint32_t done = take_trailing_comment(formatter, sequence->begin, first);
    bool is_first = true;
    for (size_t i = 0; i < count; i++) {
        Span span = element_span(sequence, i);
        done = format_comments(formatter, done, span.begin, depth, &is_first);
        if (!is_first) {
            keep_blank_line(formatter, done, span.begin);
        }
        is_first = false;
        format_element(formatter, sequence, i, depth);
        uint32_t next = i + 1 < count ? element_span(sequence, i + 1).begin : sequence->end;
        done = take_trailing_comment(formatter, span.end, next);
    }
    format_comments(formatter, done, sequence->end, depth, &is_first);
}

static Sequence sequence_in_brackets(const AstBody *body, const AstExpr *expr, Span span) {
    return (Sequence){body, expr, span.begin + 1, span.end - 1};
}

/* ---- elements ---- */

/* The value that follows `head` on its line, over several lines. */
static void format_long_value(Formatter *formatter, Str head, const AstExpr *value, size_t depth) {
    bool is_list = value->kind == AST_LIST;
    Sequence sequence = sequence_in_brackets(NULL, value, value->span);
    Str opening = str_format(formatter->arena, "%.*s%s%c", STR_ARG(head),
                             str_is_empty(head) ? "" : " = ", is_list ? '[' : '{');
    add_line(formatter, FORMAT_OPENING, depth, opening);
    format_sequence(formatter, &sequence, depth + 1);
    add_line(formatter, FORMAT_PLAIN, depth, is_list ? STR("]") : STR("}"));
}

static void format_item(Formatter *formatter, const AstExpr *item, size_t depth) {
    if (!is_inline_value(formatter, item, depth * FORMAT_INDENT)) {
        format_long_value(formatter, STR(""), item, depth);
        return;
    }
    Buffer out = buffer_new(formatter->arena);
    write_inline(formatter, item, &out);
    add_line(formatter, FORMAT_PLAIN, depth, buffer_str(&out));
}

static void format_assignment(Formatter *formatter, FormatLineKind kind, Str head,
                              const AstExpr *value, size_t depth) {
    size_t column = depth * FORMAT_INDENT + head.length + STR(" = ").length;
    if (!is_inline_value(formatter, value, column)) {
        format_long_value(formatter, head, value, depth);
        return;
    }
    Buffer out = buffer_new(formatter->arena);
    buffer_append(&out, STR("= "));
    write_inline(formatter, value, &out);
    add_line(formatter, kind, depth, buffer_str(&out))->head = head;
}

static void format_block(Formatter *formatter, const AstEntry *entry, size_t depth) {
    bool is_labelled = !str_is_empty(entry->label);
    size_t label_width = is_labelled ? entry->label.length + 1 : 0;
    size_t column = depth * FORMAT_INDENT + entry->name.length + 1 + label_width;
    if (is_inline_body(formatter, entry->body, column)) {
        FormatLine *line = add_line(formatter, is_labelled ? FORMAT_LABELLED_BLOCK : FORMAT_BLOCK,
                                    depth, inline_body(formatter, entry->body));
        line->head = entry->name;
        line->label = entry->label;
        return;
    }
    Str opening = str_format(formatter->arena, "%.*s%s%.*s {", STR_ARG(entry->name),
                             is_labelled ? " " : "", STR_ARG(entry->label));
    Sequence sequence = sequence_in_brackets(entry->body, NULL, entry->body->span);
    add_line(formatter, FORMAT_OPENING, depth, opening);
    format_sequence(formatter, &sequence, depth + 1);
    add_line(formatter, FORMAT_PLAIN, depth, STR("}"));
}

static void format_entry(Formatter *formatter, const AstEntry *entry, size_t depth) {
    switch (entry->kind) {
    case AST_ASSIGNMENT:
        format_assignment(formatter, FORMAT_ASSIGNMENT, entry->name, entry->value, depth);
        return;
    case AST_LET:
        format_assignment(formatter, FORMAT_LET,
                          str_format(formatter->arena, "let %.*s", STR_ARG(entry->name)),
                          entry->value, depth);
        return;
    case AST_BLOCK:
        format_block(formatter, entry, depth);
        return;
    case AST_USE:
        add_line(formatter, FORMAT_PLAIN, depth,
                 str_format(formatter->arena, "use %.*s", STR_ARG(entry->name)));
        return;
    case AST_IMPORT: {
        Str path = slice(formatter, entry->value->span);
        add_line(formatter, FORMAT_PLAIN, depth,
                 str_format(formatter->arena, "import %.*s", STR_ARG(path)));
        return;
    }
    }
}

static void format_element(Formatter *formatter, const Sequence *sequence, size_t index,
                           size_t depth) {
    if (sequence->body != NULL) {
        format_entry(formatter, sequence->body->entries[index], depth);
    } else if (sequence->expr->kind == AST_LIST) {
        format_item(formatter, sequence->expr->as.list.items[index], depth);
    } else {
        const AstMapEntry *pair = &sequence->expr->as.map.entries[index];
        format_assignment(formatter, FORMAT_ASSIGNMENT, pair->key, pair->value, depth);
    }
}

void format_file(const AstFile *file, Str text, Buffer *out) {
    Formatter formatter = {.arena = out->arena, .text = text, .file = file};
    Sequence sequence = {.body = &file->body, .end = (uint32_t)text.length};
    format_sequence(&formatter, &sequence, 0);
    format_write_lines(&formatter.lines, out);
}
