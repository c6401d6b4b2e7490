#include "unit.h"

#include "hcl/hcl.h"
#include "hcl/token.h"

typedef struct Fixture {
    Arena *arena;
    Arena *scratch;
    DiagSink *sink;
    Buffer out;
} Fixture;

static Fixture fixture_new(void) {
    Fixture fixture = {.arena = arena_new(), .scratch = arena_new()};
    fixture.sink = diag_sink_new(fixture.arena, sources_new(fixture.arena));
    fixture.out = buffer_new(fixture.arena);
    return fixture;
}

static void fixture_free(Fixture *fixture) {
    arena_free(fixture->scratch);
    arena_free(fixture->arena);
}

static const HclBody *parse(Fixture *fixture, const char *text) {
    const HclBody *body = NULL;
    FileId file = sources_add(diag_sources(fixture->sink), STR("test.tf"), str_from_cstr(text));
    hcl_parse(fixture->arena, fixture->sink, file, &body);
    return body;
}

static Str source(Fixture *fixture, Span span) {
    return sources_slice(diag_sources(fixture->sink), span);
}

static void assert_formats(const char *text, const char *expected) {
    Fixture fixture = fixture_new();
    hcl_format(fixture.scratch, str_from_cstr(text), &fixture.out);
    assert_str_eq(buffer_str(&fixture.out), expected);
    Buffer again = buffer_new(fixture.arena);
    hcl_format(fixture.scratch, buffer_str(&fixture.out), &again);
    assert_str_eq(buffer_str(&again), expected);
    fixture_free(&fixture);
}

static void assert_escapes(Str text, const char *expected) {
    Fixture fixture = fixture_new();
    hcl_escape(text, &fixture.out);
    assert_str_eq(buffer_str(&fixture.out), expected);
    /* The parser decodes it to the same text. */
    const HclBody *body = parse(&fixture, str_format(fixture.arena, "a = \"%s\"\n", expected).data);
    ck_assert_uint_eq(diag_count(fixture.sink, DIAG_ERROR), 0);
    ck_assert_int_eq(body->attributes[0].value->kind, HCL_LITERAL_STRING);
    ck_assert(str_equal(body->attributes[0].value->text, text));
    fixture_free(&fixture);
}

START_TEST(escaping_keeps_text_inside_its_quotes) {
    assert_escapes(STR("plain"), "plain");
    assert_escapes(STR("a\"b\\c"), "a\\\"b\\\\c");
    assert_escapes(STR("a\nb\rc\td"), "a\\nb\\rc\\td");
    assert_escapes(STR("\x01\x7f"), "\\u0001\\u007f");
    assert_escapes(STR("caf\xC3\xA9"), "caf\xC3\xA9");
}
END_TEST

START_TEST(escaping_never_begins_a_template) {
    assert_escapes(STR("${x} %{y}"), "$${x} %%{y}");
    assert_escapes(STR("$5 and 5%"), "$5 and 5%");
    assert_escapes(STR("$${x}"), "$$\\u007bx}");
    assert_escapes(STR("$%{x}"), "$%\\u007bx}");
}
END_TEST

START_TEST(escaping_sees_what_was_written_before) {
    Fixture fixture = fixture_new();
    hcl_escape(STR("price in $"), &fixture.out);
    hcl_escape(STR("{x}"), &fixture.out);
    assert_str_eq(buffer_str(&fixture.out), "price in $\\u007bx}");
    fixture_free(&fixture);
}
END_TEST

START_TEST(escaping_spells_out_what_moves_or_hides_text) {
    assert_escapes(STR("a\xE2\x80\xAE"
                       "b"),
                   "a\\u202eb");
    assert_escapes(STR("\xEF\xBB\xBF"), "\\ufeff");
}
END_TEST

START_TEST(bytes_that_are_not_utf8_are_replaced) {
    Fixture fixture = fixture_new();
    hcl_escape(STR("a\xFF"
                   "b"),
               &fixture.out);
    assert_str_eq(buffer_str(&fixture.out), "a\xEF\xBF\xBD"
                                            "b");
    fixture_free(&fixture);
}
END_TEST

