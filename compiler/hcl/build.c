/*
 * The tree of hcl.h, one constructor per rule of the grammar. What the tree does not distinguish
 * (operators, calls, templates) is HCL_OTHER with its operands; a name that a for-expression binds
 * refers to nothing outside, so it is HCL_OTHER without any.
 */
#include "hcl/parse_context.h"

#include "support/utf8.h"

enum { DEEPEST_EXPRESSION = 500 };

static Str source(const HclParse *parse, Span span) {
    return str_slice(parse->text, span.begin, span.end);
}

static HclNode node_new(HclParse *parse, HclExprKind kind, Span span, unsigned depth) {
    HclExpr *expr = ARENA_NEW(parse->arena, HclExpr);
    expr->kind = kind;
    expr->span = span;
    if (depth > DEEPEST_EXPRESSION) {
        hcl_report_nesting(parse, span);
    }
    return (HclNode){.expr = expr, .depth = depth};
}

HclBodyBuilder *hcl_body_new(HclParse *parse) {
    return ARENA_NEW(parse->arena, HclBodyBuilder);
}

void hcl_body_add_attribute(HclParse *parse, HclBodyBuilder *body, HclAttribute attribute) {
    vector_push(parse->arena, &body->attributes, attribute);
    parse->bound.count = 0; /* a mistake may have left some */
}

void hcl_body_add_block(HclParse *parse, HclBodyBuilder *body, const HclBlock *block) {
    vector_push(parse->arena, &body->blocks, *block);
}

HclBody hcl_body(const HclBodyBuilder *body, Span span) {
    return (HclBody){.span = span,
                     .attributes = body->attributes.items,
                     .attribute_count = body->attributes.count,
                     .blocks = body->blocks.items,
                     .block_count = body->blocks.count};
}

HclBlock *hcl_block(HclParse *parse, Str type, Span type_span, const HclLabels *labels,
                    const HclBodyBuilder *body, Span body_span) {
    HclBlock *block = ARENA_NEW(parse->arena, HclBlock);
    *block = (HclBlock){.type = type,
                        .type_span = type_span,
                        .labels = labels->texts.items,
                        .label_spans = labels->spans.items,
                        .label_count = labels->texts.count,
                        .body = hcl_body(body, body_span),
                        .span = span_join(type_span, body_span)};
    return block;
}

HclLabels *hcl_labels_new(HclParse *parse) {
    return ARENA_NEW(parse->arena, HclLabels);
}

void hcl_labels_add(HclParse *parse, HclLabels *labels, Str text, Span span) {
    vector_push(parse->arena, &labels->texts, text);
    vector_push(parse->arena, &labels->spans, span);
}

HclParts *hcl_parts_new(HclParse *parse) {
    HclParts *parts = ARENA_NEW(parse->arena, HclParts);
    parts->text = buffer_new(parse->arena);
    return parts;
}

void hcl_parts_add(HclParse *parse, HclParts *parts, HclNode node) {
    if (node.expr == NULL) {
        return;
    }
    const HclExpr *expr = node.expr;
    vector_push(parse->arena, &parts->exprs, expr);
    parts->is_template = true;
    parts->depth = node.depth > parts->depth ? node.depth : parts->depth;
}

void hcl_parts_add_control(HclParse *parse, HclParts *parts) {
    (void)parse;
    parts->is_template = true;
}

