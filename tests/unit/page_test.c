#include "unit.h"

#include "page/page.h"

static Str text_of(const Page *page) {
    Buffer out = buffer_new(page->arena);
    page_write_text(page, (PageTextOptions){.color = false}, &out);
    return buffer_str(&out);
}

static Str markdown_of(const Page *page) {
    Buffer out = buffer_new(page->arena);
    page_write_markdown(page, &out);
    return buffer_str(&out);
}

START_TEST(paragraphs_are_wrapped_at_spaces) {
    Arena *arena = arena_new();
    Page page = page_new(arena);
    page_text(&page, STR("aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg "
                         "hhhhhhhhh iiiiiiiii"));
    page_item(&page, STR("one"));
    page_item(&page, STR("two"));
    assert_str_eq(
        text_of(&page),
        "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhh\n"
        "iiiiiiiii\n\n- one\n- two\n");
    arena_free(arena);
}
END_TEST

START_TEST(signs_are_for_markdown_only) {
    Arena *arena = arena_new();
    Page page = page_new(arena);
    page_text(&page, STR("see [`a_b`](a.md), not c_d or [1]"));
    assert_str_eq(text_of(&page), "see a_b, not c_d or [1]\n");
    assert_str_eq(markdown_of(&page), "see [`a_b`](a.md), not c\\_d or [1]\n");
    arena_free(arena);
}
END_TEST

START_TEST(bars_do_not_end_cells) {
    Arena *arena = arena_new();
    Page page = page_new(arena);
    page_table(&page, (PageRow){{STR("a"), STR("b")}}, 2);
    page_row(&page, (PageRow){{STR("`x|y`"), STR("z")}});
    assert_str_eq(markdown_of(&page), "| a | b |\n|---|---|\n| `x\\|y` | z |\n");
    assert_str_eq(text_of(&page), "a    b\nx|y  z\n");
    arena_free(arena);
}
END_TEST

START_TEST(wide_tables_keep_words_whole) {
    Arena *arena = arena_new();
    Page page = page_new(arena);
    Str sentence = STR("some words of which there are so many that they take more than one line");
    page_table(&page, (PageRow){{STR("")}}, 2);
    page_row(&page, (PageRow){{STR("a-name-that-must-stay-in-one-piece"), sentence}});
    assert_str_eq(text_of(&page),
                  "a-name-that-must-stay-in-one-piece  some words of which there are so many that\n"
                  "                                    they take more than one line\n");
    arena_free(arena);
}
END_TEST

START_TEST(words_wider_than_a_table_are_broken) {
    Arena *arena = arena_new();
    Page page = page_new(arena);
    Buffer long_word = buffer_new(arena);
    buffer_append_repeated(&long_word, 'x', 100);
    page_table(&page, (PageRow){{STR("")}}, 2);
    page_row(&page, (PageRow){{STR("key"), buffer_str(&long_word)}});
    Str text = text_of(&page);
    ck_assert_uint_eq(str_find_byte(text, '\n'), PAGE_WIDTH);
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *const tests[] = {
        paragraphs_are_wrapped_at_spaces,
        signs_are_for_markdown_only,
        bars_do_not_end_cells,
        wide_tables_keep_words_whole,
        words_wider_than_a_table_are_broken,
    };
    return run_unit_tests("page", tests, sizeof tests / sizeof tests[0]);
}
