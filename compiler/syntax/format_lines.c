#include "syntax/format_lines.h"

#include "support/utf8.h"

enum {
    /* A longer name is no valid name; it is not allowed to move its neighbours to the right. */
    LONGEST_ALIGNED_NAME = 63,
    COMMENT_DISTANCE = 2,
};

/* What stands before the rest of the lines of one run. */
typedef struct Columns {
    size_t head;
    size_t label;
} Columns;

size_t format_width(Str text) {
    size_t width = 0;
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code_point = 0;
        size_t length = utf8_decode(text, offset, &code_point);
        width += code_point == '\t' ? 1 : (size_t)utf8_code_point_width(code_point);
        offset += length == 0 ? 1 : length;
    }
    return width;
}

static bool is_aligned(const FormatLine *line) {
    return line->kind >= FORMAT_ASSIGNMENT && line->head.length <= LONGEST_ALIGNED_NAME &&
           line->label.length <= LONGEST_ALIGNED_NAME;
}

static bool are_in_one_run(const FormatLine *a, const FormatLine *b) {
    return a->kind == b->kind && a->depth == b->depth && is_aligned(a) && is_aligned(b);
}

/* Index after the last line whose columns are those of the line at `begin`. */
static size_t run_end(const FormatLineVector *lines, size_t begin) {
    size_t end = begin + 1;
    while (end < lines->count && are_in_one_run(&lines->items[begin], &lines->items[end])) {
        end++;
    }
    return end;
}

static Columns columns_of(const FormatLineVector *lines, size_t begin, size_t end) {
    Columns columns = {0};
    for (size_t i = begin; i < end; i++) {
        const FormatLine *line = &lines->items[i];
        columns.head = line->head.length > columns.head ? line->head.length : columns.head;
        columns.label = line->label.length > columns.label ? line->label.length : columns.label;
    }
    return columns;
}

static void write_padded(Buffer *out, Str text, size_t width) {
    buffer_append(out, text);
    buffer_append_repeated(out, ' ', width - text.length + 1);
}

/* The line without its comment and its line end. */
static void write_line(const FormatLine *line, Columns columns, Buffer *out) {
    buffer_append_repeated(out, ' ', line->depth * FORMAT_INDENT);
    if (line->kind >= FORMAT_ASSIGNMENT) {
        write_padded(out, line->head, columns.head);
    }
    if (line->kind == FORMAT_LABELLED_BLOCK) {
        write_padded(out, line->label, columns.label);
    }
    buffer_append(out, line->rest);
}

static size_t line_width(const FormatLine *line, Columns columns) {
    size_t width = line->depth * FORMAT_INDENT + format_width(line->rest);
    width += line->kind >= FORMAT_ASSIGNMENT ? columns.head + 1 : 0;
    return width + (line->kind == FORMAT_LABELLED_BLOCK ? columns.label + 1 : 0);
}

static Columns *all_columns(Arena *arena, const FormatLineVector *lines) {
    Columns *columns = arena_alloc_array(arena, lines->count, sizeof *columns);
    for (size_t i = 0; i < lines->count;) {
        size_t end = run_end(lines, i);
        Columns of_run = columns_of(lines, i, end);
        for (; i < end; i++) {
            columns[i] = of_run;
        }
    }
    return columns;
}

/*
 * Index after the last line whose comment stands in the column of the one at `begin`: consecutive
 * lines of one depth that have comments. A line that is too wide has no neighbours, and the comment
 * after an opening bracket is about more than a line.
 */
static size_t comment_run_end(const FormatLineVector *lines, const Columns *columns, size_t begin,
                              size_t *ret_widest) {
    *ret_widest = line_width(&lines->items[begin], columns[begin]);
    size_t end = begin + 1;
    while (end < lines->count && *ret_widest <= FORMAT_COLUMNS &&
           lines->items[begin].kind != FORMAT_OPENING && lines->items[end].kind != FORMAT_OPENING &&
           lines->items[end].depth == lines->items[begin].depth &&
           !str_is_empty(lines->items[end].comment)) {
        size_t width = line_width(&lines->items[end], columns[end]);
        if (width > FORMAT_COLUMNS) {
            break;
        }
        *ret_widest = width > *ret_widest ? width : *ret_widest;
        end++;
    }
    return end;
}

static size_t *comment_columns(Arena *arena, const FormatLineVector *lines,
                               const Columns *columns) {
    size_t *result = arena_alloc_array(arena, lines->count, sizeof *result);
    for (size_t i = 0; i < lines->count;) {
        size_t widest = 0;
        size_t end = str_is_empty(lines->items[i].comment)
                         ? i + 1
                         : comment_run_end(lines, columns, i, &widest);
        for (; i < end; i++) {
            result[i] = widest + COMMENT_DISTANCE;
        }
    }
    return result;
}

void format_write_lines(const FormatLineVector *lines, Buffer *out) {
    Columns *columns = all_columns(out->arena, lines);
    size_t *comments = comment_columns(out->arena, lines, columns);
    for (size_t i = 0; i < lines->count; i++) {
        const FormatLine *line = &lines->items[i];
        if (line->kind != FORMAT_BLANK) {
            write_line(line, columns[i], out);
        }
        if (!str_is_empty(line->comment)) {
            buffer_append_repeated(out, ' ', comments[i] - line_width(line, columns[i]));
            buffer_append(out, line->comment);
        }
        buffer_append_byte(out, '\n');
    }
}
