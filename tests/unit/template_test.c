#include "unit.h"

#include "sample_value.h"
#include "schema/yaml.h"
#include "support/file.h"
#include "template/abstract.h"
#include "template/parse.h"

enum { MOST_TEMPLATES = 4 };

typedef struct Fixture {
    Arena *arena;
    Arena *scratch;
    DiagSink *sink;
    TemplateEntry entries[MOST_TEMPLATES];
    TemplateSet set;
} Fixture;

static Fixture *fixture_new(void) {
    Arena *arena = arena_new();
    Fixture *fixture = ARENA_NEW(arena, Fixture);
    fixture->arena = arena;
    fixture->scratch = arena_new();
    fixture->sink = diag_sink_new(arena, sources_new(arena));
    fixture->set.entries = fixture->entries;
    return fixture;
}

static void fixture_free(Fixture *fixture) {
    arena_free(fixture->scratch);
    arena_free(fixture->arena);
}

/* Templates must be added in the order of their paths. */
static bool add(Fixture *fixture, const char *path, const char *text) {
    FileId file =
        sources_add(diag_sources(fixture->sink), str_from_cstr(path), str_from_cstr(text));
    TemplateEntry *entry = &fixture->entries[fixture->set.count++];
    entry->path = str_from_cstr(path);
    return template_parse(fixture->arena, fixture->sink, file, entry->path, &entry->template);
}

/* What the templates here may name. */
static const Shape text = {.kind = SHAPE_STRING};
static const Shape number = {.kind = SHAPE_INT};
static const Shape truth = {.kind = SHAPE_BOOL};
static const Shape texts = {.kind = SHAPE_LIST, .element = &text};
static const Shape text_map = {.kind = SHAPE_MAP, .element = &text};
static const ShapeField gpu_fields[] = {{STR_INIT("type"), false, &text},
                                        {STR_INIT("count"), false, &number},
                                        {STR_INIT("note"), true, &text}};
static const Shape gpu = {.kind = SHAPE_RECORD, .fields = gpu_fields, .field_count = 3};
static const ShapeField pool_fields[] = {{STR_INIT("key"), false, &text},
                                         {STR_INIT("spot"), false, &truth},
                                         {STR_INIT("gpu"), true, &gpu}};
static const Shape pool = {.kind = SHAPE_RECORD, .fields = pool_fields, .field_count = 3};
static const Shape pools = {.kind = SHAPE_LIST, .element = &pool};
static const ShapeField scope_fields[] = {
    {STR_INIT("name"), false, &text},   {STR_INIT("size"), false, &number},
    {STR_INIT("on"), false, &truth},    {STR_INIT("off"), false, &truth},
    {STR_INIT("zones"), false, &texts}, {STR_INIT("labels"), false, &text_map},
    {STR_INIT("pools"), false, &pools}, {STR_INIT("owner"), true, &text},
    {STR_INIT("absent"), true, &gpu},
};
static const Shape scope = {.kind = SHAPE_RECORD, .fields = scope_fields, .field_count = 9};

static const Value *scope_value(Arena *arena, const char *name) {
    ValueBuilder zones = value_list_new(arena, span_none());
    value_list_add(&zones, value_string(arena, STR("a"), span_none()));
    value_list_add(&zones, value_string(arena, STR("b"), span_none()));
    ValueBuilder labels = value_map_new(arena, span_none());
    value_map_set_string(&labels, "team", STR("ml"));
    value_map_set_string(&labels, "cost.center", STR("7"));
    ValueBuilder gpu_value = value_map_new(arena, span_none());
    value_map_set_string(&gpu_value, "type", STR("l4"));
    value_map_set_int(&gpu_value, "count", 1);
    ValueBuilder first = value_map_new(arena, span_none());
    value_map_set_string(&first, "key", STR("general"));
    value_map_set_bool(&first, "spot", false);
    ValueBuilder second = value_map_new(arena, span_none());
    value_map_set_string(&second, "key", STR("gpu"));
    value_map_set_bool(&second, "spot", true);
    value_map_set_value(&second, "gpu", value_finish(&gpu_value));
    ValueBuilder pool_list = value_list_new(arena, span_none());
    value_list_add(&pool_list, value_finish(&first));
    value_list_add(&pool_list, value_finish(&second));
    ValueBuilder builder = value_map_new(arena, span_none());
    value_map_set_string(&builder, "name", str_from_cstr(name));
    value_map_set_int(&builder, "size", 3);
    value_map_set_bool(&builder, "on", true);
    value_map_set_bool(&builder, "off", false);
    value_map_set_value(&builder, "zones", value_finish(&zones));
    value_map_set_value(&builder, "labels", value_finish(&labels));
    value_map_set_value(&builder, "pools", value_finish(&pool_list));
    value_map_set_string(&builder, "owner", STR("team"));
    return value_finish(&builder);
}

