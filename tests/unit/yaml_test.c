#include "unit.h"

#include "schema/yaml.h"

typedef struct Read {
    Arena *arena;
    DiagSink *sink;
    const Value *value;
    bool done;
} Read;

static Read read_text(Str text) {
    Read read = {.arena = arena_new()};
    Sources *sources = sources_new(read.arena);
    read.sink = diag_sink_new(read.arena, sources);
    FileId file = sources_add(sources, STR("test.yaml"), text);
    read.done = yaml_parse(read.arena, read.sink, file, &read.value);
    return read;
}

static const Diagnostic *only_diagnostic(const Read *read, DiagCode code) {
    DiagnosticList list = diag_sorted(read->sink);
    ck_assert(!read->done);
    ck_assert_uint_eq(list.count, 1);
    assert_str_eq(diag_code_info(list.items[0]->code)->code, diag_code_info(code)->code.data);
    return list.items[0];
}

static void assert_refused(const char *text, DiagCode code, uint32_t begin) {
    Read read = read_text(str_from_cstr(text));
    ck_assert_uint_eq(only_diagnostic(&read, code)->span.begin, begin);
    arena_free(read.arena);
}

START_TEST(scalars_get_their_kind_from_their_spelling) {
    Read read = read_text(STR("bool: true\nint: 42\nzero: 0\nversion: 1.30\naccount: 012\n"
                              "quoted: \"42\"\nnothing:\ntilde: ~\nword: on\nsize: 100GiB\n"));
    ck_assert(read.done);
    ck_assert(value_boolean(value_get_cstr(read.value, "bool")));
    ck_assert(value_integer(value_get_cstr(read.value, "int")) == 42);
    ck_assert_int_eq(value_get_cstr(read.value, "zero")->kind, VALUE_INT);
    assert_str_eq(value_text(value_get_cstr(read.value, "version")), "1.30");
    assert_str_eq(value_text(value_get_cstr(read.value, "account")), "012");
    assert_str_eq(value_text(value_get_cstr(read.value, "quoted")), "42");
    ck_assert_int_eq(value_get_cstr(read.value, "nothing")->kind, VALUE_NULL);
    ck_assert_int_eq(value_get_cstr(read.value, "tilde")->kind, VALUE_NULL);
    assert_str_eq(value_text(value_get_cstr(read.value, "word")), "on");
    assert_str_eq(value_text(value_get_cstr(read.value, "size")), "100GiB");
    arena_free(read.arena);
}
END_TEST

START_TEST(lists_and_maps_keep_their_order) {
    Read read = read_text(STR("z: [3, 1, 2]\na: {b: {c: deep}}\n1: number\n"));
    ck_assert(read.done);
    assert_str_eq(read.value->as.map.members[0].key, "z");
    ck_assert(value_integer(value_item(value_get_cstr(read.value, "z"), 2)) == 2);
    assert_str_eq(value_text(value_path(read.value, "a.b.c")), "deep");
    assert_str_eq(value_text(value_get_cstr(read.value, "1")), "number");
    arena_free(read.arena);
}
END_TEST

START_TEST(spans_are_bytes) {
    Str text = STR("# \xC3\xA9\xE2\x86\x92\nk\xC3\xA9y: \"v\xC3\xA9\"\nnext: word\n");
    Read read = read_text(text);
    ck_assert(read.done);
    const ValueMember *first = &read.value->as.map.members[0];
    Sources *sources = diag_sources(read.sink);
    assert_str_eq(sources_slice(sources, first->key_span), "k\xC3\xA9y");
    assert_str_eq(sources_slice(sources, first->value->origin), "\"v\xC3\xA9\"");
    assert_str_eq(sources_slice(sources, value_get_cstr(read.value, "next")->origin), "word");
    arena_free(read.arena);
}
END_TEST

START_TEST(an_empty_document_is_null) {
    Read read = read_text(STR("# nothing but a comment\n"));
    ck_assert(read.done);
    ck_assert(value_is_null(read.value));
    arena_free(read.arena);
}
END_TEST

START_TEST(a_duplicate_key_shows_both_places) {
    Read read = read_text(STR("a: 1\nb: 2\na: 3\n"));
    const Diagnostic *diagnostic = only_diagnostic(&read, MLS6004);
    ck_assert_uint_eq(diagnostic->span.begin, 10);
    ck_assert_uint_eq(diagnostic->labels.count, 1);
    ck_assert_uint_eq(diagnostic->labels.items[0].span.begin, 0);
    arena_free(read.arena);
}
END_TEST

START_TEST(what_hides_data_is_refused) {
    assert_refused("a: &x 1\n", MLS6003, 3);
    assert_refused("a: &x 1\nb: *x\n", MLS6003, 3);
    assert_refused("a: !!str 1\n", MLS6003, 3);
    assert_refused("a: 1\n---\nb: 2\n", MLS6003, 5);
    assert_refused("[a]: 1\n", MLS6003, 0);
    assert_refused("a: [1, 2\n", MLS6002, 9);
    assert_refused("a: \"\xFF\"\n", MLS6002, 0);
}
END_TEST

START_TEST(deep_nesting_is_refused) {
    Arena *arena = arena_new();
    Buffer text = buffer_new(arena);
    buffer_append_repeated(&text, '[', 100000);
    Read read = read_text(buffer_str(&text));
    ck_assert_uint_eq(only_diagnostic(&read, MLS6005)->span.begin, 64);
    arena_free(read.arena);
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        scalars_get_their_kind_from_their_spelling,
        lists_and_maps_keep_their_order,
        spans_are_bytes,
        an_empty_document_is_null,
        a_duplicate_key_shows_both_places,
        what_hides_data_is_refused,
        deep_nesting_is_refused,
    };
    return run_unit_tests("yaml", tests, sizeof tests / sizeof tests[0]);
}