START_TEST(identifiers_are_ascii_names) {
    ck_assert(hcl_is_identifier(STR("a-b_1")));
    ck_assert(hcl_is_identifier(STR("_")));
    ck_assert(!hcl_is_identifier(STR("")));
    ck_assert(!hcl_is_identifier(STR("1a")));
    ck_assert(!hcl_is_identifier(STR("-a")));
    ck_assert(!hcl_is_identifier(STR("a.b")));
    ck_assert(!hcl_is_identifier(STR("\xC3\xA9")));
}
END_TEST

START_TEST(literals_are_laid_out) {
    Fixture fixture = fixture_new();
    ValueBuilder list = value_list_new(fixture.arena, span_none());
    value_list_add(&list, value_string(fixture.arena, STR("a"), span_none()));
    value_list_add(&list, value_int(fixture.arena, -3, span_none()));
    value_list_add(&list, value_null());
    ValueBuilder inner = value_map_new(fixture.arena, span_none());
    value_map_set_bool(&inner, "nvidia.com/gpu", true);
    value_map_set_bool(&inner, "for", false);
    ValueBuilder map = value_map_new(fixture.arena, span_none());
    value_map_set_value(&map, "list", value_finish(&list));
    value_map_set_value(&map, "inner", value_finish(&inner));
    hcl_write_value(value_finish(&map), 0, &fixture.out);
    assert_str_eq(buffer_str(&fixture.out), "{\n"
                                            "  list = [\"a\", -3, null]\n"
                                            "  inner = {\n"
                                            "    \"nvidia.com/gpu\" = true\n"
                                            "    \"for\" = false\n"
                                            "  }\n"
                                            "}");
    fixture_free(&fixture);
}
END_TEST

START_TEST(long_lists_have_an_item_a_line) {
    Fixture fixture = fixture_new();
    ValueBuilder list = value_list_new(fixture.arena, span_none());
    for (int i = 0; i < 10; i++) {
        value_list_add(&list, value_string(fixture.arena, STR("a long text"), span_none()));
    }
    hcl_write_value(value_finish(&list), 2, &fixture.out);
    ck_assert(str_starts_with(buffer_str(&fixture.out), STR("[\n    \"a long text\",\n")));
    ck_assert(str_ends_with(buffer_str(&fixture.out), STR(",\n  ]")));
    fixture_free(&fixture);
}
END_TEST

START_TEST(formatting_indents_by_brackets) {
    assert_formats("a {\nb = [\n1,\n2\n]\n      c {\n}\n}\n",
                   "a {\n  b = [\n    1,\n    2\n  ]\n  c {\n  }\n}\n");
    /* A line that opens two brackets is one level. */
    assert_formats("a = f({\nb = 1\n})\n", "a = f({\n  b = 1\n})\n");
}
END_TEST

/* Read past its table's end by scanners that are told to be faster than they can. */
START_TEST(any_byte_may_follow_any_token) {
    static const char *const before[] = {"",     "a",      "1",         " ",
                                         "\t=",  ">",      "a = \"b",   "\"${",
                                         "\"%{", "a = <<", "a = <<E\n", "a = <<E\n "};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        for (int byte = 0; byte <= 0xFF; byte++) {
            Fixture fixture = fixture_new();
            buffer_append(&fixture.out, str_from_cstr(before[i]));
            buffer_append_byte(&fixture.out, (char)byte);
            buffer_append_byte(&fixture.out, '\xFF');
            HclTokenVector tokens = {0};
            Str text = buffer_str(&fixture.out);
            hcl_scan(fixture.arena, text, &tokens);
            for (size_t t = 0; t < tokens.count; t++) {
                ck_assert_uint_le(tokens.items[t].begin, tokens.items[t].end);
                ck_assert_uint_le(tokens.items[t].end, text.length);
            }
            fixture_free(&fixture);
        }
    }
}
END_TEST