static Str render(Fixture *fixture, const char *path, const char *name) {
    ck_assert(
        template_check(fixture->arena, fixture->sink, &fixture->set, str_from_cstr(path), &scope));
    ck_assert(!diag_has_errors(fixture->sink));
    return template_render(fixture->arena, fixture->scratch, &fixture->set,
                           template_find(&fixture->set, str_from_cstr(path)),
                           scope_value(fixture->arena, name));
}

static void assert_renders_name(const char *path, const char *name, const char *template,
                                const char *expected) {
    Fixture *fixture = fixture_new();
    ck_assert(add(fixture, path, template));
    assert_str_eq(render(fixture, path, name), expected);
    fixture_free(fixture);
}

static void assert_renders(const char *template, const char *expected) {
    assert_renders_name("a.tf", "plain", template, expected);
}

START_TEST(directives_leave_no_lines_behind) {
    assert_renders("a = 1\n@if on\nb = 2\n@else\nc = 3\n@end\n@# note\n", "a = 1\nb = 2\n");
    assert_renders("@if off\na = 1\n@elif size > 2\nb = 2\n@else\nc = 3\n@end\n", "b = 2\n");
    assert_renders("x {\n  @for zone in zones\n  z = @{zone}\n  @end\n}\n",
                   "x {\n  z = \"a\"\n  z = \"b\"\n}\n");
    assert_renders("a = {\n@for key, value in labels\n  @{key} = @{value}\n@end\n}\n",
                   "a = {\n  team          = \"ml\"\n  \"cost.center\" = \"7\"\n}\n");
}
END_TEST

