#include "template/context.h"

#include "hcl/hcl.h"

/* The bracket that encloses what follows, and how deep it is. */
typedef VECTOR(HclContainer) ContainerStack;

/* A brace opens a block's body when what precedes it is the block's type or its last label. */
static HclContainer container_opened(const MaskedTemplate *masked, size_t index,
                                     HclContainer around) {
    const HclToken *tokens = masked->tokens.items;
    if (tokens[index].kind != HCL_TOKEN_OPEN_BRACE) {
        return HCL_IN_GROUP;
    }
    bool after_header = index > 0 && (tokens[index - 1].kind == HCL_TOKEN_IDENTIFIER ||
                                      tokens[index - 1].kind == HCL_TOKEN_CLOSE_QUOTE);
    return around == HCL_IN_BODY && after_header ? HCL_IN_BODY : HCL_IN_OBJECT;
}

static const TokenPlace *find_places(MaskedTemplate *masked) {
    size_t count = masked->tokens.count;
    TokenPlace *places = arena_alloc_array(masked->scratch, count + 1, sizeof *places);
    ContainerStack stack = {0};
    TokenPlace place = {HCL_IN_BODY, 0, 0};
    for (size_t i = 0; i < count; i++) {
        HclTokenKind kind = masked->tokens.items[i].kind;
        places[i] = place;
        place.quotes += kind == HCL_TOKEN_OPEN_QUOTE || kind == HCL_TOKEN_OPEN_HEREDOC;
        place.quotes -= kind == HCL_TOKEN_CLOSE_QUOTE || kind == HCL_TOKEN_CLOSE_HEREDOC;
        int change = hcl_token_bracket_change(kind);
        place.depth += change;
        if (change > 0) {
            HclContainer around = place.container;
            vector_push(masked->scratch, &stack, around);
            place.container = container_opened(masked, i, around);
        } else if (change < 0) {
            place.container = stack.count == 0 ? HCL_IN_BODY : stack.items[--stack.count];
        }
    }
    places[count] = place;
    return places;
}

