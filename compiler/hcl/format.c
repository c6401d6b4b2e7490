/*
 * The formatting of `terraform fmt` (hclwrite's format.go): the spaces before each token are
 * computed, in passes over the lines, and then everything is written.
 *
 * A line is cut into up to three cells: lead, assign (from an `=` whose value is complete on the
 * line) and comment. Indentation follows the net change of brackets per line. Inside a cell the
 * space between two tokens depends on these two and the one before. Consecutive lines that have
 * an assign cell align it, and consecutive lines that have a trailing comment align that.
 */
#include "hcl/hcl.h"

#include "hcl/token.h"
#include "support/utf8.h"

enum { INDENT_WIDTH = 2, ZERO_WIDTH_JOINER = 0x200D };

/* Cells as ranges of tokens; assign and comment are empty where a line has none. */
typedef struct Line {
    uint32_t lead;
    uint32_t assign;
    uint32_t comment;
    uint32_t end;
} Line;

typedef VECTOR(Line) LineVector;

typedef struct Formatter {
    Arena *scratch;
    Str text;
    HclTokenVector tokens;
    uint32_t *spaces; /* before each token */
    LineVector lines;
    HclOpenLines *open; /* around the text */
} Formatter;

static HclTokenKind kind_at(const Formatter *f, size_t index) {
    return f->tokens.items[index].kind;
}

static Str token_text(const Formatter *f, size_t index) {
    HclToken token = f->tokens.items[index];
    return (Str){f->text.data + token.begin, token.end - token.begin};
}

static bool ends_line(const Formatter *f, size_t index) {
    HclTokenKind kind = kind_at(f, index);
    return kind == HCL_TOKEN_NEWLINE ||
           (kind == HCL_TOKEN_COMMENT && str_ends_with(token_text(f, index), STR("\n")));
}

static int net_brackets(const Formatter *f, uint32_t begin, uint32_t end) {
    int net = 0;
    for (uint32_t i = begin; i < end; i++) {
        net += hcl_token_bracket_change(kind_at(f, i));
    }
    return net;
}

/* Whether a heredoc is open after the line, given whether one was before it. */
static bool leaves_heredoc_open(const Formatter *f, const Line *line, bool open) {
    for (uint32_t i = line->lead; i < line->end; i++) {
        if (kind_at(f, i) == HCL_TOKEN_OPEN_HEREDOC) {
            open = true;
        } else if (kind_at(f, i) == HCL_TOKEN_CLOSE_HEREDOC) {
            open = false;
        }
    }
    return open;
}

/* Cuts a line's trailing comment and its assignment off its lead. */
static void cut_line(const Formatter *f, Line *line) {
    if (line->end - line->lead > 1 && kind_at(f, line->end - 1) == HCL_TOKEN_COMMENT) {
        line->comment = line->end - 1;
    }
    line->assign = line->comment;
    for (uint32_t i = line->lead + 1; i < line->comment; i++) {
        if (kind_at(f, i) == HCL_TOKEN_ASSIGN) {
            if (net_brackets(f, i, line->comment) == 0) {
                line->assign = i;
            }
            return;
        }
    }
}

/* Only an interpolation with a newline makes a heredoc span lines; those are left whole. */
static void split_lines(Formatter *f) {
    bool in_heredoc = false;
    uint32_t begin = 0;
    for (uint32_t i = 0; i < f->tokens.count; i++) {
        if (!ends_line(f, i) && i + 1 < f->tokens.count) {
            continue;
        }
        Line line = {.lead = begin, .assign = i + 1, .comment = i + 1, .end = i + 1};
        begin = i + 1;
        bool whole = in_heredoc;
        in_heredoc = leaves_heredoc_open(f, &line, in_heredoc);
        if (!whole) {
            cut_line(f, &line);
        }
        vector_push(f->scratch, &f->lines, line);
    }
}

/* A line's own opening brackets, not those that templates in its heredoc open. */
static int indent_change(const Formatter *f, const Line *line) {
    int net = 0;
    for (uint32_t i = line->lead; i < line->assign; i++) {
        if (kind_at(f, i) == HCL_TOKEN_OPEN_HEREDOC) {
            break;
        }
        net += hcl_token_bracket_change(kind_at(f, i));
    }
    return net;
}

