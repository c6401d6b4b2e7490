#include "page/page.h"

Page page_new(Arena *arena) {
    return (Page){.arena = arena};
}

void page_heading(Page *page, int level, Str text) {
    PageBlock block = {.kind = PAGE_HEADING, .level = level, .text = text};
    vector_push(page->arena, &page->blocks, block);
}

void page_text(Page *page, Str text) {
    PageBlock block = {.kind = PAGE_TEXT, .text = text};
    vector_push(page->arena, &page->blocks, block);
}

void page_item(Page *page, Str text) {
    PageBlock block = {.kind = PAGE_ITEM, .text = text};
    vector_push(page->arena, &page->blocks, block);
}

void page_code(Page *page, Str language, Str text) {
    PageBlock block = {.kind = PAGE_CODE, .language = language, .text = text};
    vector_push(page->arena, &page->blocks, block);
}

void page_table(Page *page, PageRow heads, size_t column_count) {
    PageBlock block = {.kind = PAGE_TABLE, .heads = heads, .column_count = column_count};
    vector_push(page->arena, &page->blocks, block);
}

void page_row(Page *page, PageRow row) {
    PageBlock *table = &page->blocks.items[page->blocks.count - 1];
    vector_push(page->arena, &table->rows, row);
}

/* Where the words of a link that begins at `open` end; text.length when none begins there. */
static size_t link_words_end(Str text, size_t open) {
    size_t close = open + str_find(str_slice(text, open, text.length), STR("]("));
    return open < text.length && text.data[open] == '[' ? close : text.length;
}

Str page_plain(Arena *arena, Str text) {
    Buffer out = buffer_new(arena);
    bool in_code = false;
    for (size_t i = 0; i < text.length; i++) {
        size_t words_end = in_code ? text.length : link_words_end(text, i);
        if (words_end < text.length) {
            Str words = str_slice(text, i + 1, words_end);
            buffer_append(&out, page_plain(arena, words));
            i = words_end + str_find_byte(str_slice(text, words_end, text.length), ')');
        } else if (text.data[i] == '`') {
            in_code = !in_code;
        } else {
            buffer_append_byte(&out, text.data[i]);
        }
    }
    return buffer_str(&out);
}
