#include "unit.h"

#include "support/diff.h"

static Str diff(Arena *arena, const char *before, const char *after) {
    Buffer out = buffer_new(arena);
    diff_unified((DiffSide){STR("a"), str_from_cstr(before)},
                 (DiffSide){STR("b"), str_from_cstr(after)}, &out);
    return buffer_str(&out);
}

static void assert_diff(const char *before, const char *after, const char *expected) {
    Arena *arena = arena_new();
    assert_str_eq(diff(arena, before, after), expected);
    arena_free(arena);
}

START_TEST(equal_texts_have_no_diff) {
    assert_diff("", "", "");
    assert_diff("a\n", "a\n", "");
}
END_TEST

START_TEST(a_side_may_be_empty) {
    assert_diff("", "x\n", "--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
    assert_diff("x\ny\n", "", "--- a\n+++ b\n@@ -1,2 +0,0 @@\n-x\n-y\n");
}
END_TEST

START_TEST(a_missing_line_end_is_said) {
    assert_diff("x", "x\n", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
}
END_TEST

START_TEST(the_script_is_the_shortest) {
    assert_diff("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n",
                "--- a\n+++ b\n@@ -1,7 +1,6 @@\n-a\n-b\n c\n+b\n a\n b\n-b\n a\n+c\n");
}
END_TEST

START_TEST(edits_far_apart_are_hunks_of_their_own) {
    assert_diff("x\n1\n2\n3\n4\n5\n6\nx\n", "y\n1\n2\n3\n4\n5\n6\ny\n",
                "--- a\n+++ b\n@@ -1,8 +1,8 @@\n-x\n+y\n 1\n 2\n 3\n 4\n 5\n 6\n-x\n+y\n");
    assert_diff("x\n1\n2\n3\n4\n5\n6\n7\nx\n", "y\n1\n2\n3\n4\n5\n6\n7\ny\n",
                "--- a\n+++ b\n@@ -1,4 +1,4 @@\n-x\n+y\n 1\n 2\n 3\n"
                "@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-x\n+y\n");
}
END_TEST

/* Every second line differs, more often than the search goes: shown as replaced as a whole. */
START_TEST(very_different_texts_cost_no_search) {
    enum { PAIRS = DIFF_MOST_EDITS };
    Arena *arena = arena_new();
    Buffer before = buffer_new(arena);
    Buffer after = buffer_new(arena);
    Buffer expected = buffer_new(arena);
    for (int i = 0; i < PAIRS; i++) {
        buffer_printf(&before, "old %d\nsame\n", i);
        buffer_printf(&after, "new %d\nsame\n", i);
    }
    buffer_printf(&expected, "--- a\n+++ b\n@@ -1,%d +1,%d @@\n", 2 * PAIRS, 2 * PAIRS);
    for (int i = 0; i < PAIRS; i++) {
        buffer_printf(&expected, "-old %d\n%s", i, i + 1 < PAIRS ? "-same\n" : "");
    }
    for (int i = 0; i < PAIRS; i++) {
        buffer_printf(&expected, "+new %d\n%s", i, i + 1 < PAIRS ? "+same\n" : " same\n");
    }
    Str found = diff(arena, buffer_str(&before).data, buffer_str(&after).data);
    assert_str_eq(found, buffer_str(&expected).data);
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *const tests[] = {
        equal_texts_have_no_diff,
        a_side_may_be_empty,
        a_missing_line_end_is_said,
        the_script_is_the_shortest,
        edits_far_apart_are_hunks_of_their_own,
        very_different_texts_cost_no_search,
    };
    return run_unit_tests("diff", tests, sizeof tests / sizeof tests[0]);
}
