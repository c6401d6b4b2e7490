#include "unit.h"

#include <string.h>

#include "syntax/parse.h"

typedef struct Parsed {
    Arena *arena;
    DiagSink *sink;
    AstFile *file;
} Parsed;

static Parsed parse(Str text) {
    Parsed parsed = {.arena = arena_new()};
    Sources *sources = sources_new(parsed.arena);
    parsed.sink = diag_sink_new(parsed.arena, sources);
    FileId file = sources_add(sources, STR("test.mlstack"), text);
    parsed.file = syntax_parse(parsed.arena, parsed.sink, file);
    return parsed;
}

static const AstExpr *first_value(const Parsed *parsed) {
    ck_assert_uint_gt(parsed->file->body.count, 0);
    return parsed->file->body.entries[0]->value;
}

static void assert_value(const char *literal, AstExprKind kind, int64_t expected) {
    Parsed parsed = parse(str_from_cstr(literal));
    ck_assert_msg(!diag_has_errors(parsed.sink), "%s", literal);
    const AstExpr *value = first_value(&parsed);
    ck_assert_int_eq(value->kind, kind);
    int64_t found = kind == AST_INTEGER    ? value->as.integer
                    : kind == AST_SIZE     ? value->as.bytes
                    : kind == AST_DURATION ? value->as.seconds
                    : kind == AST_PERCENT  ? value->as.percent
                                           : value->as.cents;
    ck_assert_int_eq(found, expected);
    arena_free(parsed.arena);
}

START_TEST(literals_have_exact_values) {
    assert_value("a = 10_000", AST_INTEGER, 10000);
    assert_value("a = 9223372036854775807", AST_INTEGER, INT64_MAX);
    assert_value("a = 512MiB", AST_SIZE, INT64_C(512) << 20);
    assert_value("a = 8388607TiB", AST_SIZE, INT64_C(8388607) << 40);
    assert_value("a = 2w", AST_DURATION, 1209600);
    assert_value("a = 15m", AST_DURATION, 900);
    assert_value("a = 80%", AST_PERCENT, 80);
    assert_value("a = $99.50", AST_MONEY, 9950);
    assert_value("a = $92233720368547758.07", AST_MONEY, INT64_MAX);
}
END_TEST

/* Exactly one diagnostic, of this code, covering this text; and the tree is still complete. */
static void assert_one_error(Str text, DiagCode code, const char *covered) {
    Parsed parsed = parse(text);
    DiagnosticList list = diag_sorted(parsed.sink);
    ck_assert_msg(list.count == 1, "%.*s: %zu diagnostics", STR_ARG(text), list.count);
    ck_assert_msg(list.items[0]->code == code, "%.*s: found %s", STR_ARG(text),
                  diag_code_info(list.items[0]->code)->code.data);
    assert_str_eq(sources_slice(diag_sources(parsed.sink), list.items[0]->span), covered);
    arena_free(parsed.arena);
}

START_TEST(values_out_of_range_are_reported) {
    assert_one_error(STR("a = 9223372036854775808"), MLS0021, "9223372036854775808");
    assert_one_error(STR("a = 8388608TiB"), MLS0021, "8388608TiB");
    assert_one_error(STR("a = $92233720368547758.08"), MLS0021, "$92233720368547758.08");
    assert_one_error(STR("a = 10..2"), MLS0023, "10..2");
    assert_one_error(STR("a = 10.20.0.0/33"), MLS0024, "10.20.0.0/33");
    assert_one_error(STR("a = fd00::/129"), MLS0024, "fd00::/129");
    assert_one_error(STR("a = 10.20.1.0/16"), MLS0025, "10.20.1.0/16");
    assert_one_error(STR("a = 1__0"), MLS0020, "1__0");
}
END_TEST