/*
 * One level per line that opens brackets, however many. The stack remembers how many, so that
 * lines which close more or fewer than one line opened do not shift the rest of the file.
 */
static void indent_lines(Formatter *f) {
    VECTOR(int) opened = {0};
    for (size_t i = 0; i < f->open->count; i++) {
        vector_push(f->scratch, &opened, f->open->brackets[i]);
    }
    for (size_t i = 0; i < f->lines.count; i++) {
        const Line *line = &f->lines.items[i];
        if (kind_at(f, line->lead) == HCL_TOKEN_NEWLINE) {
            continue;
        }
        int net = indent_change(f, line);
        while (net < 0 && opened.count > 0) {
            int *last = &opened.items[opened.count - 1];
            if (-net < *last) {
                *last += net;
                net = 0;
            } else {
                net += *last;
                opened.count--;
            }
        }
        f->spaces[line->lead] = (uint32_t)(INDENT_WIDTH * opened.count);
        if (net > 0) {
            vector_push(f->scratch, &opened, net);
        }
    }
    f->open->count = 0;
    for (size_t i = 0; i < opened.count && i < HCL_MOST_OPEN_LINES; i++) {
        f->open->brackets[f->open->count++] = (uint8_t)opened.items[i];
    }
}

/* Characters as a reader counts them: marks and joined emoji belong to what precedes them. */
static uint32_t text_columns(Str text) {
    uint32_t columns = 0;
    bool joined = false;
    for (size_t i = 0; i < text.length;) {
        if ((unsigned char)text.data[i] < 0x80) {
            columns++;
            joined = false;
            i++;
            continue;
        }
        uint32_t code_point = 0;
        size_t length = utf8_decode(text, i, &code_point);
        bool mark = utf8_code_point_width(code_point) == 0;
        columns += !mark && !joined;
        joined = code_point == ZERO_WIDTH_JOINER;
        i += length == 0 ? 1 : length;
    }
    return columns;
}

static bool is_template_text(HclTokenKind kind) {
    return kind == HCL_TOKEN_QUOTED_TEXT || kind == HCL_TOKEN_HEREDOC_TEXT;
}

/* A minus after one of these, or at the beginning, is a sign; otherwise a subtraction. */
static bool precedes_sign(HclTokenKind before) {
    static const bool table[HCL_TOKEN_KIND_COUNT] = {
        [HCL_TOKEN_NONE] = true,
        [HCL_TOKEN_OPEN_PARENTHESIS] = true,
        [HCL_TOKEN_OPEN_BRACE] = true,
        [HCL_TOKEN_OPEN_BRACKET] = true,
        [HCL_TOKEN_ASSIGN] = true,
        [HCL_TOKEN_COLON] = true,
        [HCL_TOKEN_COMMA] = true,
        [HCL_TOKEN_QUESTION] = true,
        [HCL_TOKEN_PLUS] = true,
        [HCL_TOKEN_STAR] = true,
        [HCL_TOKEN_SLASH] = true,
        [HCL_TOKEN_PERCENT] = true,
        [HCL_TOKEN_MINUS] = true,
        [HCL_TOKEN_EQUAL] = true,
        [HCL_TOKEN_NOT_EQUAL] = true,
        [HCL_TOKEN_GREATER] = true,
        [HCL_TOKEN_GREATER_EQUAL] = true,
        [HCL_TOKEN_LESS] = true,
        [HCL_TOKEN_LESS_EQUAL] = true,
        [HCL_TOKEN_AND] = true,
        [HCL_TOKEN_OR] = true,
        [HCL_TOKEN_NOT] = true,
    };
    return table[before];
}

