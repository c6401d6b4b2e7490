/*
 * Pages for a terminal. Paragraphs are wrapped at spaces; a table gives its columns the width that
 * they ask for and, where that is too much, narrows the widest ones and wraps inside the cells.
 */
#include "page/page.h"
#include "support/utf8.h"

enum { GAP = 2, NARROWEST = 8 };

static size_t width_of(Str text) {
    size_t width = 0;
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code_point;
        size_t length = utf8_decode(text, offset, &code_point);
        width += length == 0 ? 1 : (size_t)utf8_code_point_width(code_point);
        offset += length == 0 ? 1 : length;
    }
    return width;
}

/* ---- wrapping ---- */

/* Bytes of the longest beginning of `text` that is at most `width` columns wide; at least one. */
static size_t cut_at_width(Str text, size_t width) {
    size_t end = 0;
    while (end < text.length) {
        uint32_t code_point;
        size_t length = utf8_decode(text, end, &code_point);
        size_t next = end + (length == 0 ? 1 : length);
        if (width_of(str_slice(text, 0, next)) > width && end > 0) {
            break;
        }
        end = next;
    }
    return end;
}

/* Takes the next line off the text: whole words, or part of one that is wider than a line. */
static Str take_line(Str *text, size_t width) {
    *text = str_trim(*text);
    if (width_of(*text) <= width) {
        Str line = *text;
        *text = STR("");
        return line;
    }
    size_t cut = cut_at_width(*text, width);
    size_t space = cut;
    while (space > 0 && text->data[space] != ' ') {
        space--;
    }
    size_t end = space > 0 ? space : cut;
    Str line = str_trim(str_slice(*text, 0, end));
    *text = str_slice(*text, end, text->length);
    return line;
}

static void write_wrapped(Str text, const char *first, const char *rest, Buffer *out) {
    size_t width = PAGE_WIDTH - width_of(str_from_cstr(first));
    const char *indent = first;
    do {
        Str line = take_line(&text, width);
        buffer_printf(out, "%s%.*s\n", indent, STR_ARG(line));
        indent = rest;
    } while (text.length > 0);
}

/* ---- tables ---- */

typedef struct Layout {
    Arena *arena;
    size_t column_count;
    size_t widths[PAGE_MOST_COLUMNS];
    size_t longest_words[PAGE_MOST_COLUMNS];
} Layout;

static size_t longest_word(Str text) {
    size_t longest = 0;
    while (text.length > 0) {
        size_t end = str_find_byte(text, ' ');
        size_t width = width_of(str_slice(text, 0, end));
        longest = width > longest ? width : longest;
        text = str_slice(text, end + 1, text.length);
    }
    return longest;
}

static void widen(Layout *layout, const PageRow *row) {
    for (size_t i = 0; i < layout->column_count; i++) {
        Str text = page_plain(layout->arena, row->cells[i]);
        size_t width = width_of(text);
        size_t word = longest_word(text);
        layout->widths[i] = width > layout->widths[i] ? width : layout->widths[i];
        layout->longest_words[i] =
            word > layout->longest_words[i] ? word : layout->longest_words[i];
    }
}

static size_t total_width(const Layout *layout) {
    size_t total = GAP * (layout->column_count - 1);
    for (size_t i = 0; i < layout->column_count; i++) {
        total += layout->widths[i];
    }
    return total;
}

/* False when every column is as narrow as it may be. */
static bool narrow_widest(Layout *layout, bool break_words) {
    size_t widest = layout->column_count;
    for (size_t i = 0; i < layout->column_count; i++) {
        size_t least = break_words ? NARROWEST : layout->longest_words[i];
        bool can_shrink = layout->widths[i] > least;
        if (can_shrink &&
            (widest == layout->column_count || layout->widths[i] >= layout->widths[widest])) {
            widest = i;
        }
    }
    if (widest == layout->column_count) {
        return false;
    }
    layout->widths[widest]--;
    return true;
}