START_TEST(conditions_follow_the_value) {
    static const struct {
        const char *condition;
        bool expected;
    } cases[] = {
        {"on", true},
        {"not on", false},
        {"on and off", false},
        {"off or on", true},
        {"not off and on", true},
        {"size == 3", true},
        {"size != 3", false},
        {"size < 3 or size >= 4", false},
        {"(size <= 3) and size > 2", true},
        {"name == \"plain\"", true},
        {"name != \"plain\"", false},
        {"on == off", false},
        {"length(zones) == 2", true},
        {"length(labels) > 2", false},
        {"owner", true},
        {"absent", false},
        {"not absent", true},
        {"absent and absent.count > 1", false},
        {"not absent or absent.count > 1", true},
        {"owner and owner == \"team\"", true},
        {"true", true},
        {"not (true and false)", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Fixture *fixture = fixture_new();
        add(fixture, "a.tf",
            str_format(fixture->arena, "@if %s\na = 1\n@end\n", cases[i].condition).data);
        Str output = render(fixture, "a.tf", "plain");
        ck_assert_msg(str_is_empty(output) != cases[i].expected, "%s", cases[i].condition);
        fixture_free(fixture);
    }
}
END_TEST

START_TEST(holes_are_written_for_their_place) {
    const char *nasty = "a\"b${c}\nd";
    assert_renders_name("a.tf", nasty, "x = @{name}\n", "x = \"a\\\"b$${c}\\nd\"\n");
    assert_renders_name("a.tf", nasty, "x = \"<@{name}>\"\n", "x = \"<a\\\"b$${c}\\nd>\"\n");
    assert_renders_name("a.tf", nasty, "# @{name}\n", "# a\"b${c} d\n");
    assert_renders_name("a.tf", nasty, "a \"x\" \"@{name}\" {\n}\n",
                        "a \"x\" \"a_b__c__d\" {\n}\n");
    assert_renders_name("a.tf", "1st", "a \"x-@{name}\" {\n  y = \"@{name}\"\n}\n",
                        "a \"x-1st\" {\n  y = \"1st\"\n}\n");
    assert_renders_name("a.tf", nasty, "x = { @{name} = 1 }\n",
                        "x = { \"a\\\"b$${c}\\nd\" = 1 }\n");
    assert_renders_name("a.tf", nasty, "x = a.@{name}.id\n", "x = a.a_b__c__d.id\n");
    assert_renders_name("a.tf", nasty, "x_@{name} = 1\n", "x_a_b__c__d = 1\n");
    assert_renders_name("a.tf", "1st", "x = a.@{name}.b_@{name}\n", "x = a._1st.b_1st\n");
    assert_renders_name("a.tf", nasty, "x = \"${f(@{name})}\"\n",
                        "x = \"${f(\"a\\\"b$${c}\\nd\")}\"\n");
}
END_TEST

START_TEST(values_of_every_type_are_literals) {
    assert_renders("a = @{size}\nb = @{on}\nc = @{zones}\nd = @{labels}\n",
                   "a = 3\nb = true\nc = [\"a\", \"b\"]\nd = {\n  team          = \"ml\"\n"
                   "  \"cost.center\" = \"7\"\n}\n");
    assert_renders("a = \"@{size}-@{on}-@{length(zones)}\"\n", "a = \"3-true-2\"\n");
    assert_renders("a = @{size > 2}\nb = @{\"x\"}\n", "a = true\nb = \"x\"\n");
}
END_TEST

START_TEST(neighbouring_holes_cannot_begin_a_template) {
    assert_renders_name("a.tf", "$", "x = \"@{name}@{\"{\"}\"\n", "x = \"$\\u007b\"\n");
}
END_TEST

START_TEST(raw_holes_and_doubled_signs) {
    assert_renders_name("a.tf", "f(1)", "x = @raw{name}\n", "x = f(1)\n");
    assert_renders("x = \"a@@{b} c@d @@\"\n", "x = \"a@{b} c@d @\"\n");
}
END_TEST

START_TEST(markdown_is_escaped_by_place) {
    const char *nasty = "a*b_c|`d`\n<e>";
    assert_renders_name("a.md", nasty, "x @{name}\n", "x a\\*b_c\\|\\`d\\` \\<e\\>\n");
    assert_renders_name("a.md", nasty, "`@{name}` @{size}\n", "`a*b_c|'d' <e>` 3\n");
    assert_renders_name("a.md", nasty, "```sh\n@{name}\n```\n@{name}\n",
                        "```sh\na*b_c|'d' <e>\n```\na\\*b_c\\|\\`d\\` \\<e\\>\n");
    assert_renders_name("a.md", "a\"]#", "```mermaid\nx[\"@{name}\"]\n```\n",
                        "```mermaid\nx[\"a#34;#93;#35;\"]\n```\n");
    assert_renders_name("a.md", "# x", "@{name}\n", "\\# x\n");
    assert_renders("a = 1\n", "a = 1\n");
    assert_renders_name("a.md", "", "\n\na   b\n@if off\n\nx\n@end\n\n\nc\n\n", "a   b\n\nc\n");
}
END_TEST

START_TEST(blank_lines_left_behind_are_dropped) {
    assert_renders("a {\n}\n\n@if off\nb {\n}\n\n@end\n@if on\nc {\n}\n\n@end\n",
                   "a {\n}\n\nc {\n}\n");
    assert_renders("a {\n@if off\n  x = 1\n@end\n\n  y = 2\n\n@if off\n  z = 1\n@end\n}\n",
                   "a {\n  y = 2\n}\n");
}
END_TEST

START_TEST(includes_see_the_scope_around_them) {
    Fixture *fixture = fixture_new();
    ck_assert(add(fixture, "a.tf",
                  "@include \"b.tf\"\nx {\n@for pool in pools\n@include \"c.tf\"\n@end\n}\n"));
    ck_assert(add(fixture, "b.tf", "# @{name}\n\n"));
    ck_assert(add(fixture, "c.tf", "  n = @{pool.key}\n\n  m = 1\n\n"));
    assert_str_eq(render(fixture, "a.tf", "plain"),
                  "# plain\n\nx {\n  n = \"general\"\n\n  m = 1\n\n  n = \"gpu\"\n\n  m = 1\n}\n");
    fixture_free(fixture);
}
END_TEST

START_TEST(final_text_joins_what_is_around_it) {
    /* The middle block is final text in the first two, and must not be in the third. */
    assert_renders("# @{name}\n\nb{\nx=1\n}\n\nc = @{size}\n",
                   "# plain\n\nb {\n  x = 1\n}\n\nc = 3\n");
    assert_renders("# @{name}\n\n@if on\nb{\nx=1\n}\n\n@end\nc = @{size}\n",
                   "# plain\n\nb {\n  x = 1\n}\n\nc = 3\n");
    assert_renders("a = @{size}\n@if on\nbcd=1\n\n@end\ne = @{size}\n",
                   "a   = 3\nbcd = 1\n\ne = 3\n");
    assert_renders("x = {\n@if on\n\ny = 1\n\n@end\nzzz = @{size}\n}\n",
                   "x = {\n  y = 1\n\n  zzz = 3\n}\n");
}
END_TEST

START_TEST(final_text_in_brackets_keeps_their_depth) {
    assert_renders("a \"@{name}\" {\n\nb=1\n\nc {\nd=[\n\n1,\n\n2,\n]\n}\n\n}\n\ne = @{size}\n",
                   "a \"plain\" {\n  b = 1\n\n  c {\n    d = [\n      1,\n\n      2,\n    ]\n  }\n"
                   "}\n\ne = 3\n");
    assert_renders("a {\nb([{ # @{name}\n@if off\n\nc=1\n\n@end\n\nd=2\n\ne=@{size}\n}])\n}\n",
                   "a {\n  b([{ # plain\n    d = 2\n\n    e = 3\n  }])\n}\n");
    assert_renders("a = \"${f([\n\n@{size},\n\n2,\n\n])}\"\n\nb=@{size}\n",
                   "a = \"${f([\n  3,\n\n  2,\n])}\"\n\nb = 3\n");
}
END_TEST

START_TEST(a_byte_order_mark_alone_leaves_nothing) {
    assert_renders("\xef\xbb\xbf", "");
}
END_TEST

START_TEST(final_text_may_end_an_include) {
    Fixture *fixture = fixture_new();
    ck_assert(add(fixture, "a.tf",
                  "# @{name}\n\n@include \"b.tf\"\n\nc = @{size}\n@include \"b.tf\"\nd = 1\n"));
    ck_assert(add(fixture, "b.tf", "bcd = [\n1,\n]\n"));
    assert_str_eq(render(fixture, "a.tf", "plain"),
                  "# plain\n\nbcd = [\n  1,\n]\n\nc = 3\nbcd = [\n  1,\n]\nd = 1\n");
    fixture_free(fixture);
}
END_TEST

static void assert_mistake(const char *template, DiagCode code, const char *place,
                           const char *message) {
    Fixture *fixture = fixture_new();
    if (add(fixture, "a.tf", template)) {
        template_check(fixture->arena, fixture->sink, &fixture->set, STR("a.tf"), &scope);
    }
    DiagnosticList list = diag_sorted(fixture->sink);
    ck_assert_msg(list.count == 1, "%zu messages for %s", list.count, template);
    ck_assert_int_eq(list.items[0]->code, code);
    assert_str_eq(sources_slice(diag_sources(fixture->sink), list.items[0]->span), place);
    assert_str_eq(list.items[0]->message, message);
    fixture_free(fixture);
}

START_TEST(syntax_mistakes_are_reported_once) {
    assert_mistake("@iff on\na = 1\n", MLS6101, "@iff",
                   "unknown directive: expected @if, @elif, @else, @end, @for, @include or @#");
    assert_mistake("@if on\na = 1\n", MLS6101, "@if",
                   "this directive is never closed: expected @end");
    assert_mistake("a = 1\n@end\n", MLS6101, "@end", "there is no @if or @for for this @end");
    assert_mistake("a = @{name\nb = 1\n", MLS6101, "",
                   "this hole is not closed on its line: expected '}'");
    assert_mistake("a = @{name.}\n", MLS6101, "}", "expected name, found '}'");
    assert_mistake("@for in zones\na = 1\n@end\n", MLS6101, "in", "expected name, found 'in'");
    assert_mistake("@if size =\na = 1\n@end\n", MLS6101, "=",
                   "unexpected character in an expression");
    assert_mistake("a = @{1 < 2 < 3}\n", MLS6101, "<", "expected '}', 'and' or 'or', found '<'");
}
END_TEST

START_TEST(unknown_names_are_reported_with_the_nearest) {
    assert_mistake("a = @{nme}\n", MLS6102, "nme", "unknown name 'nme'");
    assert_mistake("@for pool in pools\na = @{pool.sopt}\n@end\n", MLS6102, "sopt",
                   "unknown field 'sopt'");
    assert_mistake("@for pool in pools\na = 1\n@end\nb = @{pool.key}\n", MLS6102, "pool",
                   "unknown name 'pool'");
    assert_mistake("a = @{name.x}\n", MLS6103, "x", "'x' cannot be a field of a string");
    Fixture *fixture = fixture_new();
    add(fixture, "a.tf", "a = @{nme}\n");
    template_check(fixture->arena, fixture->sink, &fixture->set, STR("a.tf"), &scope);
    assert_str_eq(diag_sorted(fixture->sink).items[0]->helps.items[0], "did you mean 'name'?");
    fixture_free(fixture);
}
END_TEST

START_TEST(types_must_fit) {
    assert_mistake("@if name\na = 1\n@end\n", MLS6103, "name",
                   "expected a bool or an optional field, found string");
    assert_mistake("@if zones\na = 1\n@end\n", MLS6103, "zones",
                   "expected a bool or an optional field, found list of string");
    assert_mistake("@if size == \"3\"\na = 1\n@end\n", MLS6103, "\"3\"",
                   "expected int, found string");
    assert_mistake("@if name < 3\na = 1\n@end\n", MLS6103, "name", "expected int, found string");
    assert_mistake("@for z in labels\na = 1\n@end\n", MLS6103, "labels",
                   "expected a list, found map of string");
    assert_mistake("@for k, z in zones\na = 1\n@end\n", MLS6103, "zones",
                   "expected a map, found list of string");
    assert_mistake("a = \"@{zones}\"\n", MLS6103, "zones",
                   "expected bool, int or string in this place, found list of string");
    assert_mistake("a = @raw{size}\n", MLS6103, "size", "expected string in a raw hole, found int");
    assert_mistake("@for name in zones\na = 1\n@end\n", MLS6107, "name",
                   "'name' is the name of something else here");
}
END_TEST

START_TEST(optional_fields_need_a_condition) {
    assert_mistake("a = @{owner}\n", MLS6104, "owner", "'owner' may be absent here");
    assert_mistake("a = @{absent.type}\n", MLS6104, "absent", "'absent' may be absent here");
    assert_mistake("a = @{labels.team}\n", MLS6104, "labels.team",
                   "'labels.team' may be absent here");
    assert_mistake("@if absent\na = @{absent.note}\n@end\n", MLS6104, "absent.note",
                   "'absent.note' may be absent here");
    assert_mistake("@if owner\na = 1\n@else\na = @{owner}\n@end\n", MLS6104, "owner",
                   "'owner' may be absent here");
    assert_mistake("@if owner or on\na = @{owner}\n@end\n", MLS6104, "owner",
                   "'owner' may be absent here");
    assert_mistake("@for pool in pools\n@if pool.gpu\na = 1\n@end\nb = @{pool.gpu.type}\n@end\n",
                   MLS6104, "pool.gpu", "'pool.gpu' may be absent here");
    assert_renders("@if not owner\na = 1\n@else\na = @{owner}\n@end\n", "a = \"team\"\n");
    assert_renders("@if not owner or off\na = 1\n@elif on\na = @{owner}\n@end\n", "a = \"team\"\n");
    assert_renders("@if labels.team and on\na = @{labels.team}\n@end\n", "a = \"ml\"\n");
    assert_renders("@for pool in pools\n@if pool.gpu\na = @{pool.gpu.type}\n@end\n@end\n",
                   "a = \"l4\"\n");
}
END_TEST

START_TEST(holes_are_refused_where_they_cannot_be_written) {
    assert_mistake("a = <<EOT\n@{name}\nEOT\n", MLS6105, "@{name}",
                   "a hole cannot stand in a heredoc: use a quoted string");
    assert_mistake("/* @{name} */\n", MLS6105, "@{name}",
                   "a hole cannot stand in a /* comment */: use '#'");
    assert_mistake("a = \"$@{name}\"\n", MLS6105, "@{name}",
                   "a hole in quotes cannot stand directly after '$' or '%'");
    assert_mistake("a = \"@{name}{\"\n", MLS6105, "@{name}",
                   "a hole in quotes cannot stand directly before '{'");
    assert_mistake("a = 1@{size}\n", MLS6105, "@{size}", "a hole cannot be a part of a number");
}
END_TEST

START_TEST(text_must_be_hcl) {
    assert_mistake("a = \"@{name}\n", MLS6108, "\"@{name}",
                   "this string, heredoc or comment is never closed");
    assert_mistake("a {\n", MLS6108, "", "the brackets of this template do not match");
    assert_mistake(" \xef\xbb\xbf\n", MLS6108, "\xef", "unexpected character in HCL");
    assert_mistake("\xef\xbb\xbf\xef\xbb\xbf", MLS6108, "\xef", "unexpected character in HCL");
    assert_mistake("@if on\na {\n@end\n}\n", MLS6108, "on",
                   "a branch of this directive opens a bracket that it does not close, or the "
                   "other way round");
}
END_TEST

START_TEST(includes_must_exist_and_end) {
    assert_mistake("@include \"b.tf\"\n", MLS6106, "\"b.tf\"", "there is no template 'b.tf'");
    assert_mistake("@include \"a.tf\"\n", MLS6106, "\"a.tf\"", "'a.tf' includes itself");
}
END_TEST

/* Checked one inside the other they would be as many as a power of their number. */
START_TEST(many_includes_of_itself_are_each_told_once) {
    Fixture *fixture = fixture_new();
    Buffer many = buffer_new(fixture->arena);
    for (int i = 0; i < 15; i++) {
        buffer_append(&many, STR("@include \"a.tf\"\n"));
    }
    ck_assert(add(fixture, "a.tf", buffer_str(&many).data));
    ck_assert(!template_check(fixture->arena, fixture->sink, &fixture->set, STR("a.tf"), &scope));
    ck_assert_uint_eq(diag_count(fixture->sink, DIAG_ERROR), 15);
    fixture_free(fixture);
}
END_TEST

START_TEST(deep_nesting_is_refused) {
    Fixture *fixture = fixture_new();
    Buffer deep = buffer_new(fixture->arena);
    for (int i = 0; i < 5000; i++) {
        buffer_append(&deep, STR("@if on\n"));
    }
    ck_assert(!add(fixture, "a.tf", buffer_str(&deep).data));
    ck_assert(diag_has_errors(fixture->sink));
    fixture_free(fixture);
}
END_TEST

START_TEST(abstract_text_has_every_branch_in_its_place) {
    Fixture *fixture = fixture_new();
    const char *source = "@include \"h.tf\"\na \"@{name}\" \"x\" {\n@if on\n  b = 1\n@else\n"
                         "  c = @{size}\n@end\n@include \"s.tf\"\n}\n";
    ck_assert(add(fixture, "a.tf", source));
    ck_assert(add(fixture, "h.tf", "# @{name}\n"));
    ck_assert(add(fixture, "s.tf", "  d {\n  }\n"));
    const HclBody *body = NULL;
    ck_assert(template_abstract(fixture->arena, fixture->sink, &fixture->set,
                                fixture->entries[0].template, &body));
    const HclBody *inner = &body->blocks[0].body;
    ck_assert_uint_eq(inner->attribute_count, 2);
    assert_str_eq(inner->attributes[1].value->text, "_______");
    ck_assert_uint_eq(inner->block_count, 1);
    Sources *sources = diag_sources(fixture->sink);
    assert_str_eq(sources_name(sources, body->span.file), "a.tf with includes");
    assert_str_eq(sources_slice(sources, inner->attributes[1].name_span), "c");
    fixture_free(fixture);
}
END_TEST

static const Shape *read_shape(Arena *arena, DiagSink *sink, const Value *shapes,
                               const char *name) {
    const Shape *shape = NULL;
    Str problem = STR("");
    Span span = span_none();
    (void)sink;
    ck_assert(shape_read(arena, shapes, str_from_cstr(name), &shape, &problem, &span));
    return shape;
}

/* The table in the compiler and the folder it was made from must not differ in a byte. */
START_TEST(embedded_templates_render_like_loaded_ones) {
    Fixture *fixture = fixture_new();
    TemplateSet loaded = {0};
    ck_assert(template_set_load(fixture->arena, fixture->sink, STR(TEMPLATES_FOLDER), &loaded));
    const TemplateSet *embedded = template_set_embedded();
    ck_assert_uint_eq(embedded->count, loaded.count);
    Str yaml = STR("");
    Str problem = STR("");
    ck_assert(file_read(fixture->arena, STR(STDLIB_FOLDER "/deployment.yaml"), SOURCE_MAX_BYTES,
                        &yaml, &problem));
    const Value *shapes = NULL;
    FileId file = sources_add(diag_sources(fixture->sink), STR("deployment.yaml"), yaml);
    ck_assert(yaml_parse(fixture->arena, fixture->sink, file, &shapes));
    const Shape *deployment = read_shape(fixture->arena, fixture->sink, shapes, "deployment");
    const Shape *tree = read_shape(fixture->arena, fixture->sink, shapes, "tree");
    for (uint32_t seed = 0; seed < 8; seed++) {
        Sampler sampler = {fixture->arena, seed};
        const Value *values[] = {sample_value(&sampler, tree), sample_value(&sampler, deployment)};
        for (size_t i = 0; i < loaded.count; i++) {
            Str path = loaded.entries[i].path;
            ck_assert(str_equal(path, embedded->entries[i].path));
            if (str_starts_with(path, STR("shared/"))) {
                continue;
            }
            const Value *value = values[str_starts_with(path, STR("environments/"))];
            Str one = template_render(fixture->arena, fixture->scratch, &loaded,
                                      loaded.entries[i].template, value);
            Str other = template_render(fixture->arena, fixture->scratch, embedded,
                                        embedded->entries[i].template, value);
            ck_assert_msg(str_equal(one, other), "%.*s", STR_ARG(path));
        }
    }
    fixture_free(fixture);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        directives_leave_no_lines_behind,
        conditions_follow_the_value,
        holes_are_written_for_their_place,
        values_of_every_type_are_literals,
        neighbouring_holes_cannot_begin_a_template,
        raw_holes_and_doubled_signs,
        markdown_is_escaped_by_place,
        blank_lines_left_behind_are_dropped,
        includes_see_the_scope_around_them,
        final_text_joins_what_is_around_it,
        final_text_in_brackets_keeps_their_depth,
        a_byte_order_mark_alone_leaves_nothing,
        final_text_may_end_an_include,
        syntax_mistakes_are_reported_once,
        unknown_names_are_reported_with_the_nearest,
        types_must_fit,
        optional_fields_need_a_condition,
        holes_are_refused_where_they_cannot_be_written,
        text_must_be_hcl,
        includes_must_exist_and_end,
        many_includes_of_itself_are_each_told_once,
        deep_nesting_is_refused,
        abstract_text_has_every_branch_in_its_place,
        embedded_templates_render_like_loaded_ones,
    };
    return run_unit_tests("template", tests, sizeof tests / sizeof tests[0]);
}