START_TEST(formatting_aligns_consecutive_lines) {
    assert_formats("a = 1\nbcd=2\n\nlong_name = 3\n", "a   = 1\nbcd = 2\n\nlong_name = 3\n");
    assert_formats("a = 1\nb = {\nc = 2\n}\nddd = 3\n", "a = 1\nb = {\n  c = 2\n}\nddd = 3\n");
    assert_formats("a = 1 # x\nbcd = 22 # y\n", "a   = 1  # x\nbcd = 22 # y\n");
    /* Columns are characters, not bytes. */
    assert_formats("\xC3\xA9 = 1\nab = 2\n", "\xC3\xA9  = 1\nab = 2\n");
}
END_TEST

START_TEST(formatting_spaces_tokens) {
    assert_formats("a=[ for x in[1]:x... ]\n", "a = [for x in [1] : x...]\n");
    assert_formats("a=b [0] . c(1 ,-2)-  3\n", "a = b[0].c(1, -2) - 3\n");
    assert_formats("a=! b&&c==- 1\n", "a = !b && c == -1\n");
    assert_formats("a={}\nb={c=1}\n", "a = {}\nb = { c = 1 }\n");
    assert_formats("a=\"${ b }${c}\"\n", "a = \"${b}${c}\"\n");
}
END_TEST

START_TEST(formatting_leaves_heredocs_and_bad_text_alone) {
    assert_formats("a = <<-EOT\n   x = 1\n  EOT\nbb = 2\n",
                   "a  = <<-EOT\n   x = 1\n  EOT\nbb = 2\n");
    assert_formats("a   =   \"open\n", "a   =   \"open\n");
    assert_formats("", "");
}
END_TEST

START_TEST(tidying_drops_blank_lines_that_were_left_behind) {
    Fixture fixture = fixture_new();
    hcl_format_tidy(fixture.scratch, STR("\n\na {\n\n\nb = 1\n\n\n\nc = 2\n\n}\n\n\n"),
                    &fixture.out);
    assert_str_eq(buffer_str(&fixture.out), "a {\n  b = 1\n\n  c = 2\n}\n");
    fixture_free(&fixture);
}
END_TEST

START_TEST(pieces_are_indented_by_what_is_open) {
    Fixture fixture = fixture_new();
    HclOpenLines open = {0};
    hcl_format_piece(fixture.scratch, STR("a \"b\" {\nc = f([ # d\n"), &open, &fixture.out);
    ck_assert_uint_eq(open.count, 2);
    ck_assert_uint_eq(open.brackets[1], 2);
    ck_assert(open.follows_opening);
    hcl_format_piece(fixture.scratch, STR("e,\n"), &open, &fixture.out);
    ck_assert_uint_eq(open.count, 2);
    ck_assert(!open.follows_opening);
    hcl_format_piece(fixture.scratch, STR("])\nlong=1\n}\n"), &open, &fixture.out);
    ck_assert_uint_eq(open.count, 0);
    assert_str_eq(buffer_str(&fixture.out),
                  "a \"b\" {\n  c = f([ # d\n    e,\n  ])\n  long = 1\n}\n");
    fixture_free(&fixture);
}
END_TEST

START_TEST(bodies_have_attributes_and_blocks) {
    Fixture fixture = fixture_new();
    const HclBody *body =
        parse(&fixture, "a = 1\nr \"x\" y {\n  b = true # c\n  n { z = null }\n}\n");
    ck_assert(!diag_has_errors(fixture.sink));
    ck_assert_uint_eq(body->attribute_count, 1);
    ck_assert_uint_eq(body->block_count, 1);
    const HclBlock *block = &body->blocks[0];
    assert_str_eq(block->type, "r");
    ck_assert_uint_eq(block->label_count, 2);
    assert_str_eq(block->labels[0], "x");
    assert_str_eq(source(&fixture, block->label_spans[0]), "\"x\"");
    assert_str_eq(block->labels[1], "y");
    assert_str_eq(source(&fixture, block->body.attributes[0].span), "b = true");
    ck_assert_int_eq(block->body.blocks[0].body.attributes[0].value->kind, HCL_LITERAL_NULL);
    fixture_free(&fixture);
}
END_TEST

