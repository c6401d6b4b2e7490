#include "unit.h"

#include <string.h>

#include "support/buffer.h"
#include "support/file.h"
#include "support/json.h"
#include "support/map.h"
#include "support/utf8.h"
#include "support/vector.h"

START_TEST(arena_rewind_gives_memory_back) {
    Arena *arena = arena_new();
    arena_alloc(arena, 10);
    size_t before = arena_bytes(arena);
    ArenaMark mark = arena_mark(arena);
    arena_alloc(arena, 10 * 1024 * 1024);
    ck_assert_uint_gt(arena_bytes(arena), before);
    arena_rewind(arena, mark);
    ck_assert_uint_eq(arena_bytes(arena), before);
    arena_free(arena);
}
END_TEST

START_TEST(arena_memory_is_zeroed_after_rewind) {
    Arena *arena = arena_new();
    ArenaMark mark = arena_mark(arena);
    memset(arena_alloc(arena, 100), 0xFF, 100);
    arena_rewind(arena, mark);
    char *again = arena_alloc(arena, 100);
    for (int i = 0; i < 100; i++) {
        ck_assert_int_eq(again[i], 0);
    }
    arena_free(arena);
}
END_TEST

START_TEST(arena_grows_the_last_allocation_in_place) {
    Arena *arena = arena_new();
    char *first = arena_alloc(arena, 16);
    ck_assert_ptr_eq(arena_grow(arena, first, 16, 64), first);
    arena_alloc(arena, 1);
    ck_assert_ptr_ne(arena_grow(arena, first, 64, 128), first);
    arena_free(arena);
}
END_TEST

START_TEST(vector_keeps_items_over_growth) {
    Arena *arena = arena_new();
    VECTOR(int) numbers = {0};
    for (int i = 0; i < 1000; i++) {
        vector_push(arena, &numbers, i);
    }
    ck_assert_uint_eq(numbers.count, 1000);
    ck_assert_int_eq(numbers.items[999], 999);
    arena_free(arena);
}
END_TEST

START_TEST(map_keeps_insertion_order) {
    Arena *arena = arena_new();
    Map map = map_new(arena);
    int values[100];
    for (int i = 0; i < 100; i++) {
        map_set(&map, str_format(arena, "key-%d", i), &values[i]);
    }
    map_set(&map, STR("key-7"), &values[50]);
    ck_assert_uint_eq(map.count, 100);
    assert_str_eq(map.entries[7].key, "key-7");
    ck_assert_ptr_eq(map_get(&map, STR("key-7")), &values[50]);
    ck_assert_ptr_null(map_get(&map, STR("absent")));
    arena_free(arena);
}
END_TEST

START_TEST(str_compare_is_byte_order) {
    ck_assert_int_lt(str_compare(STR("a"), STR("ab")), 0);
    ck_assert_int_gt(str_compare(STR("b"), STR("ab")), 0);
    ck_assert_int_eq(str_compare(STR(""), STR("")), 0);
}
END_TEST

START_TEST(str_to_int_refuses_overflow) {
    int64_t value = 0;
    ck_assert(str_to_int(STR("9223372036854775807"), &value));
    ck_assert(value == INT64_MAX);
    ck_assert(!str_to_int(STR("9223372036854775808"), &value));
    ck_assert(!str_to_int(STR(""), &value));
    ck_assert(!str_to_int(STR("1x"), &value));
}
END_TEST

START_TEST(utf8_refuses_what_is_not_utf8) {
    ck_assert_uint_eq(utf8_find_invalid(STR("a\xC3\xA9z")), 4);
    ck_assert_uint_eq(utf8_find_invalid(STR("a\xC0\x80")), 1);    /* overlong */
    ck_assert_uint_eq(utf8_find_invalid(STR("\xED\xA0\x80")), 0); /* surrogate */
    ck_assert_uint_eq(utf8_find_invalid(STR("ok\xF5\x80\x80\x80")), 2);
    ck_assert_uint_eq(utf8_find_invalid(STR("cut\xE2\x82")), 3);
}
END_TEST

START_TEST(utf8_widths) {
    ck_assert_int_eq(utf8_code_point_width('a'), 1);
    ck_assert_int_eq(utf8_code_point_width(0x4E2D), 2);
    ck_assert_int_eq(utf8_code_point_width(0x0301), 0);
    ck_assert(utf8_is_bidi_control(0x202E));
    ck_assert(!utf8_is_bidi_control('e'));
}
END_TEST

START_TEST(json_strings_are_escaped) {
    Arena *arena = arena_new();
    Buffer out = buffer_new(arena);
    json_write_string(&out, STR("a\"b\\\n\x01\xFF\xC3\xA9\x7F\xC2\x9B"));
    assert_str_eq(buffer_str(&out), "\"a\\\"b\\\\\\n\\u0001\xEF\xBF\xBD\xC3\xA9\\u007f\\u009b\"");
    arena_free(arena);
}
END_TEST

START_TEST(file_read_refuses_folders) {
    Arena *arena = arena_new();
    Str text;
    Str problem;
    ck_assert(!file_read(arena, STR("/"), 1024, &text, &problem));
    assert_str_eq(problem, "it is a folder");
    ck_assert(!file_read(arena, STR("/no/such/file"), 1024, &text, &problem));
    assert_str_eq(problem, "there is no such file");
    ck_assert(!file_read(arena, STR("/dev/zero"), 1024, &text, &problem));
    assert_str_eq(problem, "it is not a regular file");
    arena_free(arena);
}
END_TEST

START_TEST(paths_split) {
    assert_str_eq(path_folder(STR("a/b/c")), "a/b");
    assert_str_eq(path_folder(STR("c")), ".");
    assert_str_eq(path_folder(STR("/c")), "/");
    assert_str_eq(path_base(STR("a/b/c")), "c");
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        arena_rewind_gives_memory_back,
        arena_memory_is_zeroed_after_rewind,
        arena_grows_the_last_allocation_in_place,
        vector_keeps_items_over_growth,
        map_keeps_insertion_order,
        str_compare_is_byte_order,
        str_to_int_refuses_overflow,
        utf8_refuses_what_is_not_utf8,
        utf8_widths,
        json_strings_are_escaped,
        file_read_refuses_folders,
        paths_split,
    };
    return run_unit_tests("support", tests, sizeof tests / sizeof tests[0]);
}
