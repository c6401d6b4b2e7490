#include "unit.h"

#include "schema/constraint.h"
#include "schema/decode.h"
#include "schema/literal.h"
#include "schema/yaml.h"

/* A stdlib in one YAML text, decoded. */
typedef struct Decoded {
    Arena *arena;
    DiagSink *sink;
    const Component *stack;
    bool done;
} Decoded;

static Decoded decode(const char *text) {
    Decoded decoded = {.arena = arena_new()};
    Sources *sources = sources_new(decoded.arena);
    decoded.sink = diag_sink_new(decoded.arena, sources);
    Str kept = str_copy(decoded.arena, str_from_cstr(text));
    FileId file = sources_add(sources, STR("stdlib.yaml"), kept);
    Decoder decoder = {
        .arena = decoded.arena, .sink = decoded.sink, .patterns = pattern_set_new(decoded.arena)};
    ck_assert(yaml_parse(decoded.arena, decoded.sink, file, &decoder.stdlib));
    decoded.done = decode_components(&decoder, &decoded.stack);
    return decoded;
}

/* One field of a component in an otherwise correct stdlib. */
static Decoded decode_one_field(const char *field) {
    char text[2048];
    snprintf(text, sizeof text,
             "catalog: {gpus: {l4: {}, t4: {}}}\n"
             "components:\n"
             "  stack: {doc: d, label: required}\n"
             "  thing: {doc: d, inside: stack, fields: {field: %s}}\n",
             field);
    return decode(text);
}

static const Field *the_field(const Decoded *decoded) {
    ck_assert_msg(decoded->done, "the field was refused");
    return component_field(component_block(decoded->stack, STR("thing")), STR("field"));
}

static void assert_code(const Decoded *decoded, DiagCode code, const char *place) {
    DiagnosticList list = diag_sorted(decoded->sink);
    ck_assert(!decoded->done);
    ck_assert_uint_ge(list.count, 1);
    assert_str_eq(diag_code_info(list.items[0]->code)->code, diag_code_info(code)->code.data);
    if (place != NULL) {
        assert_str_eq(sources_slice(diag_sources(decoded->sink), list.items[0]->span), place);
    }
}

static void assert_field_refused(const char *field, DiagCode code, const char *place) {
    Decoded decoded = decode_one_field(field);
    assert_code(&decoded, code, place);
    arena_free(decoded.arena);
}

static void assert_stdlib_refused(const char *text, DiagCode code) {
    Decoded decoded = decode(text);
    assert_code(&decoded, code, NULL);
    arena_free(decoded.arena);
}

START_TEST(defaults_are_in_normal_form) {
    Decoded decoded = decode_one_field("{doc: d, type: size, min: 1GiB, default: 100GiB}");
    const Field *field = the_field(&decoded);
    ck_assert(value_integer(field->default_value) == (int64_t)100 << 30);
    assert_str_eq(field->default_text, "100GiB");
    ck_assert(field->type.minimum == (int64_t)1 << 30);
    arena_free(decoded.arena);
}
END_TEST

START_TEST(a_default_may_depend_on_production) {
    Decoded decoded =
        decode_one_field("{doc: d, type: duration, default: {production: 14d, otherwise: 7d}}");
    const Field *field = the_field(&decoded);
    ck_assert(value_integer(value_get_cstr(field->default_value, "production")) == 14 * 86400);
    ck_assert(value_integer(value_get_cstr(field->default_value, "otherwise")) == 7 * 86400);
    assert_str_eq(field->default_text, "14d in production, otherwise 7d");
    arena_free(decoded.arena);
}
END_TEST

START_TEST(a_range_default_is_not_one_by_environment) {
    Decoded decoded = decode_one_field("{doc: d, type: range, default: 2..5}");
    const Field *field = the_field(&decoded);
    ck_assert(value_integer(value_get_cstr(field->default_value, "min")) == 2);
    ck_assert(value_integer(value_get_cstr(field->default_value, "max")) == 5);
    arena_free(decoded.arena);
}
END_TEST

START_TEST(a_default_is_shown_as_it_was_written) {
    Decoded decoded =
        decode_one_field("{doc: d, type: list, of: percent, max: 3, default: [5%, 80%]}");
    assert_str_eq(the_field(&decoded)->default_text, "[5%, 80%]");
    arena_free(decoded.arena);
    decoded = decode_one_field("{doc: d, type: list, of: percent, max: 3, default: []}");
    assert_str_eq(the_field(&decoded)->default_text, "[]");
    arena_free(decoded.arena);
}
END_TEST

