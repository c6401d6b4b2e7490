#include "unit.h"

#include "diag/render.h"
#include "support/json.h"

typedef struct Fixture {
    Arena *arena;
    Sources *sources;
    DiagSink *sink;
    FileId file;
} Fixture;

static Fixture fixture_new(const char *name, Str text) {
    Fixture fixture = {.arena = arena_new()};
    fixture.sources = sources_new(fixture.arena);
    fixture.sink = diag_sink_new(fixture.arena, fixture.sources);
    fixture.file = sources_add(fixture.sources, str_from_cstr(name), text);
    return fixture;
}

static Span span_at(const Fixture *fixture, uint32_t begin, uint32_t end) {
    return (Span){fixture->file, begin, end};
}

static Str render(Fixture *fixture, DiagRenderer *renderer) {
    Buffer out = buffer_new(fixture->arena);
    renderer(&fixture->sink, 1, (RenderOptions){.version = STR("1.2.3")}, &out);
    return buffer_str(&out);
}

static void assert_rendered(Fixture *fixture, DiagRenderer *renderer, const char *expected) {
    assert_str_eq(render(fixture, renderer), expected);
    arena_free(fixture->arena);
}

static void assert_holds(Str text, const char *part) {
    ck_assert_msg(str_find(text, str_from_cstr(part)) < text.length, "\n  '%s' is not in\n%.*s",
                  part, STR_ARG(text));
}

static void assert_lacks(Str text, const char *part) {
    ck_assert_msg(str_find(text, str_from_cstr(part)) == text.length, "\n  '%s' is in\n%.*s", part,
                  STR_ARG(text));
}

/* A diagnostic with one of everything; the fix has edits in two files. */
static void report_everything(Fixture *fixture) {
    FileId other = sources_add(fixture->sources, STR("b.mlstack"), STR("\n  second\n"));
    Diagnostic *diagnostic =
        diag_report(fixture->sink, MLS0002, span_at(fixture, 4, 7), "say \"%s\"", "two");
    diag_under_caret(fixture->sink, diagnostic, "here");
    diag_label(fixture->sink, diagnostic, (Span){other, 3, 9}, "and there");
    diag_note(fixture->sink, diagnostic, "a fact");
    diag_help(fixture->sink, diagnostic, "what to do");
    diag_fix(fixture->sink, diagnostic, STR("swap"), true, span_at(fixture, 4, 7), STR("2"));
    diag_fix_edit(fixture->sink, diagnostic, (Span){other, 3, 3}, STR("the "));
    diag_fix_edit(fixture->sink, diagnostic, span_at(fixture, 0, 4), STR(""));
}

/* ---- JSON ---- */

START_TEST(json_says_everything_in_one_line) {
    Fixture fixture = fixture_new("a.mlstack", STR("one\ntwo\n"));
    report_everything(&fixture);
    assert_rendered(
        &fixture, diag_render_json,
        "{\"code\":\"MLS0002\",\"level\":\"error\",\"slug\":\"\",\"message\":\"say \\\"two\\\"\","
        "\"file\":\"a.mlstack\",\"begin\":{\"byte\":4,\"line\":2,\"column\":1},"
        "\"end\":{\"byte\":7,\"line\":2,\"column\":4},\"label\":\"here\","
        "\"labels\":[{\"file\":\"b.mlstack\",\"begin\":{\"byte\":3,\"line\":2,\"column\":3},"
        "\"end\":{\"byte\":9,\"line\":2,\"column\":9},\"text\":\"and there\"}],"
        "\"notes\":[\"a fact\"],\"helps\":[\"what to do\"],"
        "\"fixes\":[{\"title\":\"swap\",\"safe\":true,\"edits\":["
        "{\"file\":\"a.mlstack\",\"begin\":{\"byte\":4,\"line\":2,\"column\":1},"
        "\"end\":{\"byte\":7,\"line\":2,\"column\":4},\"replacement\":\"2\"},"
        "{\"file\":\"b.mlstack\",\"begin\":{\"byte\":3,\"line\":2,\"column\":3},"
        "\"end\":{\"byte\":3,\"line\":2,\"column\":3},\"replacement\":\"the \"},"
        "{\"file\":\"a.mlstack\",\"begin\":{\"byte\":0,\"line\":1,\"column\":1},"
        "\"end\":{\"byte\":4,\"line\":2,\"column\":1},\"replacement\":\"\"}]}]}\n");
}
END_TEST

