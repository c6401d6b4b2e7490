#include "unit.h"

#include "check/program.h"
#include "schema/decode.h"
#include "schema/yaml.h"
#include "syntax/parse.h"

/* A text that was checked as the file main.mlstack, without imports. */
typedef struct Checked {
    Arena *arena;
    DiagSink *sink;
    CheckedProgram *program;
} Checked;

static const AstFile *no_import(void *context, DiagSink *sink, FileId importing, Str path,
                                Span span) {
    (void)context;
    (void)sink;
    (void)importing;
    (void)path;
    (void)span;
    return NULL;
}

static Checked check_text_with(const Schema *schema, Arena *arena, const char *text) {
    Checked checked = {.arena = arena};
    Sources *sources = sources_new(arena);
    checked.sink = diag_sink_new(arena, sources);
    FileId file = sources_add(sources, STR("main.mlstack"), str_from_cstr(text));
    const AstFile *files[] = {syntax_parse(arena, checked.sink, file)};
    checked.program =
        check_files(arena, checked.sink, schema, files, 1, (Importer){.import = no_import});
    return checked;
}

static Checked check_text(const char *text) {
    return check_text_with(schema_embedded(), arena_new(), text);
}

static void assert_no_diagnostics(const Checked *checked) {
    DiagnosticList list = diag_sorted(checked->sink);
    if (list.count > 0) {
        ck_abort_msg("%.*s", STR_ARG(list.items[0]->message));
    }
}

static void assert_only_code(const Checked *checked, DiagCode code, const char *place) {
    DiagnosticList list = diag_sorted(checked->sink);
    ck_assert_uint_eq(list.count, 1);
    assert_str_eq(diag_code_info(list.items[0]->code)->code, diag_code_info(code)->code.data);
    assert_str_eq(sources_slice(diag_sources(checked->sink), list.items[0]->span), place);
}

static const Value *setting(const SettingBlock *block, const char *name) {
    for (size_t i = 0; i < block->setting_count; i++) {
        if (str_equal_cstr(block->settings[i].field->name, name)) {
            return block->settings[i].value;
        }
    }
    ck_abort_msg("'%s' is not set", name);
    return NULL;
}

static const SettingBlock *inner(const SettingBlock *block, const char *name) {
    for (size_t i = 0; i < block->block_count; i++) {
        if (str_equal_cstr(block->blocks[i].component->name, name)) {
            return &block->blocks[i];
        }
    }
    ck_abort_msg("there is no '%s'", name);
    return NULL;
}

static void assert_json(const Checked *checked, const Value *value, const char *json) {
    Buffer out = buffer_new(checked->arena);
    value_to_json(value, &out);
    assert_str_eq(str_trim(buffer_str(&out)), json);
}

START_TEST(values_are_in_normal_form) {
    Checked checked = check_text("stack demo {\n"
                                 "  clouds = [aws]\n"
                                 "  network { cidr = 10.0.0.0/16, flow_logs = 2w }\n"
                                 "  cluster {\n"
                                 "    kubernetes = 1.30, nodes = 2..7, disk = 1TiB, spot = on\n"
                                 "    api_access = [FD00::/48]\n"
                                 "  }\n"
                                 "  database { version = 16 }\n"
                                 "  budget { monthly = $99.50, alert_at = [80%] }\n"
                                 "}\n");
    assert_no_diagnostics(&checked);
    const SettingBlock *body = &checked.program->stacks[0].layers[0].body;
    assert_json(&checked, setting(inner(body, "network"), "cidr"), "\"10.0.0.0/16\"");
    assert_json(&checked, setting(inner(body, "network"), "flow_logs"), "1209600");
    assert_json(&checked, setting(inner(body, "cluster"), "kubernetes"), "\"1.30\"");
    assert_json(&checked, setting(inner(body, "cluster"), "nodes"),
                "{\n  \"min\": 2,\n  \"max\": 7\n}");
    assert_json(&checked, setting(inner(body, "cluster"), "disk"), "1099511627776");
    assert_json(&checked, setting(inner(body, "cluster"), "spot"), "true");
    assert_json(&checked, setting(inner(body, "cluster"), "api_access"), "[\n  \"fd00::/48\"\n]");
    assert_json(&checked, setting(inner(body, "database"), "version"), "\"16\"");
    assert_json(&checked, setting(inner(body, "budget"), "monthly"), "9950");
    assert_json(&checked, setting(inner(body, "budget"), "alert_at"), "[\n  80\n]");
    arena_free(checked.arena);
}
END_TEST