/* The value of the `count` hexadecimal digits at the offset, or -1. */
static int64_t hexadecimal(Str text, size_t offset, size_t count) {
    int64_t value = 0;
    for (size_t i = offset; i < offset + count; i++) {
        char c = i < text.length ? text.data[i] : ' ';
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

/* Decodes the escape at a backslash. Returns its length, or 0 when HCL has no such escape. */
static size_t decode_escape(Str text, size_t offset, Buffer *out) {
    static const char escapes[][2] = {
        {'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'"', '"'}, {'\\', '\\'}};
    char letter = offset + 1 < text.length ? text.data[offset + 1] : '\0';
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        if (escapes[i][0] == letter) {
            buffer_append_byte(out, escapes[i][1]);
            return 2;
        }
    }
    size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    int64_t code_point = digits == 0 ? -1 : hexadecimal(text, offset + 2, digits);
    if (code_point < 0 || code_point > 0x10FFFF) {
        return 0;
    }
    buffer_append_code_point(out, (uint32_t)code_point);
    return 2 + digits;
}

void hcl_parts_add_text(HclParse *parse, HclParts *parts, Str text) {
    for (size_t i = 0; i < text.length;) {
        char c = text.data[i];
        bool doubled = (c == '$' || c == '%') && i + 2 < text.length && text.data[i + 1] == c &&
                       text.data[i + 2] == '{';
        if (doubled) {
            i++; /* the first of the two */
        }
        size_t length = c == '\\' ? decode_escape(text, i, &parts->text) : 0;
        if (c == '\\' && length == 0) {
            size_t begin = (size_t)(text.data - parse->text.data) + i;
            size_t end = begin + (i + 1 < text.length ? 2 : 1);
            Span span = {parse->file, (uint32_t)begin, (uint32_t)end};
            parse->failed = true;
            Diagnostic *diagnostic =
                diag_report(parse->sink, MLS5101, span, "invalid escape in a string");
            diag_help(parse->sink, diagnostic,
                      "HCL has \\n, \\r, \\t, \\\", \\\\, \\uNNNN and \\UNNNNNNNN; a backslash "
                      "itself is written '\\\\'");
            return;
        }
        if (length == 0) {
            buffer_append_byte(&parts->text, text.data[i]);
            length = 1;
            if (doubled) {
                buffer_append_byte(&parts->text, '{');
                length = 2;
            }
        }
        i += length;
    }
}

Str hcl_literal_text(HclParts *parts) {
    return buffer_str(&parts->text);
}

HclParts *hcl_for_names(HclParse *parse, Str first, Str second) {
    HclParts *parts = hcl_parts_new(parse);
    vector_push(parse->arena, &parse->bound, first);
    parts->bound = 1;
    if (!str_is_empty(second)) {
        vector_push(parse->arena, &parse->bound, second);
        parts->bound = 2;
    }
    return parts;
}

HclNode hcl_for(HclParse *parse, Span span, HclParts *intro, HclNode first, HclNode second,
                HclNode condition) {
    hcl_parts_add(parse, intro, first);
    hcl_parts_add(parse, intro, second);
    hcl_parts_add(parse, intro, condition);
    if (parse->bound.count >= intro->bound) {
        parse->bound.count -= intro->bound;
    }
    return hcl_other_of(parse, span, intro);
}

HclNode hcl_number(HclParse *parse, Span span, Str text) {
    HclNode node = node_new(parse, HCL_LITERAL_NUMBER, span, 1);
    node.expr->text = text;
    return node;
}

static bool is_bound(const HclParse *parse, Str name) {
    for (size_t i = 0; i < parse->bound.count; i++) {
        if (str_equal(parse->bound.items[i], name)) {
            return true;
        }
    }
    return false;
}

HclNode hcl_word(HclParse *parse, Span span, Str text) {
    HclExprKind kind = is_bound(parse, text) ? HCL_OTHER : HCL_TRAVERSAL;
    if (str_equal(text, STR("true")) || str_equal(text, STR("false"))) {
        kind = HCL_LITERAL_BOOL;
    } else if (str_equal(text, STR("null"))) {
        kind = HCL_LITERAL_NULL;
    }
    HclNode node = node_new(parse, kind, span, 1);
    node.expr->text = text;
    node.is_word = true;
    return node;
}

HclNode hcl_string(HclParse *parse, Span span, HclParts *parts) {
    if (parts->is_template) {
        return hcl_other_of(parse, span, parts);
    }
    HclNode node = node_new(parse, HCL_LITERAL_STRING, span, 1);
    node.expr->text = buffer_str(&parts->text);
    return node;
}

HclNode hcl_list(HclParse *parse, Span span, const HclParts *items) {
    size_t count = items == NULL ? 0 : items->exprs.count;
    HclNode node = node_new(parse, HCL_LIST, span, items == NULL ? 1 : items->depth + 1);
    HclItem *list = arena_alloc_array(parse->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        list[i].value = items->exprs.items[i];
    }
    node.expr->items = list;
    node.expr->item_count = count;
    return node;
}

HclItems *hcl_items_new(HclParse *parse) {
    HclItems *items = ARENA_NEW(parse->arena, HclItems);
    items->computed_keys = hcl_parts_new(parse);
    return items;
}

void hcl_items_add(HclParse *parse, HclItems *items, HclObjectItem item) {
    if (item.key.expr == NULL) {
        return;
    }
    const HclExpr *key = item.key.expr;
    HclItem added = {.key_span = key->span, .value = item.value.expr};
    if (item.key.is_word || key->kind == HCL_LITERAL_STRING || key->kind == HCL_LITERAL_NUMBER) {
        added.key = key->text;
    } else {
        hcl_parts_add(parse, items->computed_keys, item.key);
    }
    vector_push(parse->arena, &items->items, added);
    items->depth = item.value.depth > items->depth ? item.value.depth : items->depth;
}

HclNode hcl_object(HclParse *parse, Span span, const HclItems *items) {
    if (items == NULL) {
        return node_new(parse, HCL_OBJECT, span, 1);
    }
    const HclParts *keys = items->computed_keys;
    unsigned depth = items->depth > keys->depth ? items->depth : keys->depth;
    HclNode node = node_new(parse, HCL_OBJECT, span, depth + 1);
    node.expr->items = items->items.items;
    node.expr->item_count = items->items.count;
    node.expr->parts = keys->exprs.items;
    node.expr->part_count = keys->exprs.count;
    return node;
}

/* Lengthens the base when the step keeps what it is; the step's own operands are in `others`. */
static HclNode extend(HclParse *parse, Span span, HclNode base) {
    base.expr->span = span;
    if (base.expr->kind == HCL_TRAVERSAL) {
        base.expr->text = source(parse, span);
    }
    base.is_word = false;
    return base;
}

HclNode hcl_step(HclParse *parse, Span span, HclNode base) {
    bool extends = base.expr->kind == HCL_TRAVERSAL || base.expr->kind == HCL_OTHER;
    return extends ? extend(parse, span, base) : hcl_other(parse, span, base);
}

HclNode hcl_splat(HclParse *parse, Span span, HclNode base) {
    return base.expr->kind == HCL_OTHER ? extend(parse, span, base) : hcl_other(parse, span, base);
}

HclNode hcl_index(HclParse *parse, Span span, HclNode base, HclNode index) {
    bool constant =
        index.expr->kind == HCL_LITERAL_STRING || index.expr->kind == HCL_LITERAL_NUMBER;
    return constant ? hcl_step(parse, span, base) : hcl_operation(parse, span, base, index);
}

HclNode hcl_negation(HclParse *parse, Span span, HclNode operand) {
    if (operand.expr->kind != HCL_LITERAL_NUMBER) {
        return hcl_other(parse, span, operand);
    }
    return hcl_number(parse, span, source(parse, span));
}

HclNode hcl_operation(HclParse *parse, Span span, HclNode left, HclNode right) {
    HclParts *parts = hcl_parts_new(parse);
    hcl_parts_add(parse, parts, left);
    hcl_parts_add(parse, parts, right);
    return hcl_other_of(parse, span, parts);
}

HclNode hcl_conditional(HclParse *parse, Span span, HclNode condition, HclNode yes, HclNode no) {
    HclParts *parts = hcl_parts_new(parse);
    hcl_parts_add(parse, parts, condition);
    hcl_parts_add(parse, parts, yes);
    hcl_parts_add(parse, parts, no);
    return hcl_other_of(parse, span, parts);
}

HclNode hcl_other(HclParse *parse, Span span, HclNode operand) {
    HclParts *parts = hcl_parts_new(parse);
    hcl_parts_add(parse, parts, operand);
    return hcl_other_of(parse, span, parts);
}

HclNode hcl_other_of(HclParse *parse, Span span, const HclParts *parts) {
    HclNode node = node_new(parse, HCL_OTHER, span, parts->depth + 1);
    node.expr->parts = parts->exprs.items;
    node.expr->part_count = parts->exprs.count;
    return node;
}