START_TEST(json_has_null_for_no_place) {
    Fixture fixture = fixture_new("a.mlstack", STR(""));
    diag_report(fixture.sink, MLS3001, span_none(), "m");
    assert_rendered(&fixture, diag_render_json,
                    "{\"code\":\"MLS3001\",\"level\":\"warning\",\"slug\":\"unused-let\","
                    "\"message\":\"m\",\"file\":null,\"begin\":null,\"end\":null,\"label\":\"\","
                    "\"labels\":[],\"notes\":[],\"helps\":[],\"fixes\":[]}\n");
}
END_TEST

START_TEST(json_is_empty_for_no_diagnostics) {
    Fixture fixture = fixture_new("a.mlstack", STR(""));
    assert_rendered(&fixture, diag_render_json, "");
}
END_TEST

/* ---- SARIF ---- */

START_TEST(sarif_is_a_document_for_no_diagnostics) {
    Fixture fixture = fixture_new("a.mlstack", STR(""));
    assert_rendered(&fixture, diag_render_sarif,
                    "{\n"
                    "  \"$schema\": "
                    "\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                    "sarif-schema-2.1.0.json\",\n"
                    "  \"version\": \"2.1.0\",\n"
                    "  \"runs\": [\n"
                    "    {\n"
                    "      \"tool\": {\n"
                    "        \"driver\": {\n"
                    "          \"name\": \"mlstack\",\n"
                    "          \"version\": \"1.2.3\",\n"
                    "          \"rules\": []\n"
                    "        }\n"
                    "      },\n"
                    "      \"columnKind\": \"utf16CodeUnits\",\n"
                    "      \"results\": []\n"
                    "    }\n"
                    "  ]\n"
                    "}\n");
}
END_TEST

START_TEST(sarif_numbers_the_rules_that_were_reported) {
    Fixture fixture = fixture_new("a.mlstack", STR("abc"));
    diag_report(fixture.sink, MLS3001, span_at(&fixture, 0, 1), "warning");
    diag_report(fixture.sink, MLS0002, span_at(&fixture, 1, 2), "error");
    diag_report(fixture.sink, MLS0002, span_at(&fixture, 2, 3), "error");
    Str text = render(&fixture, diag_render_sarif);
    assert_holds(text, "            {\n"
                       "              \"id\": \"MLS3001\",\n"
                       "              \"name\": \"unused-let\",\n"
                       "              \"shortDescription\": {\n"
                       "                \"text\": \"let is never used\"\n"
                       "              },\n"
                       "              \"defaultConfiguration\": {\n"
                       "                \"level\": \"warning\"\n"
                       "              }\n"
                       "            }\n"
                       "          ]\n");
    assert_holds(text, "\"ruleId\": \"MLS3001\",\n          \"ruleIndex\": 1,");
    assert_holds(text, "\"ruleId\": \"MLS0002\",\n          \"ruleIndex\": 0,");
    arena_free(fixture.arena);
}
END_TEST

START_TEST(sarif_counts_columns_in_utf16_code_units) {
    Fixture fixture = fixture_new("a.mlstack", STR("\xF0\x9F\x98\x80\xE6\x97\xA5\xC3\xA9x\n"));
    diag_report(fixture.sink, MLS0002, span_at(&fixture, 9, 10), "after an emoji");
    Str text = render(&fixture, diag_render_sarif);
    assert_holds(text, "\"startColumn\": 5,\n                  \"endLine\": 1,\n"
                       "                  \"endColumn\": 6,\n                  \"byteOffset\": 9,\n"
                       "                  \"byteLength\": 1\n");
    arena_free(fixture.arena);
}
END_TEST