START_TEST(traversals_end_where_an_index_is_not_constant) {
    Fixture fixture = fixture_new();
    const HclBody *body = parse(&fixture, "a = x.y[\"k\"][0].z\nb = x.y[each.key].z\nc = x.*.y\n");
    ck_assert(!diag_has_errors(fixture.sink));
    const HclExpr *whole = body->attributes[0].value;
    ck_assert_int_eq(whole->kind, HCL_TRAVERSAL);
    assert_str_eq(whole->text, "x.y[\"k\"][0].z");
    const HclExpr *indexed = body->attributes[1].value;
    ck_assert_int_eq(indexed->kind, HCL_OTHER);
    ck_assert_uint_eq(indexed->part_count, 2);
    assert_str_eq(indexed->parts[0]->text, "x.y");
    assert_str_eq(indexed->parts[1]->text, "each.key");
    assert_str_eq(source(&fixture, indexed->span), "x.y[each.key].z");
    const HclExpr *splat = body->attributes[2].value;
    ck_assert_int_eq(splat->kind, HCL_OTHER);
    assert_str_eq(splat->parts[0]->text, "x");
    fixture_free(&fixture);
}
END_TEST

static size_t count_traversals(const HclExpr *expr) {
    size_t count = expr->kind == HCL_TRAVERSAL;
    for (size_t i = 0; i < expr->part_count; i++) {
        count += count_traversals(expr->parts[i]);
    }
    for (size_t i = 0; i < expr->item_count; i++) {
        count += count_traversals(expr->items[i].value);
    }
    return count;
}