START_TEST(words_may_come_from_the_catalogue) {
    Decoded decoded = decode_one_field("{doc: d, type: word, words_from: catalog.gpus}");
    const Field *field = the_field(&decoded);
    ck_assert_uint_eq(field->type.word_count, 2);
    assert_str_eq(field->type.words[1], "t4");
    arena_free(decoded.arena);
}
END_TEST

START_TEST(mistakes_in_a_field_are_refused) {
    assert_field_refused("{doc: d, type: sise}", MLS6007, "sise");
    assert_field_refused("{doc: d, type: int, mn: 3}", MLS6006, "mn");
    assert_field_refused("{doc: d}", MLS6007, "field");
    assert_field_refused("{type: int}", MLS6007, "field");
    assert_field_refused("{doc: d, type: int, min: 3GiB}", MLS6007, "3GiB");
    assert_field_refused("{doc: d, type: size, min: 3}", MLS6007, "3");
    assert_field_refused("{doc: d, type: int, required: 1}", MLS6007, "1");
    assert_field_refused("{doc: d, type: int, required: true, default: 1}", MLS6007, "1");
    assert_field_refused("{doc: d, type: int, max: 3, default: 4}", MLS6009, "4");
    assert_field_refused("{doc: d, type: word, words: [a, b], default: c}", MLS6009, "c");
    assert_field_refused("{doc: d, type: bool, default: {production: true}}", MLS6007, NULL);
    assert_field_refused("{doc: d, type: bool, default: {production: true, otherwise: 1}}", MLS6009,
                         "1");
    assert_field_refused("{doc: d, type: string, pattern: '[a', pattern_name: x}", MLS6008, "'[a'");
    assert_field_refused("{doc: d, type: string, pattern: 'a'}", MLS6007, "'a'");
    assert_field_refused("{doc: d, type: list, max: 3}", MLS6007, NULL);
    assert_field_refused("{doc: d, type: list, max: 3, default: [a]}", MLS6007, NULL);
    assert_field_refused("{doc: d, type: list, of: int}", MLS6007, NULL);
    assert_field_refused("{doc: d, type: map, of: list, max: 3, default: {a: [b]}}", MLS6007,
                         "list");
    assert_field_refused("{doc: d, type: either, any_of: [int]}", MLS6007, NULL);
    assert_field_refused("{doc: d, type: word, words_from: catalog.machines}", MLS6007,
                         "catalog.machines");
    assert_field_refused("{doc: d, type: list, max: 3, of: int, unique: true, default: [1, 1]}",
                         MLS6009, NULL);
}
END_TEST

START_TEST(mistakes_in_a_component_are_refused) {
    assert_stdlib_refused("components: {}\n", MLS6001);
    assert_stdlib_refused("components: {stack: {doc: d, label: required}, a: {doc: d}}\n", MLS6010);
    assert_stdlib_refused("components: {stack: {doc: d}, a: {doc: d, inside: nowhere}}\n", MLS6010);
    assert_stdlib_refused(
        "components: {stack: {doc: d}, a: {doc: d, inside: b}, b: {doc: d, inside: a}}\n", MLS6010);
    assert_stdlib_refused("components: {stack: {doc: d, label: maybe}}\n", MLS6007);
    assert_stdlib_refused("components: {stack: {label: required}}\n", MLS6007);
    assert_stdlib_refused("components: {stack: {doc: d, colour: red}}\n", MLS6006);
    assert_stdlib_refused("components: {stack: {doc: d}, a: {doc: d, inside: stack, selects: x}}\n",
                          MLS6007);
    assert_stdlib_refused("components: {stack: {doc: d, presets: {field: size, values: {}}}}\n",
                          MLS6007);
}
END_TEST

START_TEST(what_it_becomes_is_said_for_each_cloud) {
    static const char form[] =
        "components:\n"
        "  stack:\n"
        "    doc: d\n"
        "    fields: {clouds: {type: list, of: {type: word, words: [x, y]}, max: 2, doc: d}}\n"
        "  thing: {doc: d, inside: stack, becomes: %s}\n";
    static const struct {
        const char *becomes;
        DiagCode code;
    } refused[] = {
        {"{x: one}", MLS6007},
        {"{x: one, y: 2}", MLS6007},
        {"{x: one, y: two, z: three}", MLS6006},
        {"everything", MLS6007},
    };
    char text[512];
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        snprintf(text, sizeof text, form, refused[i].becomes);
        assert_stdlib_refused(text, refused[i].code);
    }
    snprintf(text, sizeof text, form, "{x: one, y: two}");
    Decoded decoded = decode(text);
    ck_assert(decoded.done);
    const Component *thing = component_block(decoded.stack, STR("thing"));
    assert_str_eq(value_text(value_get_cstr(thing->becomes, "y")), "two");
    arena_free(decoded.arena);
}
END_TEST

