#include "template/parse.h"

#include "template/context.h"
#include "template/parse_context.h"

TemplateNodes *template_nodes_new(TemplateParse *parse) {
    return ARENA_NEW(parse->arena, TemplateNodes);
}

/* Neighbouring pieces of text become one node, unless an escaped @ stood between them. */
void template_nodes_add(TemplateParse *parse, TemplateNodes *nodes, TemplateNode node) {
    if (node.kind == TEMPLATE_TEXT && nodes->count > 0) {
        TemplateNode *last = &nodes->items[nodes->count - 1];
        if (last->kind == TEMPLATE_TEXT && last->span.end == node.span.begin) {
            last->span.end = node.span.end;
            last->text = str_slice(parse->text, last->span.begin, last->span.end);
            return;
        }
    }
    node.line = sources_position(diag_sources(parse->sink), node.span.file, node.span.begin).line;
    vector_push(parse->arena, nodes, node);
}

TemplateBody template_nodes_body(const TemplateNodes *nodes) {
    return (TemplateBody){nodes->items, nodes->count};
}

TemplateNames *template_names_add(TemplateParse *parse, TemplateNames *names, Str text, Span span) {
    if (names == NULL) {
        names = ARENA_NEW(parse->arena, TemplateNames);
    }
    TemplateName name = {text, span};
    vector_push(parse->arena, names, name);
    return names;
}

static TemplateExpr *expr_new(TemplateParse *parse, TemplateExprKind kind, Span span) {
    TemplateExpr *expr = ARENA_NEW(parse->arena, TemplateExpr);
    expr->kind = kind;
    expr->span = span;
    return expr;
}

TemplateExpr *template_path(TemplateParse *parse, const TemplateNames *names, Span span) {
    TemplateExpr *expr = expr_new(parse, TEMPLATE_PATH, span);
    expr->names = names->items;
    expr->name_count = names->count;
    return expr;
}

TemplateExpr *template_binary(TemplateParse *parse, TemplateExprKind kind, TemplateExpr *left,
                              TemplateExpr *right) {
    TemplateExpr *expr = expr_new(parse, kind, span_join(left->span, right->span));
    expr->left = left;
    expr->right = right;
    return expr;
}

TemplateExpr *template_unary(TemplateParse *parse, TemplateExprKind kind, TemplateExpr *operand,
                             Span span) {
    TemplateExpr *expr = expr_new(parse, kind, span);
    expr->left = operand;
    return expr;
}

TemplateExpr *template_literal(TemplateParse *parse, TemplateExprKind kind, Str text, Span span) {
    TemplateExpr *expr = expr_new(parse, kind, span);
    if (kind == TEMPLATE_STRING) {
        expr->text = text;
    } else if (!str_to_int(text, &expr->integer)) {
        template_syntax_error(parse, span, STR("this number is too large"));
    }
    return expr;
}

TemplateNode template_if_node(TemplateExpr *condition, Span span, const TemplateNodes *body,
                              TemplateBody otherwise) {
    return (TemplateNode){.kind = TEMPLATE_IF,
                          .span = span,
                          .expr = condition,
                          .body = template_nodes_body(body),
                          .otherwise = otherwise};
}

TemplateBody template_single(TemplateParse *parse, TemplateNode node) {
    TemplateNodes *nodes = template_nodes_new(parse);
    template_nodes_add(parse, nodes, node);
    return template_nodes_body(nodes);
}

void template_syntax_error(TemplateParse *parse, Span span, Str message) {
    parse->failed = true;
    diag_report(parse->sink, MLS6101, span, "%.*s", STR_ARG(message));
}

bool template_parse(Arena *arena, DiagSink *sink, FileId file, Str path,
                    const Template **ret_template) {
    TemplateParse parse = {.arena = arena, .sink = sink, .file = file};
    parse.text = sources_text(diag_sources(sink), file);
    Template *template = ARENA_NEW(arena, Template);
    template->path = path;
    template->file = file;
    template->markdown = str_ends_with(path, STR(".md"));
    bool parsed = false;
    if (template_scan_open(&parse)) {
        parsed = template_run_parser(&parse);
        template_scan_close(&parse);
    }
    template->body = parse.body;
    *ret_template = template;
    if (!parsed) {
        return false;
    }
    if (template->markdown) {
        template_place_in_markdown(arena, template);
        return true;
    }
    return template_place_in_hcl(arena, sink, template);
}