START_TEST(sarif_has_related_locations_and_fixes) {
    Fixture fixture = fixture_new("a.mlstack", STR("one\ntwo\n"));
    report_everything(&fixture);
    Str text = render(&fixture, diag_render_sarif);
    assert_holds(text,
                 "\"text\": \"say \\\"two\\\"\\nnote: a fact\\nhelp: what to do\\nhelp: swap\"");
    assert_holds(text, "\"relatedLocations\": [\n            {\n              \"id\": 0,");
    assert_holds(text, "\"text\": \"and there\"");
    /* Two edits of the first file are one change, and what only deletes inserts nothing. */
    Str fixes = str_slice(text, str_find(text, STR("\"artifactChanges\"")), text.length);
    size_t second = str_find(fixes, STR("\"uri\": \"b.mlstack\""));
    Str first_change = str_slice(fixes, 0, second);
    assert_holds(first_change, "\"uri\": \"a.mlstack\"");
    assert_holds(first_change, "\"insertedContent\": {\n                        \"text\": \"2\"");
    assert_holds(first_change, "\"byteLength\": 4\n                      }\n");
    Str second_change = str_slice(fixes, second, fixes.length);
    assert_holds(second_change, "\"text\": \"the \"");
    assert_lacks(second_change, "a.mlstack");
    assert_holds(fixes, "\"safe\": true");
    arena_free(fixture.arena);
}
END_TEST

START_TEST(sarif_paths_are_uris) {
    static const struct {
        const char *name;
        const char *uri;
    } paths[] = {
        {"stacks/a.mlstack", "stacks/a.mlstack"},
        {"./stacks//./a.mlstack", "stacks/a.mlstack"},
        {"../a.mlstack", "../a.mlstack"},
        {"/srv/a b.mlstack", "file:///srv/a%20b.mlstack"},
        {"//srv/a", "file:///srv/a"},
        {"c:d\\e", "c%3Ad%5Ce"},
        {"50%,?#\n[1]", "50%25%2C%3F%23%0A%5B1%5D"},
        {"\xC3\xA9\xFF", "%C3%A9%FF"},
        {"<stdin>", "%3Cstdin%3E"},
    };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        Fixture fixture = fixture_new(paths[i].name, STR("a"));
        diag_report(fixture.sink, MLS0002, span_at(&fixture, 0, 1), "m");
        Str expected = str_format(fixture.arena, "\"uri\": \"%s\"\n", paths[i].uri);
        assert_holds(render(&fixture, diag_render_sarif), expected.data);
        arena_free(fixture.arena);
    }
}
END_TEST

/* ---- GitHub ---- */

START_TEST(github_puts_everything_into_the_message) {
    Fixture fixture = fixture_new("a.mlstack", STR("one\ntwo\n"));
    report_everything(&fixture);
    assert_rendered(&fixture, diag_render_github,
                    "::error file=a.mlstack,line=2,col=1,endLine=2,endColumn=4,"
                    "title=MLS0002 value is missing::say \"two\": here%0Ab.mlstack:2:3: and there"
                    "%0Anote: a fact%0Ahelp: what to do%0Ahelp: swap\n");
}
END_TEST

START_TEST(github_escapes_more_in_properties) {
    Fixture fixture = fixture_new("50%,a:b\r\n.mlstack", STR("a"));
    diag_report(fixture.sink, MLS0002, span_at(&fixture, 0, 1), "100%%, a:b");
    assert_rendered(&fixture, diag_render_github,
                    "::error file=50%25%2Ca%3Ab%0D%0A.mlstack,line=1,col=1,endLine=1,endColumn=2,"
                    "title=MLS0002 value is missing::100%25, a:b\n");
}
END_TEST

START_TEST(github_shows_no_control_character) {
    Fixture fixture = fixture_new("a.mlstack", STR("a"));
    diag_report(fixture.sink, MLS0002, span_none(), "\x1b[2J\n::error::x");
    assert_rendered(&fixture, diag_render_github,
                    "::error title=MLS0002 value is missing::<U+001B>[2J<U+000A>::error::x\n");
}
END_TEST

START_TEST(github_has_no_columns_over_several_lines) {
    Fixture fixture = fixture_new("a.mlstack", STR("one\ntwo\n"));
    diag_report(fixture.sink, MLS3001, span_at(&fixture, 0, 7), "m");
    assert_rendered(&fixture, diag_render_github,
                    "::warning file=a.mlstack,line=1,endLine=2,title=MLS3001 unused-let::m\n");
}
END_TEST

