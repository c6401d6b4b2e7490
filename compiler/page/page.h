/*
 * Text with a form: headings, paragraphs, lists, tables and code, made once and laid out twice, as
 * lines for a terminal and as Markdown.
 *
 * Texts may hold `code` and [words](target); a terminal shows the words without the signs. Nothing
 * else in them is special: each layout escapes what it must.
 */
#ifndef MLSTACK_PAGE_PAGE_H
#define MLSTACK_PAGE_PAGE_H

#include "support/buffer.h"
#include "support/vector.h"

enum { PAGE_MOST_COLUMNS = 8, PAGE_WIDTH = 80 };

typedef enum PageBlockKind {
    PAGE_HEADING,
    PAGE_TEXT,
    PAGE_ITEM, /* of a list */
    PAGE_CODE, /* a text of several lines, shown as it is */
    PAGE_TABLE,
} PageBlockKind;

typedef struct PageRow {
    Str cells[PAGE_MOST_COLUMNS];
} PageRow;

typedef VECTOR(PageRow) PageRowVector;

typedef struct PageBlock {
    PageBlockKind kind;
    int level;    /* of PAGE_HEADING: 1 for the page's own */
    Str text;     /* of every kind but PAGE_TABLE */
    Str language; /* of PAGE_CODE: what a Markdown reader may colour it as */
    size_t column_count;
    PageRow heads;
    PageRowVector rows;
} PageBlock;

typedef struct Page {
    Arena *arena;
    VECTOR(PageBlock) blocks;
} Page;

Page page_new(Arena *arena);
void page_heading(Page *page, int level, Str text);
void page_text(Page *page, Str text);
void page_item(Page *page, Str text);
void page_code(Page *page, Str language, Str text);
/* The table's rows follow; columns of `heads` beyond the count are ignored. */
void page_table(Page *page, PageRow heads, size_t column_count);
/* A row of the table begun last. */
void page_row(Page *page, PageRow row);

typedef struct PageTextOptions {
    bool color; /* bold headings */
} PageTextOptions;

/* Lines of at most PAGE_WIDTH columns, but for code and for words that are longer. */
void page_write_text(const Page *page, PageTextOptions options, Buffer *out);
void page_write_markdown(const Page *page, Buffer *out);

/* The text as a terminal shows it: without the signs of code and links. */
Str page_plain(Arena *arena, Str text);

#endif
