/*
 * Templates: text, holes and directives (template/template.h says what they mean). Every action is
 * one constructor of template/parse.c. A mistake inside a hole or a directive ends with that hole
 * or line, so the rest of the template is still read.
 */
%require "3.8"
%define api.pure full
%define api.push-pull push
%define api.prefix {template_}
%define api.token.prefix {T_}
%define api.value.type union
%define api.location.type {Span}
%define parse.error custom
%define parse.lac full
%define api.header.include {"template_parser.h"}
%locations
%expect 0
%param { TemplateParse *parse }

%code requires {
#include "template/parse_context.h"
}

%code {
#include "diag/near_name.h"


/* Deep enough for any template that a person writes; also bounds every walk over the tree. */
#define YYMAXDEPTH 1000
#define YYLLOC_DEFAULT(current, rhs, n)                                                            \
    ((current) = (n) ? span_join(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n))                               \
                     : (Span){YYRHSLOC(rhs, 0).file, YYRHSLOC(rhs, 0).end, YYRHSLOC(rhs, 0).end})

static void template_error(const Span *span, TemplateParse *parse, const char *message);
}

%token FILE_END 0 "end of file"
%token <Str> TEXT "text" WORD "name" NUMBER "number" STRING "string"
%token HOLE "'@{'" RAW "'@raw{'" HOLE_END "'}'"
%token IF "'@if'" ELIF "'@elif'" ELSE "'@else'" END "'@end'" FOR "'@for'" INCLUDE "'@include'"
%token LINE_END "end of line"
%token NOT "'not'" AND "'and'" OR "'or'" IN "'in'" TRUE "'true'" FALSE "'false'" LENGTH "'length'"
%token EQUAL "'=='" NOT_EQUAL "'!='" LESS "'<'" LESS_EQUAL "'<='" GREATER "'>'" GREATER_EQUAL "'>='"
%token DOT "'.'" COMMA "','" OPEN "'('" CLOSE "')'"

%left OR
%left AND
%precedence NOT
%nonassoc EQUAL NOT_EQUAL LESS LESS_EQUAL GREATER GREATER_EQUAL

%type <TemplateNodes *> body
%type <TemplateNode> node hole for
%type <TemplateBody> otherwise
%type <TemplateExpr *> expr
%type <TemplateNames *> names

%%

template:
    body FILE_END { parse->body = template_nodes_body($body); }

body:
    %empty        { $$ = template_nodes_new(parse); }
  | body[before] node { template_nodes_add(parse, $before, $node); $$ = $before; }
  | body[before] error LINE_END { yyerrok; $$ = $before; }

node:
    TEXT          { $$ = (TemplateNode){.kind = TEMPLATE_TEXT, .span = @$, .text = $TEXT}; }
  | hole
  | IF expr LINE_END body otherwise END LINE_END
        { $$ = template_if_node($expr, @expr, $body, $otherwise); }
  | IF error LINE_END body otherwise END LINE_END
        { yyerrok; $$ = template_if_node(NULL, @1, $body, $otherwise); }
  | for
  | INCLUDE STRING LINE_END
        { $$ = (TemplateNode){.kind = TEMPLATE_INCLUDE, .span = @STRING, .text = $STRING}; }

hole:
    HOLE expr HOLE_END
        { $$ = (TemplateNode){.kind = TEMPLATE_HOLE, .span = @$, .expr = $expr}; }
  | RAW expr HOLE_END
        { $$ = (TemplateNode){.kind = TEMPLATE_HOLE, .span = @$, .expr = $expr, .context = HOLE_RAW}; }
  | HOLE error HOLE_END { yyerrok; $$ = (TemplateNode){.kind = TEMPLATE_TEXT, .span = @$}; }
  | RAW error HOLE_END  { yyerrok; $$ = (TemplateNode){.kind = TEMPLATE_TEXT, .span = @$}; }

otherwise:
    %empty        { $$ = (TemplateBody){0}; }
  | ELSE LINE_END body { $$ = template_nodes_body($body); }
  | ELIF expr LINE_END body otherwise[rest]
        { $$ = template_single(parse, template_if_node($expr, @expr, $body, $rest)); }

for:
    FOR WORD[item] IN expr LINE_END body END LINE_END {
        $$ = (TemplateNode){.kind = TEMPLATE_FOR, .span = @expr, .expr = $expr,
                            .item = {$item, @item}, .body = template_nodes_body($body)};
    }
  | FOR WORD[key] COMMA WORD[item] IN expr LINE_END body END LINE_END {
        $$ = (TemplateNode){.kind = TEMPLATE_FOR, .span = @expr, .expr = $expr,
                            .key = {$key, @key}, .item = {$item, @item},
                            .body = template_nodes_body($body)};
    }
  | FOR error LINE_END body END LINE_END
        { yyerrok; $$ = template_if_node(NULL, @1, $body, (TemplateBody){0}); }

