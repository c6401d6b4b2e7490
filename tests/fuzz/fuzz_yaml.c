/*
 * Any bytes as YAML: data, or a refusal with places inside the text. What is data is then read as
 * the three kinds of file that the compiler reads: a component of the stdlib, its `stack`, and a
 * lint configuration.
 */
#include "fuzz.h"
#include "lint/config.h"
#include "schema/decode.h"
#include "schema/yaml.h"

/* What a component needs around it: the component `stack`, with the clouds that there are. */
static const char stack_yaml[] = "doc: A stack.\n"
                                 "fields:\n"
                                 "  clouds:\n"
                                 "    type: list\n"
                                 "    of: { type: word, words: [aws, gcp, azure] }\n"
                                 "    max: 3\n"
                                 "    doc: Clouds.\n";

static const Value *plain_stack(Arena *arena, DiagSink *sink) {
    FileId file = sources_add(diag_sources(sink), STR("stack.yaml"), str_from_cstr(stack_yaml));
    const Value *stack = NULL;
    require(yaml_parse(arena, sink, file, &stack));
    return stack;
}

/* The component, placed inside of `stack` wherever it says that it belongs. */
static const Value *placed(Arena *arena, const Value *component) {
    ValueBuilder map = value_map_new(arena, component->origin);
    for (uint32_t i = 0; component->kind == VALUE_MAP && i < component->as.map.count; i++) {
        const ValueMember *member = &component->as.map.members[i];
        value_map_set(&map, member->key, member->key_span, member->value);
    }
    value_map_set_string(&map, "inside", STR("stack"));
    return value_finish(&map);
}

static void try_components(Arena *arena, DiagSink *sink, const Value *stack, const Value *other) {
    ValueBuilder components = value_map_new(arena, span_none());
    value_map_set_value(&components, "stack", stack);
    if (other != NULL) {
        value_map_set_value(&components, "other", other);
    }
    ValueBuilder stdlib = value_map_new(arena, span_none());
    value_map_set_value(&stdlib, "components", value_finish(&components));
    value_map_set_value(&stdlib, "catalog", schema_embedded()->catalog);
    Decoder decoder = {
        .arena = arena,
        .sink = sink,
        .patterns = pattern_set_new(arena),
        .stdlib = value_finish(&stdlib),
    };
    const Component *component = NULL;
    size_t errors = diag_count(sink, DIAG_ERROR);
    bool decoded = decode_components(&decoder, &component);
    require(!decoded || diag_count(sink, DIAG_ERROR) == errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    Str text = str_copy(arena, (Str){(const char *)data, size});
    FileId file = sources_add(diag_sources(sink), STR("fuzz.yaml"), text);
    const Value *value = NULL;
    bool parsed = yaml_parse(arena, sink, file, &value);
    require(parsed == !diag_has_errors(sink));
    if (parsed) {
        try_components(arena, sink, plain_stack(arena, sink), placed(arena, value));
        try_components(arena, sink, value, NULL);
        LintLevels levels;
        lint_config_read(arena, sink, file, &levels);
    }
    require_places_inside(sink);
    arena_free(arena);
    return 0;
}
