#include "unit.h"

#include "diag/near_name.h"
#include "diag/render.h"
#include "diag/wrap.h"

typedef struct Fixture {
    Arena *arena;
    Sources *sources;
    DiagSink *sink;
    FileId file;
} Fixture;

static Fixture fixture_new(Str text) {
    Fixture fixture = {.arena = arena_new()};
    fixture.sources = sources_new(fixture.arena);
    fixture.sink = diag_sink_new(fixture.arena, fixture.sources);
    fixture.file = sources_add(fixture.sources, STR("a.mlstack"), text);
    return fixture;
}

static Span span_at(const Fixture *fixture, uint32_t begin, uint32_t end) {
    return (Span){fixture->file, begin, end};
}

static void assert_rendered(Fixture *fixture, bool color, const char *expected) {
    Buffer out = buffer_new(fixture->arena);
    diag_render_text(&fixture->sink, 1, (RenderOptions){.color = color}, &out);
    assert_str_eq(buffer_str(&out), expected);
    arena_free(fixture->arena);
}

START_TEST(nothing_is_rendered_for_no_diagnostics) {
    Fixture fixture = fixture_new(STR("a"));
    assert_rendered(&fixture, true, "");
}
END_TEST

START_TEST(labels_notes_and_helps_follow_the_line) {
    Fixture fixture = fixture_new(STR("one = 1\n\ntwo = 2\none = 3\n"));
    Diagnostic *diagnostic =
        diag_report(fixture.sink, MLS0001, span_at(&fixture, 17, 20), "'one' is set twice");
    diag_under_caret(fixture.sink, diagnostic, "again");
    diag_label(fixture.sink, diagnostic, span_at(&fixture, 0, 3), "first set here");
    diag_note(fixture.sink, diagnostic, "a fact");
    diag_help(fixture.sink, diagnostic, "what to do");
    diag_fix(fixture.sink, diagnostic, STR("an edit"), true, span_at(&fixture, 0, 0), STR(""));
    assert_rendered(&fixture, false,
                    "a.mlstack:4:1: error[MLS0001]: 'one' is set twice\n"
                    "   1 | one = 1\n"
                    "     | --- first set here\n"
                    "     ...\n"
                    "   4 | one = 3\n"
                    "     | ^^^ again\n"
                    "     = note: a fact\n"
                    "     = help: what to do\n"
                    "     = help: an edit\n"
                    "1 error\n");
}
END_TEST

START_TEST(a_label_in_another_file_shows_its_place) {
    Fixture fixture = fixture_new(STR("x\n"));
    FileId other = sources_add(fixture.sources, STR("b.mlstack"), STR("\n yy\n"));
    Diagnostic *diagnostic = diag_report(fixture.sink, MLS0001, (Span){other, 2, 4}, "message");
    diag_label(fixture.sink, diagnostic, span_at(&fixture, 0, 1), "here");
    assert_rendered(&fixture, false,
                    "b.mlstack:2:2: error[MLS0001]: message\n"
                    "   2 |  yy\n"
                    "     |  ^^\n"
                    "     ::: a.mlstack:1:1\n"
                    "   1 | x\n"
                    "     | - here\n"
                    "1 error\n");
}
END_TEST

START_TEST(tabs_and_wide_characters_stay_aligned) {
    Fixture fixture = fixture_new(STR("\ta\t\xE6\x97\xA5 = e\xCC\x81x"));
    diag_report(fixture.sink, MLS0001, span_at(&fixture, 3, 6), "wide");
    diag_report(fixture.sink, MLS0001, span_at(&fixture, 12, 13), "after a combining mark");
    assert_rendered(&fixture, false,
                    "a.mlstack:1:4: error[MLS0001]: wide\n"
                    "   1 |     a   \xE6\x97\xA5 = e\xCC\x81x\n"
                    "     |         ^^\n"
                    "a.mlstack:1:10: error[MLS0001]: after a combining mark\n"
                    "   1 |     a   \xE6\x97\xA5 = e\xCC\x81x\n"
                    "     |               ^\n"
                    "2 errors\n");
}
END_TEST