/* The rules in order; the first that applies decides, as in format.go. */
static bool space_between(const Formatter *f, HclTokenKind before, size_t index) {
    HclTokenKind subject = kind_at(f, index);
    HclTokenKind after = kind_at(f, index + 1);
    if (after == HCL_TOKEN_NEWLINE ||
        (subject == HCL_TOKEN_IDENTIFIER &&
         (after == HCL_TOKEN_OPEN_PARENTHESIS || after == HCL_TOKEN_DOUBLE_COLON)) ||
        (subject == HCL_TOKEN_DOUBLE_COLON && after == HCL_TOKEN_IDENTIFIER) ||
        subject == HCL_TOKEN_DOT || after == HCL_TOKEN_DOT || after == HCL_TOKEN_COMMA ||
        after == HCL_TOKEN_ELLIPSIS) {
        return false;
    }
    if (subject == HCL_TOKEN_COMMA) {
        return true;
    }
    if (is_template_text(subject) || is_template_text(after) || subject == HCL_TOKEN_OPEN_QUOTE ||
        subject == HCL_TOKEN_OPEN_HEREDOC || after == HCL_TOKEN_CLOSE_QUOTE ||
        after == HCL_TOKEN_CLOSE_HEREDOC) {
        return false;
    }
    if (subject == HCL_TOKEN_IDENTIFIER && before == HCL_TOKEN_IDENTIFIER &&
        str_equal(token_text(f, index), STR("in"))) {
        return true;
    }
    if (after == HCL_TOKEN_OPEN_BRACKET &&
        (subject == HCL_TOKEN_IDENTIFIER || subject == HCL_TOKEN_NUMBER ||
         hcl_token_bracket_change(subject) < 0)) {
        return false;
    }
    if (subject == HCL_TOKEN_NOT) {
        return false;
    }
    if (subject == HCL_TOKEN_MINUS) {
        return !precedes_sign(before);
    }
    if (subject == HCL_TOKEN_OPEN_BRACE || after == HCL_TOKEN_CLOSE_BRACE) {
        return !(subject == HCL_TOKEN_OPEN_BRACE && after == HCL_TOKEN_CLOSE_BRACE);
    }
    bool opens_template = subject == HCL_TOKEN_INTERPOLATION || subject == HCL_TOKEN_CONTROL;
    if ((opens_template && after == HCL_TOKEN_OPEN_BRACE) ||
        (subject == HCL_TOKEN_CLOSE_BRACE && after == HCL_TOKEN_CLOSE_TEMPLATE)) {
        return true;
    }
    if (subject == HCL_TOKEN_CLOSE_TEMPLATE &&
        (after == HCL_TOKEN_INTERPOLATION || after == HCL_TOKEN_CONTROL)) {
        return false;
    }
    return hcl_token_bracket_change(subject) <= 0 && hcl_token_bracket_change(after) >= 0;
}

static void space_cell(Formatter *f, uint32_t begin, uint32_t end) {
    HclTokenKind before = HCL_TOKEN_NONE;
    for (uint32_t i = begin + 1; i < end; i++) {
        f->spaces[i] = space_between(f, before, i - 1);
        before = kind_at(f, i - 1);
    }
}

static void space_lines(Formatter *f) {
    for (size_t i = 0; i < f->lines.count; i++) {
        const Line *line = &f->lines.items[i];
        space_cell(f, line->lead, line->assign);
        space_cell(f, line->assign, line->comment);
    }
}

static uint32_t columns(const Formatter *f, uint32_t begin, uint32_t end) {
    uint32_t sum = 0;
    for (uint32_t i = begin; i < end; i++) {
        sum += f->spaces[i] + text_columns(token_text(f, i));
    }
    return sum;
}

/* The two cells that are aligned. */
static uint32_t assign_cell(const Line *line) {
    return line->assign < line->comment ? line->assign : line->end;
}

static uint32_t comment_cell(const Line *line) {
    return line->comment;
}

/* Pads the cells of consecutive lines to one column; `cell` gives the line's end for none. */
static void align(Formatter *f, uint32_t (*cell)(const Line *)) {
    const Line *lines = f->lines.items;
    uint32_t *widths = arena_alloc_array(f->scratch, f->lines.count, sizeof *widths);
    for (size_t begin = 0, end = 0; begin < f->lines.count; begin = end + 1) {
        uint32_t widest = 0;
        for (end = begin; end < f->lines.count && cell(&lines[end]) < lines[end].end; end++) {
            widths[end] = columns(f, lines[end].lead, cell(&lines[end]));
            widest = widths[end] > widest ? widths[end] : widest;
        }
        for (size_t i = begin; i < end; i++) {
            f->spaces[cell(&lines[i])] = widest - widths[i] + 1;
        }
    }
}

