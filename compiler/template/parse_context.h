/* What the generated scanner and parser share with template/parse.c. */
#ifndef MLSTACK_TEMPLATE_PARSE_CONTEXT_H
#define MLSTACK_TEMPLATE_PARSE_CONTEXT_H

#include "template/template_tree.h"

typedef VECTOR(TemplateNode) TemplateNodes;
typedef VECTOR(TemplateName) TemplateNames;

typedef struct TemplateParse {
    Arena *arena;
    DiagSink *sink;
    FileId file;
    Str text;
    void *scanner;
    uint32_t begin; /* of the token being scanned */
    uint32_t end;
    TemplateBody body;       /* the result */
    const char *known_error; /* what is wrong with an error token */
    VECTOR(Span) open;       /* directives that wait for their @end */
    bool failed;
} TemplateParse;

/* Node and expression constructors; actions of the grammar are one call each. */
TemplateNodes *template_nodes_new(TemplateParse *parse);
void template_nodes_add(TemplateParse *parse, TemplateNodes *nodes, TemplateNode node);
TemplateBody template_nodes_body(const TemplateNodes *nodes);
TemplateNames *template_names_add(TemplateParse *parse, TemplateNames *names, Str text, Span span);
TemplateExpr *template_path(TemplateParse *parse, const TemplateNames *names, Span span);
TemplateExpr *template_binary(TemplateParse *parse, TemplateExprKind kind, TemplateExpr *left,
                              TemplateExpr *right);
TemplateExpr *template_unary(TemplateParse *parse, TemplateExprKind kind, TemplateExpr *operand,
                             Span span);
TemplateExpr *template_literal(TemplateParse *parse, TemplateExprKind kind, Str text, Span span);
TemplateNode template_if_node(TemplateExpr *condition, Span span, const TemplateNodes *body,
                              TemplateBody otherwise);
/* The body that consists of this one node. */
TemplateBody template_single(TemplateParse *parse, TemplateNode node);

/* The generated scanner: opened on parse->text. Tokens are those of the generated parser. */
bool template_scan_open(TemplateParse *parse);
int template_scan_next(TemplateParse *parse);
void template_scan_close(TemplateParse *parse);

/* The generated parser, fed by the scanner to the end of the text. False when it found mistakes. */
bool template_run_parser(TemplateParse *parse);

void template_syntax_error(TemplateParse *parse, Span span, Str message);

#endif