START_TEST(a_hostile_source_is_shown_escaped) {
    Fixture fixture = fixture_new(STR("\x1b[2J\xE2\x80\xAE\xC2\x9B\xFF z"));
    diag_report(fixture.sink, MLS0001, span_at(&fixture, 11, 12), "found '\x1b]0;x\x07\n'");
    assert_rendered(&fixture, false,
                    "a.mlstack:1:9: error[MLS0001]: found '<U+001B>]0;x<U+0007><U+000A>'\n"
                    "   1 | <U+001B>[2J<U+202E><U+009B><FF> z\n"
                    "     |                                 ^\n"
                    "1 error\n");
}
END_TEST

START_TEST(long_lines_are_cut_around_the_caret) {
    Fixture fixture = fixture_new(STR(""));
    Buffer text = buffer_new(fixture.arena);
    buffer_append_repeated(&text, 'x', 1000);
    FileId file = sources_add(fixture.sources, STR("long"), buffer_str(&text));
    diag_report(fixture.sink, MLS0001, (Span){file, 500, 503}, "message");
    Buffer expected = buffer_new(fixture.arena);
    buffer_append(&expected, STR("long:1:501: error[MLS0001]: message\n   1 | …"));
    buffer_append_repeated(&expected, 'x', 120);
    buffer_append(&expected, STR("…\n     |  "));
    buffer_append_repeated(&expected, ' ', 60);
    buffer_append(&expected, STR("^^^\n1 error\n"));
    assert_rendered(&fixture, false, buffer_str(&expected).data);
}
END_TEST

START_TEST(a_line_of_megabytes_is_cut_between_characters) {
    Fixture fixture = fixture_new(STR(""));
    Buffer text = buffer_new(fixture.arena);
    for (int i = 0; i < 1000000; i++) {
        buffer_append(&text, STR("\xE6\x97\xA5"));
    }
    FileId file = sources_add(fixture.sources, STR("long"), buffer_str(&text));
    diag_report(fixture.sink, MLS0001, (Span){file, 1500000, 1500003}, "message");
    Buffer expected = buffer_new(fixture.arena);
    buffer_append(&expected, STR("long:1:500001: error[MLS0001]: message\n   1 | …"));
    for (int i = 0; i < 60; i++) {
        buffer_append(&expected, STR("\xE6\x97\xA5"));
    }
    buffer_append(&expected, STR("…\n     |  "));
    buffer_append_repeated(&expected, ' ', 60);
    buffer_append(&expected, STR("^^\n1 error\n"));
    assert_rendered(&fixture, false, buffer_str(&expected).data);
}
END_TEST

START_TEST(multi_line_and_empty_spans_show_one_line) {
    Fixture fixture = fixture_new(STR("ab {\n}\n"));
    diag_report(fixture.sink, MLS0001, span_at(&fixture, 3, 6), "many lines");
    diag_report(fixture.sink, MLS0001, span_at(&fixture, 7, 7), "at the end");
    assert_rendered(&fixture, false,
                    "a.mlstack:1:4: error[MLS0001]: many lines\n"
                    "   1 | ab {\n"
                    "     |    ^\n"
                    "a.mlstack:3:1: error[MLS0001]: at the end\n"
                    "   3 |\n"
                    "     | ^\n"
                    "2 errors\n");
}
END_TEST

START_TEST(a_diagnostic_without_a_place_is_the_programs) {
    Fixture fixture = fixture_new(STR(""));
    diag_report(fixture.sink, MLS4001, span_none(), "cannot read 'x'");
    assert_rendered(&fixture, false, "mlstack: error[MLS4001]: cannot read 'x'\n1 error\n");
}
END_TEST

START_TEST(colour_is_on_request) {
    Fixture fixture = fixture_new(STR("ab"));
    diag_report(fixture.sink, MLS0018, span_at(&fixture, 0, 1), "m");
    assert_rendered(&fixture, true,
                    "\033[1ma.mlstack:1:1: \033[1;33mwarning[MLS0018]\033[0m: m\n"
                    "\033[34m   1 |\033[0m ab\n"
                    "\033[34m     |\033[0m \033[1;33m^\033[0m\n"
                    "1 warning\n");
}
END_TEST

