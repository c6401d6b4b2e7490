/*
 * Any bytes as HCL: they parse or are refused with places inside the text; formatting changes only
 * white space, is done after one time, and keeps what is valid valid; and any bytes, escaped, come
 * back from the parser as they were.
 */
#include "fuzz.h"
#include "hcl/hcl.h"
#include "hcl/token.h"
#include "support/utf8.h"

static void require_expr_inside(const HclExpr *expr, size_t size) {
    require_inside(expr->span, size);
    for (size_t i = 0; i < expr->item_count; i++) {
        require_expr_inside(expr->items[i].value, size);
    }
    for (size_t i = 0; i < expr->part_count; i++) {
        require_expr_inside(expr->parts[i], size);
    }
}

static void require_body_inside(const HclBody *body, size_t size) {
    for (size_t i = 0; i < body->attribute_count; i++) {
        require_inside(body->attributes[i].span, size);
        require_expr_inside(body->attributes[i].value, size);
    }
    for (size_t i = 0; i < body->block_count; i++) {
        require_inside(body->blocks[i].span, size);
        require_body_inside(&body->blocks[i].body, size);
    }
}

static bool parses(Arena *arena, Str text, const HclBody **ret_body) {
    Sources *sources = sources_new(arena);
    DiagSink *sink = diag_sink_new(arena, sources);
    bool parsed = hcl_parse(arena, sink, sources_add(sources, STR("fuzz.tf"), text), ret_body);
    require(parsed == !diag_has_errors(sink));
    require_places_inside(sink);
    require_body_inside(*ret_body, text.length);
    return parsed;
}

static void require_same_tokens(Arena *arena, Str before, Str after) {
    HclTokenVector old = {0};
    HclTokenVector new = {0};
    require(hcl_scan(arena, before, &old) == hcl_scan(arena, after, &new));
    require(old.count == new.count);
    for (size_t i = 0; i < old.count; i++) {
        HclToken a = old.items[i];
        HclToken b = new.items[i];
        require(a.kind == b.kind &&
                str_equal(str_slice(before, a.begin, a.end), str_slice(after, b.begin, b.end)));
    }
}

static void try_format(Arena *arena, Arena *scratch, Str text) {
    const HclBody *body = NULL;
    bool valid = parses(arena, text, &body);
    Buffer once = buffer_new(arena);
    hcl_format(scratch, text, &once);
    Str formatted = buffer_str(&once);
    if (!valid) {
        return; /* `. ..` would become another token */
    }
    require_same_tokens(arena, text, formatted);
    require(parses(arena, formatted, &body));
    Buffer twice = buffer_new(arena);
    hcl_format(scratch, formatted, &twice);
    require(str_equal(formatted, buffer_str(&twice)));
}

static void try_escape(Arena *arena, Str text) {
    Buffer source = buffer_new(arena);
    buffer_append(&source, STR("a = \""));
    hcl_escape(text, &source);
    buffer_append(&source, STR("\"\n"));
    const HclBody *body = NULL;
    require(parses(arena, buffer_str(&source), &body));
    const HclExpr *value = body->attributes[0].value;
    require(value->kind == HCL_LITERAL_STRING);
    if (utf8_find_invalid(text) == text.length) {
        require(str_equal(value->text, text));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Arena *scratch = arena_new();
    Str text = str_copy(arena, (Str){(const char *)data, size});
    try_format(arena, scratch, text);
    try_escape(arena, text);
    arena_free(scratch);
    arena_free(arena);
    return 0;
}
