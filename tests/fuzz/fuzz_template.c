/*
 * Any bytes as a template: refused with places inside the text, or checked and rendered with
 * values that try to break out. Unless it has raw holes, what is rendered scans as HCL: no value
 * can end a string, open a comment or begin an interpolation. Where it is valid, it is formatted as
 * if it had been formatted as a whole, whatever text was final.
 */
#include "../unit/sample_value.h"
#include "fuzz.h"
#include "hcl/hcl.h"
#include "hcl/token.h"
#include "template/abstract.h"
#include "template/parse.h"

enum { SEEDS = 6 };

/* Names of one letter for every type, so that random text meets them. */
static const Shape text = {.kind = SHAPE_STRING};
static const Shape number = {.kind = SHAPE_INT};
static const Shape truth = {.kind = SHAPE_BOOL};
static const Shape texts = {.kind = SHAPE_LIST, .element = &text};
static const Shape text_map = {.kind = SHAPE_MAP, .element = &text};
static const ShapeField item_fields[] = {{STR_INIT("n"), false, &text},
                                         {STR_INIT("o"), true, &number}};
static const Shape item = {.kind = SHAPE_RECORD, .fields = item_fields, .field_count = 2};
static const Shape items = {.kind = SHAPE_LIST, .element = &item};
static const ShapeField scope_fields[] = {
    {STR_INIT("n"), false, &text},     {STR_INIT("i"), false, &number},
    {STR_INIT("b"), false, &truth},    {STR_INIT("l"), false, &texts},
    {STR_INIT("m"), false, &text_map}, {STR_INIT("r"), false, &items},
    {STR_INIT("o"), true, &item},
};
static const Shape scope = {.kind = SHAPE_RECORD, .fields = scope_fields, .field_count = 7};

/* What is no HCL has no form: `= >` would become one token. */
static bool is_tidy(Arena *arena, Arena *scratch, Str output) {
    Sources *sources = sources_new(arena);
    DiagSink *sink = diag_sink_new(arena, sources);
    const HclBody *body = NULL;
    Buffer formatted = buffer_new(arena);
    hcl_format_tidy(scratch, output, &formatted);
    return str_equal(buffer_str(&formatted), output) ||
           !hcl_parse(arena, sink, sources_add(sources, STR("a.tf"), output), &body);
}

static void render(Arena *arena, Arena *scratch, const TemplateSet *set, bool raw) {
    for (uint32_t seed = 0; seed < SEEDS; seed++) {
        Sampler sampler = {arena, seed};
        const Value *value = sample_value(&sampler, &scope);
        const Template *template = set->entries[0].template;
        Str output = template_render(arena, scratch, set, template, value);
        HclTokenVector tokens = {0};
        require(raw || template->markdown || hcl_scan(arena, output, &tokens));
        require(raw || template->markdown || is_tidy(arena, scratch, output));
    }
}

static void try_template(Arena *arena, Arena *scratch, Str source, Str path) {
    Sources *sources = sources_new(arena);
    DiagSink *sink = diag_sink_new(arena, sources);
    TemplateEntry entry = {.path = path};
    TemplateSet set = {&entry, 1};
    FileId file = sources_add(sources, path, source);
    bool valid = template_parse(arena, sink, file, path, &entry.template) &&
                 template_check(arena, sink, &set, path, &scope);
    require(valid == !diag_has_errors(sink));
    require_places_inside(sink);
    if (valid) {
        render(arena, scratch, &set, str_find(source, STR("@raw{")) < source.length);
        const HclBody *body = NULL;
        template_abstract(arena, sink, &set, entry.template, &body);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Arena *scratch = arena_new();
    Str source = str_copy(arena, (Str){(const char *)data, size});
    try_template(arena, scratch, source, STR("a.tf"));
    try_template(arena, scratch, source, STR("a.md"));
    arena_free(scratch);
    arena_free(arena);
    return 0;
}