START_TEST(presets_are_settings_of_the_component) {
    Decoded decoded = decode("components:\n"
                             "  stack:\n"
                             "    doc: d\n"
                             "    fields:\n"
                             "      size: {doc: d, type: word, words: [small]}\n"
                             "      nodes: {doc: d, type: range}\n"
                             "    presets: {field: size, values: {small: {nodes: 2..5}}}\n");
    ck_assert(decoded.done);
    const Value *nodes = value_path(decoded.stack->presets, "values.small.nodes");
    ck_assert(value_integer(value_get_cstr(nodes, "max")) == 5);
    arena_free(decoded.arena);
    assert_stdlib_refused("components: {stack: {doc: d, fields: {size: {doc: d, type: word, words: "
                          "[small]}}, presets: {field: size, values: {small: {nodes: 2..5}}}}}\n",
                          MLS6006);
}
END_TEST

START_TEST(quantities_read_and_write) {
    static const struct {
        TypeKind kind;
        const char *text;
        int64_t quantity;
    } cases[] = {
        {TYPE_SIZE, "512MiB", (int64_t)512 << 20},
        {TYPE_SIZE, "2TiB", (int64_t)2 << 40},
        {TYPE_DURATION, "30d", 30 * 86400},
        {TYPE_DURATION, "90s", 90},
        {TYPE_PERCENT, "80%", 80},
        {TYPE_MONEY, "$2500", 250000},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Value written = {.kind = VALUE_STRING, .as.text = str_from_cstr(cases[i].text)};
        int64_t quantity = 0;
        ck_assert(literal_read_quantity(cases[i].kind, &written, &quantity));
        ck_assert(quantity == cases[i].quantity);
        Buffer out = buffer_new(arena);
        literal_write_quantity(&out, cases[i].kind, quantity);
        assert_str_eq(buffer_str(&out), cases[i].text);
    }
    Value overflow = {.kind = VALUE_STRING, .as.text = STR_INIT("9223372036854775807TiB")};
    int64_t untouched = 0;
    ck_assert(!literal_read_quantity(TYPE_SIZE, &overflow, &untouched));
    arena_free(arena);
}
END_TEST

START_TEST(patterns_match_whole_texts_and_give_up_early) {
    Arena *arena = arena_new();
    PatternSet *patterns = pattern_set_new(arena);
    ck_assert(pattern_matches(patterns, STR("[a-z]+"), STR("abc")));
    ck_assert(!pattern_matches(patterns, STR("[a-z]+"), STR("abc1")));
    ck_assert(!pattern_matches(patterns, STR("[a-z]+"), STR("abc\n")));
    Buffer hostile = buffer_new(arena);
    buffer_append_repeated(&hostile, 'a', 10000);
    buffer_append_byte(&hostile, '!');
    ck_assert(!pattern_matches(patterns, STR("(a+)+b?"), buffer_str(&hostile)));
    arena_free(arena);
}
END_TEST