START_TEST(known_mistakes_give_one_message) {
    assert_one_error(STR("a = 100GB"), MLS0022, "GB");
    assert_one_error(STR("size small"), MLS0003, "small");
    assert_one_error(STR("zones 3"), MLS0003, "3");
    assert_one_error(STR("a: 3"), MLS0004, ":");
    assert_one_error(STR("a == 3"), MLS0004, "==");
    assert_one_error(STR("a = 'x'"), MLS0012, "'x'");
    assert_one_error(STR("a = \"x\nb = 1"), MLS0011, "\"x");
    assert_one_error(STR("stack \"a\" { }"), MLS0010, "\"a\"");
    assert_one_error(STR("a =\nb = 1"), MLS0002, "");
    assert_one_error(STR("a = \"\\q\""), MLS0013, "\\q");
    assert_one_error(STR("a = 1 b = 2"), MLS0005, "b");
    assert_one_error(STR("a = 1;b = 2"), MLS0006, ";");
    assert_one_error(STR("a = @b"), MLS0015, "@");
    assert_one_error(STR("A = 1"), MLS0019, "A");
    assert_one_error(STR("a = \"${b}\""), MLS0014, "b");
    assert_one_error(STR("/* a\n } ' */ a = 1"), MLS0030, "/*");
    assert_one_error(STR("a = [\"x, \"b\" ]"), MLS0011, "\" ]");
}
END_TEST

START_TEST(brackets_are_reported_where_they_open) {
    assert_one_error(STR("a {\n  b = [1, 2\n  c = 3\n}\n"), MLS0007, "[");
    assert_one_error(STR("a {\n  b {\n    c = 1\n  d {\n  }\n}\n"), MLS0007, "{");
    assert_one_error(STR("a {\n  b { c = \"x }\n}\n"), MLS0011, "\"x }");
    assert_one_error(STR("a = [1, 2}\n"), MLS0007, "}");
    assert_one_error(STR("a {\n}\n}\n"), MLS0008, "}");
    assert_one_error(STR("a = [b, { }"), MLS0007, "[");
}
END_TEST

START_TEST(text_that_cannot_be_read_is_one_error) {
    assert_one_error(STR("a = 1\xFF\n b ="), MLS0028, "\xFF");
    Parsed parsed = parse(STR("a = 1\0b ="));
    DiagnosticList list = diag_sorted(parsed.sink);
    ck_assert_uint_eq(list.count, 1);
    ck_assert_int_eq(list.items[0]->code, MLS0029);
    ck_assert_uint_eq(list.items[0]->span.begin, 5);
    arena_free(parsed.arena);
}
END_TEST

START_TEST(deep_nesting_is_one_error) {
    static const char *const openings[] = {"a{", "a=["};
    for (size_t i = 0; i < 2; i++) {
        Arena *arena = arena_new();
        Buffer text = buffer_new(arena);
        for (int depth = 0; depth < 10000; depth++) {
            buffer_append(&text, str_from_cstr(depth == 0 ? openings[i] : openings[i] + 2 * i));
        }
        Parsed parsed = parse(buffer_str(&text));
        DiagnosticList list = diag_sorted(parsed.sink);
        ck_assert_uint_eq(list.count, 1);
        ck_assert_int_eq(list.items[0]->code, MLS0009);
        arena_free(parsed.arena);
        arena_free(arena);
    }
}
END_TEST

START_TEST(the_deepest_allowed_nesting_parses) {
    Arena *arena = arena_new();
    Buffer text = buffer_new(arena);
    buffer_append(&text, STR("a="));
    buffer_append_repeated(&text, '[', SYNTAX_MAX_NESTING);
    buffer_append_repeated(&text, ']', SYNTAX_MAX_NESTING);
    Parsed parsed = parse(buffer_str(&text));
    ck_assert(!diag_has_errors(parsed.sink));
    arena_free(parsed.arena);
    arena_free(arena);
}
END_TEST

START_TEST(long_lists_and_strings_parse) {
    Arena *arena = arena_new();
    Buffer text = buffer_new(arena);
    buffer_append(&text, STR("a = ["));
    for (int i = 0; i < 50000; i++) {
        buffer_append(&text, STR("1,"));
    }
    buffer_append(&text, STR("]\nb = \""));
    for (int i = 0; i < 50000; i++) {
        buffer_append(&text, STR("\\n"));
    }
    buffer_append(&text, STR("\""));
    Parsed parsed = parse(buffer_str(&text));
    ck_assert(!diag_has_errors(parsed.sink));
    ck_assert_uint_eq(first_value(&parsed)->as.list.count, 50000);
    const AstExpr *string = parsed.file->body.entries[1]->value;
    ck_assert_uint_eq(string->as.string.count, 1);
    ck_assert_uint_eq(string->as.string.parts[0].text.length, 50000);
    arena_free(parsed.arena);
    arena_free(arena);
}
END_TEST