START_TEST(layers_go_from_low_to_high) {
    Checked checked = check_text("profile c { description = \"c\" }\n"
                                 "profile a { use c }\n"
                                 "profile b { use c }\n"
                                 "stack demo {\n"
                                 "  clouds = [azure, aws]\n"
                                 "  environment dev { on azure {} }\n"
                                 "  on aws { use b }\n"
                                 "  use a\n"
                                 "  use b\n"
                                 "}\n");
    static const struct {
        const char *environment;
        const char *cloud;
        const char *label; /* of a profile, or the stack's name */
    } expected[] = {
        {"", "", "c"},      {"", "", "a"},      {"", "", "b"},
        {"", "", "demo"},   {"", "aws", "c"},   {"", "aws", "b"},
        {"", "aws", "aws"}, {"dev", "", "dev"}, {"dev", "azure", "azure"},
    };
    assert_no_diagnostics(&checked);
    const CheckedStack *stack = &checked.program->stacks[0];
    ck_assert_uint_eq(stack->layer_count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < stack->layer_count; i++) {
        assert_str_eq(stack->layers[i].environment, expected[i].environment);
        assert_str_eq(stack->layers[i].cloud, expected[i].cloud);
        assert_str_eq(stack->layers[i].body.label, expected[i].label);
    }
    ck_assert_uint_eq(stack->cloud_count, 2);
    assert_str_eq(stack->clouds[0], "aws");
    ck_assert_uint_eq(stack->environment_count, 3);
    arena_free(checked.arena);
}
END_TEST

START_TEST(references_are_filled_in_where_they_are_known) {
    Checked checked = check_text("let who = \"team-${stack.name}\"\n"
                                 "stack demo {\n"
                                 "  clouds = [aws]\n"
                                 "  description = \"${let.who} in ${environment.name}\"\n"
                                 "  environment dev {\n"
                                 "    description = \"${let.who} in ${environment.name}!\"\n"
                                 "    on aws { description = cloud.name }\n"
                                 "  }\n"
                                 "}\n");
    assert_no_diagnostics(&checked);
    const CheckedStack *stack = &checked.program->stacks[0];
    assert_json(&checked, setting(&stack->layers[0].body, "description"),
                "{\n  \"parts\": [\n    \"team-demo in \",\n    {\n"
                "      \"reference\": \"environment.name\"\n    }\n  ]\n}");
    assert_json(&checked, setting(&stack->layers[1].body, "description"), "\"team-demo in dev!\"");
    assert_json(&checked, setting(&stack->layers[2].body, "description"), "\"aws\"");
    arena_free(checked.arena);
}
END_TEST

START_TEST(a_block_without_label_has_its_kind_in_a_stack_and_none_in_an_overlay) {
    Checked checked = check_text("stack demo {\n"
                                 "  clouds = [aws]\n"
                                 "  database {}\n"
                                 "  environment dev { database { ha = true } }\n"
                                 "}\n");
    assert_no_diagnostics(&checked);
    const CheckedStack *stack = &checked.program->stacks[0];
    assert_str_eq(inner(&stack->layers[0].body, "database")->label, "database");
    assert_str_eq(inner(&stack->layers[1].body, "database")->label, "");
    arena_free(checked.arena);
}
END_TEST

START_TEST(a_value_through_a_let_has_the_span_of_its_use) {
    Checked checked = check_text("let size = 100GiB\n"
                                 "stack demo {\n"
                                 "  clouds = [aws]\n"
                                 "  cluster { disk = let.size }\n"
                                 "}\n");
    assert_no_diagnostics(&checked);
    const Value *disk =
        setting(inner(&checked.program->stacks[0].layers[0].body, "cluster"), "disk");
    assert_str_eq(sources_slice(diag_sources(checked.sink), disk->origin), "let.size");
    arena_free(checked.arena);
}
END_TEST

/* ---- what no component of the stdlib does yet ---- */

static const char small_stdlib[] =
    "components:\n"
    "  stack:\n"
    "    doc: d\n"
    "    label: required\n"
    "    fields:\n"
    "      clouds: {doc: d, type: list, of: {type: word, words: [aws, gcp]}, max: 2}\n"
    "      environments: {doc: d, type: list, of: word, max: 9, default: [dev]}\n"
    "      colour: {doc: d, type: string, deprecated: use 'paint'}\n"
    "  on: {doc: d, inside: stack, selects: cloud, label: required}\n"
    "  environment: {doc: d, inside: stack, selects: environment, label: required}\n"
    "  queue: {doc: d, inside: stack, clouds: [aws]}\n";