START_TEST(types_are_described_in_words) {
    static const struct {
        const char *field;
        const char *words;
    } cases[] = {
        {"{doc: d, type: size, min: 10GiB}", "a size of at least 10GiB"},
        {"{doc: d, type: int, min: 1, max: 3}", "an int from 1 to 3"},
        {"{doc: d, type: word, words: [a, b, c]}", "one of a, b or c"},
        {"{doc: d, type: word, words: [a]}", "the word a"},
        {"{doc: d, type: either, any_of: [bool, duration]}", "a bool, or a duration"},
        {"{doc: d, type: list, of: cidr, max: 9}", "a list, each item a CIDR"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Decoded decoded = decode_one_field(cases[i].field);
        assert_str_eq(type_describe(decoded.arena, &the_field(&decoded)->type), cases[i].words);
        arena_free(decoded.arena);
    }
}
END_TEST

/* ---- the embedded tables are what the folder says ---- */

static void assert_same_value(Arena *arena, const Value *a, const Value *b) {
    Buffer first = buffer_new(arena);
    Buffer second = buffer_new(arena);
    value_to_json(a, &first);
    value_to_json(b, &second);
    ck_assert(str_equal(buffer_str(&first), buffer_str(&second)));
}

static void assert_same_type(const Type *a, const Type *b) {
    ck_assert_int_eq(a->kind, b->kind);
    ck_assert_uint_eq(a->word_count, b->word_count);
    for (size_t i = 0; i < a->word_count; i++) {
        ck_assert(str_equal(a->words[i], b->words[i]));
    }
    ck_assert(a->has_minimum == b->has_minimum && a->minimum == b->minimum);
    ck_assert(a->has_maximum == b->has_maximum && a->maximum == b->maximum);
    ck_assert(a->unique == b->unique && a->ipv4_only == b->ipv4_only);
    ck_assert(a->cloud_word == b->cloud_word);
    ck_assert(str_equal(a->pattern, b->pattern) && str_equal(a->pattern_name, b->pattern_name));
    ck_assert((a->element == NULL) == (b->element == NULL));
    ck_assert((a->key == NULL) == (b->key == NULL));
    if (a->element != NULL) {
        assert_same_type(a->element, b->element);
    }
    if (a->key != NULL) {
        assert_same_type(a->key, b->key);
    }
    ck_assert_uint_eq(a->alternative_count, b->alternative_count);
    for (size_t i = 0; i < a->alternative_count; i++) {
        assert_same_type(&a->alternatives[i], &b->alternatives[i]);
    }
}

static void assert_same_field(Arena *arena, const Field *a, const Field *b) {
    ck_assert(str_equal(a->name, b->name) && str_equal(a->doc, b->doc));
    assert_same_type(&a->type, &b->type);
    ck_assert(a->required == b->required && a->fixed == b->fixed);
    ck_assert(str_equal(a->only_cloud, b->only_cloud) && str_equal(a->only_label, b->only_label));
    ck_assert(str_equal(a->default_text, b->default_text));
    ck_assert(str_equal(a->deprecated, b->deprecated));
    ck_assert(str_equal(a->renamed_to, b->renamed_to));
    assert_same_value(arena, a->default_value, b->default_value);
    assert_same_value(arena, a->becomes, b->becomes);
}

static void assert_same_component(Arena *arena, const Component *a, const Component *b) {
    ck_assert(str_equal(a->name, b->name) && str_equal(a->doc, b->doc));
    ck_assert(a->selector == b->selector && a->repeatable == b->repeatable);
    ck_assert(a->label_required == b->label_required && a->generated == b->generated);
    ck_assert(str_equal(a->label_group, b->label_group));
    ck_assert(a->label_count == b->label_count && a->cloud_count == b->cloud_count);
    assert_same_value(arena, a->reserved, b->reserved);
    assert_same_value(arena, a->presets, b->presets);
    assert_same_value(arena, a->becomes, b->becomes);
    ck_assert(str_equal(a->example, b->example));
    ck_assert_uint_eq(a->field_count, b->field_count);
    for (size_t i = 0; i < a->field_count; i++) {
        assert_same_field(arena, &a->fields[i], &b->fields[i]);
    }
    ck_assert_uint_eq(a->block_count, b->block_count);
    for (size_t i = 0; i < a->block_count; i++) {
        assert_same_component(arena, &a->blocks[i], &b->blocks[i]);
    }
}

START_TEST(the_embedded_schema_is_the_folder) {
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    const Schema *embedded = schema_embedded();
    const Schema *loaded = NULL;
    ck_assert(schema_load(arena, sink, STR(STDLIB_FOLDER), &loaded));
    assert_same_component(arena, embedded->stack, loaded->stack);
    assert_same_value(arena, embedded->catalog, loaded->catalog);
    assert_same_value(arena, embedded->names, loaded->names);
    assert_same_value(arena, embedded->providers, loaded->providers);
    assert_same_value(arena, embedded->deployment, loaded->deployment);
    arena_free(arena);
}
END_TEST

START_TEST(embedded_maps_are_searched_by_their_index) {
    const Value *machines = value_path(schema_embedded()->catalog, "machines.aws");
    ck_assert_ptr_nonnull(machines);
    ck_assert_ptr_nonnull(machines->as.map.sorted);
    for (uint32_t i = 0; i < value_count(machines); i++) {
        const ValueMember *member = &machines->as.map.members[i];
        ck_assert_ptr_eq(value_member(machines, member->key), member);
    }
    ck_assert_ptr_null(value_get_cstr(machines, "m0.atlantis"));
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_reported) {
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    const Schema *schema = NULL;
    ck_assert(!schema_load(arena, sink, STR("/no/such/folder"), &schema));
    ck_assert(diag_sorted(sink).items[0]->code == MLS6001);
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        defaults_are_in_normal_form,
        a_default_may_depend_on_production,
        a_range_default_is_not_one_by_environment,
        a_default_is_shown_as_it_was_written,
        words_may_come_from_the_catalogue,
        mistakes_in_a_field_are_refused,
        mistakes_in_a_component_are_refused,
        what_it_becomes_is_said_for_each_cloud,
        presets_are_settings_of_the_component,
        quantities_read_and_write,
        patterns_match_whole_texts_and_give_up_early,
        types_are_described_in_words,
        the_embedded_schema_is_the_folder,
        embedded_maps_are_searched_by_their_index,
        a_folder_that_is_not_there_is_reported,
    };
    return run_unit_tests("schema", tests, sizeof tests / sizeof tests[0]);
}
