#include "page/page.h"

/*
 * Text with what Markdown would take for markup escaped, but for `code` and links. A | would end
 * the cell, in code as well.
 */
static void write_inline(Str text, bool in_table, Buffer *out) {
    bool in_code = false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        in_code = in_code != (byte == '`');
        bool is_markup = byte == '*' || byte == '_' || byte == '<' || byte == '\\';
        if ((is_markup && !in_code) || (byte == '|' && in_table)) {
            buffer_append_byte(out, '\\');
        }
        buffer_append_byte(out, byte);
    }
}

static void write_row(const PageRow *row, size_t column_count, Buffer *out) {
    for (size_t i = 0; i < column_count; i++) {
        buffer_append(out, i == 0 ? STR("| ") : STR(" | "));
        write_inline(row->cells[i], true, out);
    }
    buffer_append(out, STR(" |\n"));
}

static void write_table(const PageBlock *table, Buffer *out) {
    write_row(&table->heads, table->column_count, out);
    for (size_t i = 0; i < table->column_count; i++) {
        buffer_append(out, STR("|---"));
    }
    buffer_append(out, STR("|\n"));
    for (size_t i = 0; i < table->rows.count; i++) {
        write_row(&table->rows.items[i], table->column_count, out);
    }
}

static void write_block(const PageBlock *block, Buffer *out) {
    switch (block->kind) {
    case PAGE_HEADING:
        buffer_append_repeated(out, '#', (size_t)block->level);
        buffer_append_byte(out, ' ');
        write_inline(block->text, false, out);
        buffer_append_byte(out, '\n');
        return;
    case PAGE_TEXT:
        write_inline(block->text, false, out);
        buffer_append_byte(out, '\n');
        return;
    case PAGE_ITEM:
        buffer_append(out, STR("- "));
        write_inline(block->text, false, out);
        buffer_append_byte(out, '\n');
        return;
    case PAGE_CODE:
        buffer_printf(out, "```%.*s\n%.*s\n```\n", STR_ARG(block->language),
                      STR_ARG(str_trim(block->text)));
        return;
    case PAGE_TABLE:
        write_table(block, out);
        return;
    }
}

void page_write_markdown(const Page *page, Buffer *out) {
    for (size_t i = 0; i < page->blocks.count; i++) {
        const PageBlock *block = &page->blocks.items[i];
        bool follows_item = i > 0 && page->blocks.items[i - 1].kind == PAGE_ITEM;
        if (i > 0 && !(follows_item && block->kind == PAGE_ITEM)) {
            buffer_append_byte(out, '\n');
        }
        write_block(block, out);
    }
}
