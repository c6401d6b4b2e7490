#include "cli/parity.h"

static void write_table(Page *page, const Value *clouds, const Value *rows) {
    PageRow heads = {{STR("")}};
    size_t count = 1;
    for (uint32_t i = 0; i < value_count(clouds) && count < PAGE_MOST_COLUMNS; i++) {
        heads.cells[count++] = value_text(value_path(value_item(clouds, i), "cloud.title"));
    }
    page_table(page, heads, count);
    for (uint32_t i = 0; i < value_count(rows); i++) {
        const Value *row = value_item(rows, i);
        PageRow cells = {{value_text(value_get_cstr(row, "feature"))}};
        for (uint32_t j = 0; j + 1 < count; j++) {
            Str cloud = value_text(value_path(value_item(clouds, j), "cloud.name"));
            Str text = value_text(value_get(row, cloud));
            cells.cells[j + 1] = text.length == 0 ? STR("-") : text;
        }
        page_row(page, cells);
    }
}

static void write_notes(Page *page, const Value *rows) {
    bool any = false;
    for (uint32_t i = 0; i < value_count(rows); i++) {
        const Value *row = value_item(rows, i);
        Str note = value_text(value_get_cstr(row, "note"));
        if (note.length == 0) {
            continue;
        }
        if (!any) {
            page_heading(page, 2, STR("Where a cloud gives something else or less"));
            any = true;
        }
        Str feature = value_text(value_get_cstr(row, "feature"));
        page_item(page, str_format(page->arena, "%.*s: %.*s", STR_ARG(feature), STR_ARG(note)));
    }
}

Page parity_page(Arena *arena, const ResolvedStack *stack) {
    Page page = page_new(arena);
    const Value *rows = value_get_cstr(stack->tree, "parity");
    page_heading(&page, 1, str_format(arena, "%.*s, cloud by cloud", STR_ARG(stack->name)));
    write_table(&page, value_get_cstr(stack->tree, "clouds"), rows);
    write_notes(&page, rows);
    return page;
}