/* Whether the token follows the one before it just as it will be written. */
static bool keeps_its_space(const Formatter *f, uint32_t index) {
    uint32_t begin = f->tokens.items[index - 1].end;
    uint32_t end = f->tokens.items[index].begin;
    bool same = end - begin == f->spaces[index];
    for (uint32_t i = begin; same && i < end; i++) {
        same = f->text.data[i] == ' ';
    }
    return same;
}

/* Most tokens stand as they will stand, so they are copied in runs. */
static void write_line(const Formatter *f, const Line *line, Buffer *out) {
    const HclToken *tokens = f->tokens.items;
    for (uint32_t begin = line->lead, end = begin; begin < line->end; begin = end) {
        for (end = begin + 1; end < line->end && keeps_its_space(f, end);) {
            end++;
        }
        buffer_append_repeated(out, ' ', f->spaces[begin]);
        buffer_append(out, str_slice(f->text, tokens[begin].begin, tokens[end - 1].end));
    }
}

static bool is_blank(const Formatter *f, size_t line) {
    return kind_at(f, f->lines.items[line].lead) == HCL_TOKEN_NEWLINE;
}

/* Whether a blank line after this one would stand at the beginning of a bracket's contents. */
static bool opens_bracket(const Formatter *f, size_t line) {
    uint32_t end = f->lines.items[line].end;
    uint32_t begin = f->lines.items[line].lead;
    while (end > begin &&
           (kind_at(f, end - 1) == HCL_TOKEN_NEWLINE || kind_at(f, end - 1) == HCL_TOKEN_COMMENT)) {
        end--;
    }
    return end > begin && hcl_token_bracket_change(kind_at(f, end - 1)) > 0;
}

static bool blank_is_wanted(const Formatter *f, size_t previous, size_t next) {
    HclTokenKind follower = kind_at(f, f->lines.items[next].lead);
    return !opens_bracket(f, previous) && hcl_token_bracket_change(follower) >= 0;
}

static void write_tidy(const Formatter *f, Buffer *out) {
    size_t previous = f->lines.count; /* the last line written; none yet */
    bool blank_between = false;
    for (size_t i = 0; i < f->lines.count; i++) {
        if (is_blank(f, i)) {
            blank_between = true;
            continue;
        }
        if (blank_between && previous < f->lines.count && blank_is_wanted(f, previous, i)) {
            buffer_append_byte(out, '\n');
        }
        write_line(f, &f->lines.items[i], out);
        previous = i;
        blank_between = false;
    }
    f->open->follows_opening = previous < f->lines.count && opens_bracket(f, previous);
}

static void format(Arena *scratch, Str text, bool tidy, HclOpenLines *open, Buffer *out) {
    ArenaMark mark = arena_mark(scratch);
    Formatter f = {.scratch = scratch, .text = text, .open = open};
    if (!hcl_scan(scratch, text, &f.tokens)) {
        buffer_append(out, text);
        arena_rewind(scratch, mark);
        return;
    }
    f.spaces = arena_alloc_array(scratch, f.tokens.count, sizeof *f.spaces);
    split_lines(&f);
    indent_lines(&f);
    space_lines(&f);
    align(&f, assign_cell);
    align(&f, comment_cell);
    buffer_reserve(out, text.length + text.length / 8);
    if (tidy) {
        write_tidy(&f, out);
    } else {
        for (size_t i = 0; i < f.lines.count; i++) {
            write_line(&f, &f.lines.items[i], out);
        }
    }
    arena_rewind(scratch, mark);
}

void hcl_format(Arena *scratch, Str text, Buffer *out) {
    format(scratch, text, false, &(HclOpenLines){0}, out);
}

void hcl_format_tidy(Arena *scratch, Str text, Buffer *out) {
    format(scratch, text, true, &(HclOpenLines){0}, out);
}

void hcl_format_piece(Arena *scratch, Str text, HclOpenLines *open, Buffer *out) {
    format(scratch, text, true, open, out);
}