/* Repeats a text up to a size. */
static Parsed parse_repeated(Str text, size_t size) {
    Arena *arena = arena_new();
    Buffer all = buffer_new(arena);
    while (all.length < size) {
        buffer_append(&all, text);
    }
    Parsed parsed = parse(buffer_str(&all));
    arena_free(arena);
    return parsed;
}

START_TEST(a_file_that_is_too_large_is_one_error) {
    Parsed parsed = parse_repeated(STR("a = @\n"), SYNTAX_MAX_BYTES + 1);
    DiagnosticList list = diag_sorted(parsed.sink);
    ck_assert_uint_eq(list.count, 1);
    ck_assert_int_eq(list.items[0]->code, MLS0032);
    arena_free(parsed.arena);
}
END_TEST

START_TEST(a_file_full_of_errors_is_given_up) {
    static const Str texts[] = {
        STR_INIT("@\n"), STR_INIT("}\n"),          STR_INIT("a=1 "),
        STR_INIT("='"),  STR_INIT("a=[\na{\n}\n"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        Parsed parsed = parse_repeated(texts[i], 100000);
        ck_assert(diag_has_errors(parsed.sink));
        ck_assert_uint_le(diag_count(parsed.sink, DIAG_ERROR), 3000);
        arena_free(parsed.arena);
    }
}
END_TEST

START_TEST(recovery_keeps_the_rest_of_the_tree) {
    Parsed parsed = parse(STR("a { b = = [1, { c = 2 }], d = 4 }\ne = 5\nf = ,g = 6"));
    ck_assert_uint_eq(diag_count(parsed.sink, DIAG_ERROR), 2);
    Buffer dump = buffer_new(parsed.arena);
    ast_dump(parsed.file, &dump);
    assert_str_eq(buffer_str(&dump), "block a @0..33\n"
                                     "  assignment d @26..31\n"
                                     "    integer 4 @30..31\n"
                                     "assignment e @34..39\n"
                                     "  integer 5 @38..39\n"
                                     "assignment g @45..50\n"
                                     "  integer 6 @49..50\n");
    arena_free(parsed.arena);
}
END_TEST

START_TEST(strings_are_decoded_and_keep_their_references) {
    Parsed parsed = parse(STR("a = \"x\\u00e9$${ ${ let.b }$\\U0001F600\""));
    ck_assert(!diag_has_errors(parsed.sink));
    const AstExpr *string = first_value(&parsed);
    ck_assert_uint_eq(string->as.string.count, 3);
    assert_str_eq(string->as.string.parts[0].text, "x\xC3\xA9${ ");
    ck_assert(string->as.string.parts[1].is_reference);
    assert_str_eq(string->as.string.parts[1].reference.scope, "let");
    assert_str_eq(string->as.string.parts[1].reference.name, "b");
    assert_str_eq(string->as.string.parts[2].text, "$\xF0\x9F\x98\x80");
    arena_free(parsed.arena);
}
END_TEST

START_TEST(an_empty_file_is_an_empty_tree) {
    static const char *const texts[] = {"", "\n\n", "# only a comment", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        Parsed parsed = parse(str_from_cstr(texts[i]));
        ck_assert_uint_eq(diag_sorted(parsed.sink).count, 0);
        ck_assert_uint_eq(parsed.file->body.count, 0);
        arena_free(parsed.arena);
    }
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        literals_have_exact_values,
        values_out_of_range_are_reported,
        known_mistakes_give_one_message,
        brackets_are_reported_where_they_open,
        text_that_cannot_be_read_is_one_error,
        deep_nesting_is_one_error,
        the_deepest_allowed_nesting_parses,
        long_lists_and_strings_parse,
        a_file_that_is_too_large_is_one_error,
        a_file_full_of_errors_is_given_up,
        recovery_keeps_the_rest_of_the_tree,
        strings_are_decoded_and_keep_their_references,
        an_empty_file_is_an_empty_tree,
    };
    return run_unit_tests("syntax", tests, sizeof tests / sizeof tests[0]);
}