size_t masked_token_at(const MaskedTemplate *masked, uint32_t offset) {
    size_t low = 0;
    size_t high = masked->tokens.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (masked->tokens.items[middle].end > offset) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

int masked_depth_at(const MaskedTemplate *masked, uint32_t offset) {
    return masked->places[masked_token_at(masked, offset)].depth;
}

static HclTokenKind token_kind(const MaskedTemplate *masked, size_t index) {
    return index < masked->tokens.count ? masked->tokens.items[index].kind : HCL_TOKEN_NONE;
}

static HclTokenKind kind_before(const MaskedTemplate *masked, size_t index) {
    return index == 0 ? HCL_TOKEN_NONE : token_kind(masked, index - 1);
}

static HoleContext refuse(MaskedTemplate *masked, Span hole, const char *message) {
    masked->failed = true;
    diag_report(masked->sink, MLS6105, hole, "%s", message);
    return HOLE_EXPRESSION;
}

/* Whether a quoted text is the label of a block: Terraform takes none that is not a name. */
static bool is_label(const MaskedTemplate *masked, size_t index) {
    HclTokenKind before = index == 0 ? HCL_TOKEN_NONE : kind_before(masked, index - 1);
    return kind_before(masked, index) == HCL_TOKEN_OPEN_QUOTE &&
           (before == HCL_TOKEN_IDENTIFIER || before == HCL_TOKEN_CLOSE_QUOTE);
}

/* Beside a hole, `$` and `{` could join with its value to the beginning of an interpolation. */
static HoleContext place_in_quotes(MaskedTemplate *masked, Span hole) {
    Str mask = masked->mask;
    char before = mask.data[hole.begin - 1];
    if (before == '$' || before == '%') {
        return refuse(masked, hole, "a hole in quotes cannot stand directly after '$' or '%'");
    }
    if (hole.end < mask.length && mask.data[hole.end] == '{') {
        return refuse(masked, hole, "a hole in quotes cannot stand directly before '{'");
    }
    return is_label(masked, masked_token_at(masked, hole.begin)) ? HOLE_NAME : HOLE_QUOTED;
}

static bool begins_item(HclTokenKind before) {
    return before == HCL_TOKEN_NONE || before == HCL_TOKEN_NEWLINE || before == HCL_TOKEN_COMMENT ||
           before == HCL_TOKEN_OPEN_BRACE || before == HCL_TOKEN_COMMA;
}

/* A hole that the mask shows as an identifier, or as a part of one. */
static HoleContext place_in_code(MaskedTemplate *masked, Span hole, size_t index) {
    HclToken token = masked->tokens.items[index];
    HclTokenKind before = kind_before(masked, index);
    HclTokenKind after = token_kind(masked, index + 1);
    if (before == HCL_TOKEN_NUMBER && masked->tokens.items[index - 1].end == token.begin) {
        return refuse(masked, hole, "a hole cannot be a part of a number");
    }
    bool part = token.begin != hole.begin || token.end != hole.end;
    if (part || before == HCL_TOKEN_DOT || after == HCL_TOKEN_DOT ||
        after == HCL_TOKEN_OPEN_PARENTHESIS) {
        return HOLE_NAME;
    }
    HclContainer container = masked->places[index].container;
    if (container == HCL_IN_OBJECT && begins_item(before) &&
        (after == HCL_TOKEN_ASSIGN || after == HCL_TOKEN_COLON)) {
        return HOLE_KEY;
    }
    if (container == HCL_IN_BODY && before != HCL_TOKEN_ASSIGN &&
        (after == HCL_TOKEN_ASSIGN || after == HCL_TOKEN_OPEN_BRACE ||
         after == HCL_TOKEN_OPEN_QUOTE)) {
        return HOLE_NAME;
    }
    return HOLE_EXPRESSION;
}

static HoleContext place_hole(MaskedTemplate *masked, Span hole) {
    size_t index = masked_token_at(masked, hole.begin);
    HclTokenKind kind = token_kind(masked, index);
    if (kind == HCL_TOKEN_COMMENT) {
        bool block = masked->mask.data[masked->tokens.items[index].begin + 1] == '*';
        return block ? refuse(masked, hole, "a hole cannot stand in a /* comment */: use '#'")
                     : HOLE_COMMENT;
    }
    if (kind == HCL_TOKEN_QUOTED_TEXT) {
        return place_in_quotes(masked, hole);
    }
    if (kind == HCL_TOKEN_IDENTIFIER) {
        return place_in_code(masked, hole, index);
    }
    return refuse(masked, hole, "a hole cannot stand in a heredoc: use a quoted string");
}

static TemplateBody place_body(MaskedTemplate *masked, TemplateBody body) {
    TemplateNodeVector nodes = {0};
    for (size_t i = 0; i < body.count; i++) {
        TemplateNode node = body.nodes[i];
        switch (node.kind) {
        case TEMPLATE_TEXT:
        case TEMPLATE_FINAL:
            template_add_text(masked, node, &nodes);
            continue;
        case TEMPLATE_HOLE:
            if (node.context == HOLE_RAW) {
                break;
            }
            node.context = place_hole(masked, node.span);
            break;
        case TEMPLATE_IF:
            node.body = place_body(masked, node.body);
            node.otherwise = place_body(masked, node.otherwise);
            break;
        case TEMPLATE_FOR:
            node.body = place_body(masked, node.body);
            break;
        case TEMPLATE_INCLUDE:
            node.nested = masked_depth_at(masked, node.span.begin) > 0;
            break;
        }
        vector_push(masked->arena, &nodes, node);
    }
    return (TemplateBody){nodes.items, nodes.count};
}

/* Brackets that the text of a body leaves open. Reports branches that leave any. */
static int net_brackets(MaskedTemplate *masked, TemplateBody body) {
    int net = 0;
    for (size_t i = 0; i < body.count; i++) {
        const TemplateNode *node = &body.nodes[i];
        if (node->kind == TEMPLATE_TEXT) {
            net +=
                masked_depth_at(masked, node->span.end) - masked_depth_at(masked, node->span.begin);
        } else if (node->kind == TEMPLATE_IF || node->kind == TEMPLATE_FOR) {
            bool balanced = net_brackets(masked, node->body) == 0;
            balanced = net_brackets(masked, node->otherwise) == 0 && balanced;
            if (!balanced && !masked->failed) {
                masked->failed = true;
                diag_report(masked->sink, MLS6108, node->span,
                            "a branch of this directive opens a bracket that it does not close, "
                            "or the other way round");
            }
        }
    }
    return net;
}

static void report_bad_tokens(MaskedTemplate *masked) {
    for (size_t i = 0; i < masked->tokens.count; i++) {
        HclToken token = masked->tokens.items[i];
        if (token.kind == HCL_TOKEN_INVALID || token.kind == HCL_TOKEN_UNTERMINATED) {
            Span span = {masked->template->file, token.begin, token.end};
            diag_report(masked->sink, MLS6108, span, "%s",
                        token.kind == HCL_TOKEN_INVALID
                            ? "unexpected character in HCL"
                            : "this string, heredoc or comment is never closed");
            break;
        }
    }
    masked->failed = true;
}

static void place_template(MaskedTemplate *masked, Template *template) {
    if (!hcl_scan(masked->scratch, masked->mask, &masked->tokens)) {
        report_bad_tokens(masked);
        return;
    }
    masked->places = find_places(masked);
    if (net_brackets(masked, template->body) != 0 && !masked->failed) {
        masked->failed = true;
        uint32_t end = (uint32_t)masked->mask.length;
        diag_report(masked->sink, MLS6108, (Span){template->file, end, end},
                    "the brackets of this template do not match");
    }
    template->body = place_body(masked, template->body);
}

bool template_place_in_hcl(Arena *arena, DiagSink *sink, Template *template) {
    MaskedTemplate masked = {
        .arena = arena, .scratch = arena_new(), .sink = sink, .template = template};
    masked.mask = template_mask(masked.scratch, sources_text(diag_sources(sink), template->file),
                                template->body);
    place_template(&masked, template);
    arena_free(masked.scratch);
    return !masked.failed;
}