static const Schema *small_schema(Arena *arena) {
    Sources *sources = sources_new(arena);
    DiagSink *sink = diag_sink_new(arena, sources);
    FileId file = sources_add(sources, STR("stdlib.yaml"), str_from_cstr(small_stdlib));
    Decoder decoder = {.arena = arena, .sink = sink, .patterns = pattern_set_new(arena)};
    Schema *schema = ARENA_NEW(arena, Schema);
    ck_assert(yaml_parse(arena, sink, file, &decoder.stdlib));
    ck_assert(decode_components(&decoder, &schema->stack));
    return schema;
}

START_TEST(uses_of_deprecated_fields_are_kept_for_lint) {
    Arena *arena = arena_new();
    Checked checked = check_text_with(small_schema(arena), arena,
                                      "stack demo { clouds = [aws], colour = \"red\" }");
    assert_no_diagnostics(&checked);
    ck_assert_uint_eq(checked.program->deprecated_use_count, 1);
    Span span = checked.program->deprecated_uses[0].span;
    assert_str_eq(sources_slice(diag_sources(checked.sink), span), "colour");
    arena_free(arena);
}
END_TEST

START_TEST(a_component_may_be_missing_on_a_cloud) {
    Arena *arena = arena_new();
    const Schema *schema = small_schema(arena);
    Checked checked =
        check_text_with(schema, arena, "stack demo { clouds = [aws, gcp], queue {} }");
    assert_only_code(&checked, MLS1033, "queue");
    checked =
        check_text_with(schema, arena, "stack demo { clouds = [aws, gcp], on aws { queue {} } }");
    assert_no_diagnostics(&checked);
    arena_free(arena);
}
END_TEST

/* ---- hostile input ---- */

START_TEST(references_that_double_each_other_end_soon) {
    Arena *arena = arena_new();
    Buffer text = buffer_new(arena);
    buffer_append(&text, STR("let a0 = \"\"\n"));
    for (int i = 1; i < 60; i++) {
        buffer_printf(&text, "let a%d = \"${let.a%d}${let.a%d}\"\n", i, i - 1, i - 1);
    }
    buffer_append(&text, STR("stack demo {\n  clouds = [aws]\n  description = let.a59\n}\n"));
    Checked checked = check_text_with(schema_embedded(), arena, buffer_str(&text).data);
    assert_no_diagnostics(&checked);
    arena_free(arena);
}
END_TEST

START_TEST(profiles_that_double_each_other_end_soon) {
    Arena *arena = arena_new();
    Buffer text = buffer_new(arena);
    buffer_append(&text, STR("profile a0 {}\nprofile b0 {}\n"));
    for (int i = 1; i < 60; i++) {
        buffer_printf(&text, "profile a%d {\n  use a%d\n  use b%d\n}\n", i, i - 1, i - 1);
        buffer_printf(&text, "profile b%d {\n  use a%d\n  use b%d\n}\n", i, i - 1, i - 1);
    }
    buffer_append(&text, STR("stack demo {\n  clouds = [aws]\n  use a59\n  use b59\n}\n"));
    Checked checked = check_text_with(schema_embedded(), arena, buffer_str(&text).data);
    assert_no_diagnostics(&checked);
    ck_assert_uint_eq(checked.program->stacks[0].layer_count, 121);
    arena_free(arena);
}
END_TEST

START_TEST(a_huge_list_is_one_message) {
    Arena *arena = arena_new();
    Buffer text = buffer_new(arena);
    buffer_append(&text, STR("stack demo {\n  clouds = [aws]\n  cluster { api_access = ["));
    for (int i = 0; i < 100000; i++) {
        buffer_append(&text, STR("10.0.0.0/8,"));
    }
    buffer_append(&text, STR("] }\n}\n"));
    Checked checked = check_text_with(schema_embedded(), arena, buffer_str(&text).data);
    DiagnosticList list = diag_sorted(checked.sink);
    ck_assert_uint_eq(list.count, 1);
    ck_assert(list.items[0]->code == MLS1008);
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        values_are_in_normal_form,
        layers_go_from_low_to_high,
        references_are_filled_in_where_they_are_known,
        a_block_without_label_has_its_kind_in_a_stack_and_none_in_an_overlay,
        a_value_through_a_let_has_the_span_of_its_use,
        uses_of_deprecated_fields_are_kept_for_lint,
        a_component_may_be_missing_on_a_cloud,
        references_that_double_each_other_end_soon,
        profiles_that_double_each_other_end_soon,
        a_huge_list_is_one_message,
    };
    return run_unit_tests("check", tests, sizeof tests / sizeof tests[0]);
}