expr:
    names         { $$ = template_path(parse, $names, @$); }
  | STRING        { $$ = template_literal(parse, TEMPLATE_STRING, $STRING, @$); }
  | NUMBER        { $$ = template_literal(parse, TEMPLATE_INT, $NUMBER, @$); }
  | TRUE          { $$ = template_literal(parse, TEMPLATE_BOOL, STR("1"), @$); }
  | FALSE         { $$ = template_literal(parse, TEMPLATE_BOOL, STR("0"), @$); }
  | LENGTH OPEN names CLOSE
        { $$ = template_unary(parse, TEMPLATE_LENGTH, template_path(parse, $names, @names), @$); }
  | OPEN expr[inner] CLOSE   { $$ = $inner; }
  | NOT expr[operand]        { $$ = template_unary(parse, TEMPLATE_NOT, $operand, @$); }
  | expr[l] AND expr[r]           { $$ = template_binary(parse, TEMPLATE_AND, $l, $r); }
  | expr[l] OR expr[r]            { $$ = template_binary(parse, TEMPLATE_OR, $l, $r); }
  | expr[l] EQUAL expr[r]         { $$ = template_binary(parse, TEMPLATE_EQUAL, $l, $r); }
  | expr[l] NOT_EQUAL expr[r]     { $$ = template_binary(parse, TEMPLATE_NOT_EQUAL, $l, $r); }
  | expr[l] LESS expr[r]          { $$ = template_binary(parse, TEMPLATE_LESS, $l, $r); }
  | expr[l] LESS_EQUAL expr[r]    { $$ = template_binary(parse, TEMPLATE_LESS_EQUAL, $l, $r); }
  | expr[l] GREATER expr[r]       { $$ = template_binary(parse, TEMPLATE_GREATER, $l, $r); }
  | expr[l] GREATER_EQUAL expr[r] { $$ = template_binary(parse, TEMPLATE_GREATER_EQUAL, $l, $r); }

names:
    WORD          { $$ = template_names_add(parse, NULL, $WORD, @WORD); }
  | names[before] DOT WORD { $$ = template_names_add(parse, $before, $WORD, @WORD); }

%%

enum { MOST_EXPECTED = 4 };

/* Called by bison for nothing but an exhausted stack, since parse.error is custom. */
static void template_error(const Span *span, TemplateParse *parse, const char *message) {
    (void)message;
    template_syntax_error(parse, *span, STR("directives or expressions are nested too deeply here"));
}

static int yyreport_syntax_error(const yypcontext_t *context, TemplateParse *parse) {
    Span span = *yypcontext_location(context);
    yysymbol_kind_t found = yypcontext_token(context);
    if (found == YYSYMBOL_END) {
        template_syntax_error(parse, span, STR("there is no @if or @for for this @end"));
        return 0;
    }
    if (found == YYSYMBOL_YYEOF && parse->open.count > 0) {
        template_syntax_error(parse, parse->open.items[parse->open.count - 1],
                              STR("this directive is never closed: expected @end"));
        return 0;
    }
    yysymbol_kind_t expected[MOST_EXPECTED];
    int count = yypcontext_expected_tokens(context, expected, MOST_EXPECTED);
    if (count <= 0) {
        template_syntax_error(parse, span,
                              str_format(parse->arena, "unexpected %s", yysymbol_name(found)));
        return 0;
    }
    Str names[MOST_EXPECTED];
    for (int i = 0; i < count; i++) {
        names[i] = str_from_cstr(yysymbol_name(expected[i]));
    }
    Str list = near_name_list(parse->arena, names, (size_t)count, MOST_EXPECTED);
    template_syntax_error(parse, span,
                          str_format(parse->arena, "expected %.*s, found %s", STR_ARG(list),
                                     yysymbol_name(found)));
    return 0;
}

/* The value of a token: its text, a string's without the quotes. */
static Str token_value(const TemplateParse *parse, int token) {
    bool quoted = token == T_STRING;
    return str_slice(parse->text, parse->begin + quoted, parse->end - quoted);
}

/* Remembers the directives that wait for an @end, to name the one that has none. */
static void track_directive(TemplateParse *parse, int token, Span span) {
    if (token == T_IF || token == T_FOR) {
        vector_push(parse->arena, &parse->open, span);
    } else if (token == T_END && parse->open.count > 0) {
        parse->open.count--;
    }
}

bool template_run_parser(TemplateParse *parse) {
    template_pstate *state = template_pstate_new();
    if (state == NULL) {
        return false;
    }
    int status = YYPUSH_MORE;
    while (status == YYPUSH_MORE) {
        int token = template_scan_next(parse);
        Span span = {parse->file, parse->begin, parse->end};
        track_directive(parse, token, span);
        if (token == T_TEMPLATE_error) {
            template_syntax_error(parse, span, str_from_cstr(parse->known_error));
        }
        /* All tokens with a value have a Str, so any member of the union will do. */
        TEMPLATE_STYPE value = {.T_TEXT = token_value(parse, token)};
        status = template_push_parse(state, token, &value, &span, parse);
    }
    template_pstate_delete(state);
    return status == 0 && !parse->failed;
}