START_TEST(errors_over_the_limit_are_counted) {
    Fixture fixture = fixture_new(STR("abcdefghijklmnopqrstuvwxyz"));
    for (uint32_t i = 0; i < 26; i++) {
        diag_report(fixture.sink, MLS0001, span_at(&fixture, i, i + 1), "m");
    }
    diag_report(fixture.sink, MLS0001, span_at(&fixture, 0, 1), "m");
    Buffer out = buffer_new(fixture.arena);
    diag_render_text(&fixture.sink, 1, (RenderOptions){0}, &out);
    ck_assert(str_ends_with(buffer_str(&out), STR("\n26 errors (6 not shown)\n")));
    ck_assert_uint_eq(diag_sorted(fixture.sink).count, DIAG_MAX_ERRORS_PER_FILE);
    arena_free(fixture.arena);
}
END_TEST

START_TEST(diagnostics_are_sorted_by_place) {
    Fixture fixture = fixture_new(STR("abc"));
    diag_report(fixture.sink, MLS0002, span_at(&fixture, 2, 3), "third");
    diag_report(fixture.sink, MLS0002, span_at(&fixture, 0, 1), "second");
    diag_report(fixture.sink, MLS0001, span_at(&fixture, 0, 1), "first");
    DiagnosticList list = diag_sorted(fixture.sink);
    assert_str_eq(list.items[0]->message, "first");
    assert_str_eq(list.items[1]->message, "second");
    assert_str_eq(list.items[2]->message, "third");
    arena_free(fixture.arena);
}
END_TEST

START_TEST(near_names_need_to_be_near) {
    static const Str names[] = {STR_INIT("size"), STR_INIT("nodes"), STR_INIT("kubernetes")};
    Arena *arena = arena_new();
    assert_str_eq(near_name(arena, STR("sise"), names, 3), "size");
    assert_str_eq(near_name(arena, STR("kubernets"), names, 3), "kubernetes");
    assert_str_eq(near_name(arena, STR("ndoes"), names, 3), "nodes");
    assert_str_eq(near_name(arena, STR("gpu"), names, 3), "");
    assert_str_eq(near_name_list(arena, names, 3, 3), "size, nodes or kubernetes");
    assert_str_eq(near_name_list(arena, names, 3, 2), "size, nodes and 1 more");
    arena_free(arena);
}
END_TEST

START_TEST(prose_is_wrapped_between_words) {
    static const struct {
        const char *text;
        size_t column;
        const char *wrapped;
    } samples[] = {
        {"", 0, ""},
        {"one two", 0, "one two"},
        {"one two three", 0, "one two\nthree"},
        {"one two three", 4, "one\n    two\n    three"},
        {"longer-than-a-line x", 0, "longer-than-a-line\nx"},
        {"a `b c d e` f", 0, "a\n`b c d e`\nf"},
        {"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 0,
         "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        Buffer out = buffer_new(arena);
        wrap_text(&out, str_from_cstr(samples[i].text), samples[i].column, 10);
        assert_str_eq(buffer_str(&out), samples[i].wrapped);
    }
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        prose_is_wrapped_between_words,
        nothing_is_rendered_for_no_diagnostics,
        labels_notes_and_helps_follow_the_line,
        a_label_in_another_file_shows_its_place,
        tabs_and_wide_characters_stay_aligned,
        a_hostile_source_is_shown_escaped,
        long_lines_are_cut_around_the_caret,
        a_line_of_megabytes_is_cut_between_characters,
        multi_line_and_empty_spans_show_one_line,
        a_diagnostic_without_a_place_is_the_programs,
        colour_is_on_request,
        errors_over_the_limit_are_counted,
        diagnostics_are_sorted_by_place,
        near_names_need_to_be_near,
    };
    return run_unit_tests("diag", tests, sizeof tests / sizeof tests[0]);
}