START_TEST(every_reference_is_listed) {
    static const struct {
        const char *text;
        size_t count;
    } cases[] = {
        {"a = \"x${b.c}y${d}\"\n", 2},
        {"a = <<EOT\n${b} %{ if c }x%{ else }y%{ endif }\nEOT\n", 2},
        {"a = b ? c : d\n", 3},
        {"a = -b + !c * (d)\n", 3},
        {"a = f(b, [c, d]...)\n", 3},
        {"a = provider::aws::f(b)\n", 1},
        {"a = { b = c, (d) = e }\n", 3},
        /* What a for-expression binds refers to nothing outside. */
        {"a = [for k, v in b : v.x if k != c]\n", 2},
        {"a = { for k, v in b : k => [for w in v : w.x]... }\n", 1},
        {"a = [for x in b : x]\nz = x.y\n", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Fixture fixture = fixture_new();
        const HclBody *body = parse(&fixture, cases[i].text);
        ck_assert_msg(!diag_has_errors(fixture.sink), "%s", cases[i].text);
        ck_assert_msg(count_traversals(body->attributes[0].value) == cases[i].count, "%s",
                      cases[i].text);
        fixture_free(&fixture);
    }
}
END_TEST

START_TEST(keywords_are_names_elsewhere) {
    Fixture fixture = fixture_new();
    const HclBody *body =
        parse(&fixture, "for = 1\nin = 2\nif = { for = 1, if = 2, in = 3 }\nnull {\n}\n");
    ck_assert(!diag_has_errors(fixture.sink));
    ck_assert_uint_eq(body->attribute_count, 3);
    assert_str_eq(body->attributes[2].value->items[1].key, "if");
    fixture_free(&fixture);
}
END_TEST

START_TEST(newlines_end_items_only_in_braces) {
    Fixture fixture = fixture_new();
    const HclBody *body =
        parse(&fixture, "a = [\n1,\n\n# note\n2,\n]\nb = f(\n{\nc = 1\n\nd = 2,\n}\n)\n");
    ck_assert(!diag_has_errors(fixture.sink));
    ck_assert_uint_eq(body->attributes[0].value->item_count, 2);
    ck_assert_uint_eq(body->attributes[1].value->parts[0]->item_count, 2);
    fixture_free(&fixture);
}
END_TEST

static void assert_mistake(const char *text, DiagCode code, const char *place,
                           const char *message) {
    Fixture fixture = fixture_new();
    parse(&fixture, text);
    DiagnosticList list = diag_sorted(fixture.sink);
    ck_assert_msg(list.count == 1, "%zu messages for %s", list.count, text);
    ck_assert_int_eq(list.items[0]->code, code);
    assert_str_eq(source(&fixture, list.items[0]->span), place);
    assert_str_eq(list.items[0]->message, message);
    fixture_free(&fixture);
}

START_TEST(mistakes_are_reported_once_on_their_place) {
    assert_mistake("a = [1, 2\nb = 3\n", MLS5101, "b", "expected ']' or ',', found name");
    assert_mistake("a = \n", MLS5101, "\n", "expected a value, found end of line");
    assert_mistake("a = 1 2\n", MLS5101, "2", "expected end of line, found number");
    assert_mistake("a = \"x\nb = 1\n", MLS5102, "\"x",
                   "this string, heredoc or comment is never closed");
    assert_mistake("a = <<EOT\nx\n", MLS5102, "<",
                   "this string, heredoc or comment is never closed");
    assert_mistake("a {\n  b = f(1\n}\nc = 1\n", MLS5103, "(", "this '(' is never closed");
    assert_mistake("a {\n  b = 1\n", MLS5103, "{", "this '{' is never closed");
    assert_mistake("a = \"\\q\"\n", MLS5101, "\\q", "invalid escape in a string");
    assert_mistake("a = @\n", MLS5101, "@", "unexpected character '@'");
    assert_mistake("a = \xE2\x80\x9Cx\n", MLS5101, "\xE2\x80\x9C",
                   "unexpected character in a name");
}
END_TEST

START_TEST(reading_goes_on_after_a_mistake) {
    Fixture fixture = fixture_new();
    const HclBody *body =
        parse(&fixture, "a = {\n  b = = 1\n  c = 2\n}\nd = 1 1\ne = 3\nf {\n g = (\n}\nh = 4\n");
    ck_assert_uint_eq(diag_count(fixture.sink, DIAG_ERROR), 3);
    assert_str_eq(body->attributes[0].value->items[0].key, "c");
    assert_str_eq(body->attributes[body->attribute_count - 1].name, "h");
    fixture_free(&fixture);
}
END_TEST

START_TEST(nesting_is_bounded) {
    static const char *const repeated[] = {"[", "(", "{a=", "!", "-(", "a?b:", "f(", "\"${", "a+"};
    for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++) {
        Fixture fixture = fixture_new();
        Buffer text = buffer_new(fixture.arena);
        buffer_append(&text, STR("a = "));
        for (int j = 0; j < 20000; j++) {
            buffer_append(&text, str_from_cstr(repeated[i]));
        }
        parse(&fixture, buffer_str(&text).data);
        ck_assert_msg(diag_has_errors(fixture.sink), "%s", repeated[i]);
        ck_assert_int_eq(diag_sorted(fixture.sink).items[0]->code, MLS5104);
        fixture_free(&fixture);
    }
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        escaping_keeps_text_inside_its_quotes,
        escaping_never_begins_a_template,
        escaping_sees_what_was_written_before,
        escaping_spells_out_what_moves_or_hides_text,
        bytes_that_are_not_utf8_are_replaced,
        identifiers_are_ascii_names,
        literals_are_laid_out,
        long_lists_have_an_item_a_line,
        formatting_indents_by_brackets,
        any_byte_may_follow_any_token,
        formatting_aligns_consecutive_lines,
        formatting_spaces_tokens,
        formatting_leaves_heredocs_and_bad_text_alone,
        tidying_drops_blank_lines_that_were_left_behind,
        pieces_are_indented_by_what_is_open,
        bodies_have_attributes_and_blocks,
        traversals_end_where_an_index_is_not_constant,
        every_reference_is_listed,
        keywords_are_names_elsewhere,
        newlines_end_items_only_in_braces,
        mistakes_are_reported_once_on_their_place,
        reading_goes_on_after_a_mistake,
        nesting_is_bounded,
    };
    return run_unit_tests("hcl", tests, sizeof tests / sizeof tests[0]);
}