START_TEST(github_gets_ten_of_each_level_with_errors_first) {
    Fixture fixture = fixture_new("a.mlstack", STR("abcdefghijklmnopqrstuvwxyz"));
    for (uint32_t i = 0; i < 12; i++) {
        diag_report(fixture.sink, MLS2014, span_at(&fixture, i, i + 1), "n%u", i);
        diag_report(fixture.sink, MLS3001, span_at(&fixture, i, i + 1), "w%u", i);
    }
    for (uint32_t i = 0; i < 26; i++) {
        diag_report(fixture.sink, MLS0002, span_at(&fixture, i, i + 1), "e%u", i);
    }
    Str text = render(&fixture, diag_render_github);
    ck_assert(str_starts_with(text, STR("::error file=a.mlstack,line=1,col=1,")));
    assert_holds(text, "::e9\n::warning file=a.mlstack,line=1,col=1,");
    assert_holds(text, "::w9\n::notice file=a.mlstack,line=1,col=1,");
    ck_assert(str_ends_with(text, STR("::n9\n::notice title=mlstack::20 more not shown, as GitHub "
                                      "shows 10 of each level\n")));
    arena_free(fixture.arena);
}
END_TEST

START_TEST(sinks_follow_each_other_with_one_limit) {
    Fixture fixture = fixture_new("a.mlstack", STR("abcdefghijkl"));
    Fixture second = fixture_new("b.mlstack", STR("ab"));
    for (uint32_t i = 0; i < 9; i++) {
        diag_report(fixture.sink, MLS3001, span_at(&fixture, i, i + 1), "m");
    }
    diag_report(second.sink, MLS3001, span_at(&second, 0, 1), "m");
    diag_report(second.sink, MLS3001, span_at(&second, 1, 2), "m");
    diag_report(second.sink, MLS0002, span_at(&second, 1, 2), "m");
    DiagSink *sinks[] = {fixture.sink, second.sink};
    Buffer out = buffer_new(fixture.arena);
    diag_render_github(sinks, 2, (RenderOptions){0}, &out);
    Str text = buffer_str(&out);
    ck_assert(str_starts_with(text, STR("::error file=b.mlstack,")));
    assert_holds(text, "::warning file=b.mlstack,line=1,col=1,");
    assert_lacks(text, "::warning file=b.mlstack,line=1,col=2,");
    assert_holds(text, "::1 more not shown");
    arena_free(second.arena);
    arena_free(fixture.arena);
}
END_TEST

/* ---- The writer below JSON and SARIF ---- */

START_TEST(json_writer_sets_commas_and_indents) {
    Arena *arena = arena_new();
    for (int indented = 0; indented <= 1; indented++) {
        Buffer out = buffer_new(arena);
        JsonWriter writer = json_writer(&out, indented == 1);
        json_begin_array(&writer);
        json_begin_object(&writer);
        json_end_object(&writer);
        json_begin_object(&writer);
        json_put_key(&writer, "a\n");
        json_put_null(&writer);
        json_put_key(&writer, "b");
        json_begin_array(&writer);
        json_put_number(&writer, UINT64_MAX);
        json_put_boolean(&writer, false);
        json_end_array(&writer);
        json_end_object(&writer);
        json_end_array(&writer);
        assert_str_eq(buffer_str(&out), indented == 0
                                            ? "[{},{\"a\\n\":null,\"b\":[18446744073709551615,"
                                              "false]}]"
                                            : "[\n  {},\n  {\n    \"a\\n\": null,\n    \"b\": [\n"
                                              "      18446744073709551615,\n      false\n    ]\n"
                                              "  }\n]");
    }
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        json_says_everything_in_one_line,
        json_has_null_for_no_place,
        json_is_empty_for_no_diagnostics,
        sarif_is_a_document_for_no_diagnostics,
        sarif_numbers_the_rules_that_were_reported,
        sarif_counts_columns_in_utf16_code_units,
        sarif_has_related_locations_and_fixes,
        sarif_paths_are_uris,
        github_puts_everything_into_the_message,
        github_escapes_more_in_properties,
        github_shows_no_control_character,
        github_has_no_columns_over_several_lines,
        github_gets_ten_of_each_level_with_errors_first,
        sinks_follow_each_other_with_one_limit,
        json_writer_sets_commas_and_indents,
    };
    return run_unit_tests("render", tests, sizeof tests / sizeof tests[0]);
}