static Layout lay_out(Arena *arena, const PageBlock *table) {
    Layout layout = {.arena = arena, .column_count = table->column_count};
    widen(&layout, &table->heads);
    for (size_t i = 0; i < table->rows.count; i++) {
        widen(&layout, &table->rows.items[i]);
    }
    while (total_width(&layout) > PAGE_WIDTH &&
           (narrow_widest(&layout, false) || narrow_widest(&layout, true))) {
    }
    return layout;
}

/* One line of every cell; false when nothing was left in any. */
static bool write_row_line(const Layout *layout, Str *cells, Buffer *out) {
    size_t missing = 0; /* spaces that are due before the next text */
    bool any = false;
    for (size_t i = 0; i < layout->column_count; i++) {
        any = any || cells[i].length > 0;
    }
    for (size_t i = 0; any && i < layout->column_count; i++) {
        Str line = take_line(&cells[i], layout->widths[i]);
        if (line.length > 0) {
            buffer_append_repeated(out, ' ', missing);
            buffer_append(out, line);
            missing = 0;
        }
        missing += layout->widths[i] - (line.length > 0 ? width_of(line) : 0) + GAP;
    }
    buffer_append(out, any ? STR("\n") : STR(""));
    return any;
}

static void write_row(const Layout *layout, const PageRow *row, Buffer *out) {
    Str cells[PAGE_MOST_COLUMNS];
    for (size_t i = 0; i < layout->column_count; i++) {
        cells[i] = page_plain(layout->arena, row->cells[i]);
    }
    while (write_row_line(layout, cells, out)) {
    }
}

static bool has_heads(const PageBlock *table) {
    bool any = false;
    for (size_t i = 0; i < table->column_count; i++) {
        any = any || table->heads.cells[i].length > 0;
    }
    return any;
}

static const char *bold(PageTextOptions options) {
    return options.color ? "\033[1m" : "";
}

static const char *plain(PageTextOptions options) {
    return options.color ? "\033[0m" : "";
}

static void write_table(Arena *arena, const PageBlock *table, PageTextOptions options,
                        Buffer *out) {
    Layout layout = lay_out(arena, table);
    if (has_heads(table)) {
        buffer_append(out, str_from_cstr(bold(options)));
        write_row(&layout, &table->heads, out);
        buffer_append(out, str_from_cstr(plain(options)));
    }
    for (size_t i = 0; i < table->rows.count; i++) {
        write_row(&layout, &table->rows.items[i], out);
    }
}

/* ---- blocks ---- */

static void write_code(Str text, Buffer *out) {
    text = str_trim(text);
    while (text.length > 0) {
        size_t end = str_find_byte(text, '\n');
        buffer_printf(out, "%s%.*s\n", end > 0 ? "    " : "", STR_ARG(str_slice(text, 0, end)));
        text = str_slice(text, end + 1, text.length);
    }
}

static void write_block(Arena *arena, const PageBlock *block, PageTextOptions options,
                        Buffer *out) {
    Str text = page_plain(arena, block->text);
    switch (block->kind) {
    case PAGE_HEADING:
        buffer_printf(out, "%s%.*s%s\n", bold(options), STR_ARG(text), plain(options));
        return;
    case PAGE_TEXT:
        write_wrapped(text, "", "", out);
        return;
    case PAGE_ITEM:
        write_wrapped(text, "- ", "  ", out);
        return;
    case PAGE_CODE:
        write_code(block->text, out);
        return;
    case PAGE_TABLE:
        write_table(arena, block, options, out);
        return;
    }
}

/* A heading stands right above what it is about; the page's own has a line of its own. */
static bool wants_gap(const PageBlock *before, const PageBlock *block) {
    if (before->kind == PAGE_HEADING) {
        return before->level == 1;
    }
    return before->kind != PAGE_ITEM || block->kind != PAGE_ITEM;
}

void page_write_text(const Page *page, PageTextOptions options, Buffer *out) {
    for (size_t i = 0; i < page->blocks.count; i++) {
        const PageBlock *block = &page->blocks.items[i];
        if (i > 0 && wants_gap(&page->blocks.items[i - 1], block)) {
            buffer_append_byte(out, '\n');
        }
        write_block(page->arena, block, options, out);
    }
}
