/*
 * HCL native syntax, as Terraform's own parser reads it. Tokens come from hcl/scan.c by way of
 * hcl/parse.c, which leaves out newlines where they do not count (inside parentheses, brackets,
 * ${ } and for-expressions) and tells the words `for`, `in` and `if` from names. Every action is
 * one constructor of hcl/build.c.
 *
 * A mistake ends with its line: an item of a body or of an object, so that the next is still read.
 */
%require "3.8"
%define api.pure full
%define api.push-pull push
%define api.prefix {hcl_}
%define api.token.prefix {T_}
%define api.value.type union
%define api.location.type {Span}
%define parse.error custom
%define parse.lac full
%define api.header.include {"hcl_parser.h"}
%locations
%expect 0
%param { HclParse *parse }

%code requires {
#include "hcl/parse_context.h"
}

%code {
#include "diag/near_name.h"

/* Deep enough for what people write; also bounds every walk over the tree. */
#define YYMAXDEPTH 2000
#define YYLLOC_DEFAULT(current, rhs, n)                                                            \
    ((current) = (n) ? span_join(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n))                               \
                     : (Span){YYRHSLOC(rhs, 0).file, YYRHSLOC(rhs, 0).end, YYRHSLOC(rhs, 0).end})

static void hcl_error(const Span *span, HclParse *parse, const char *message);
}

%token FILE_END 0 "end of file"
%token NEWLINE "end of line"
%token <Str> IDENTIFIER "name" NUMBER "number" TEXT "text"
%token OPEN_QUOTE "'\"'" CLOSE_QUOTE "closing '\"'"
%token OPEN_HEREDOC "heredoc" CLOSE_HEREDOC "end of heredoc"
%token INTERPOLATION "'${'" CONTROL "'%{'" CLOSE_TEMPLATE "'}' of the template"
%token OPEN_BRACE "'{'" CLOSE_BRACE "'}'" OPEN_BRACKET "'['" CLOSE_BRACKET "']'"
%token OPEN_PARENTHESIS "'('" CLOSE_PARENTHESIS "')'"
%token ASSIGN "'='" ARROW "'=>'" DOT "'.'" ELLIPSIS "'...'" COMMA "','" COLON "':'"
%token DOUBLE_COLON "'::'" QUESTION "'?'"
%token PLUS "'+'" MINUS "'-'" STAR "'*'" SLASH "'/'" PERCENT "'%'"
%token NOT "'!'" AND "'&&'" OR "'||'"
%token EQUAL "'=='" NOT_EQUAL "'!='" LESS "'<'" LESS_EQUAL "'<='" GREATER "'>'" GREATER_EQUAL "'>='"
%token FOR "'for'" IN "'in'" IF "'if'" ELSE "'else'" ENDIF "'endif'" ENDFOR "'endfor'"

%right QUESTION COLON
%left OR
%left AND
%left EQUAL NOT_EQUAL
%left LESS LESS_EQUAL GREATER GREATER_EQUAL
%left PLUS MINUS
%left STAR SLASH PERCENT
%precedence UNARY

%type <HclBodyBuilder *> body inline_body
%type <HclBlock *> block
%type <HclAttribute> attribute
%type <HclLabels *> labels
%type <HclParts *> literal parts exprs arguments for_names for_intro
%type <HclNode> expr term primary for_condition
%type <HclItems *> items
%type <HclObjectItem> item

%%

file:
    body FILE_END          { parse->body = $body; }

body:
    %empty                 { $$ = hcl_body_new(parse); }
  | body NEWLINE           { $$ = $1; }
  | body attribute NEWLINE { hcl_body_add_attribute(parse, $1, $attribute); $$ = $1; }
  | body block NEWLINE     { hcl_body_add_block(parse, $1, $block); $$ = $1; }
  | body error NEWLINE     { yyerrok; $$ = $1; }

attribute:
    IDENTIFIER ASSIGN expr { $$ = (HclAttribute){$1, @1, $expr.expr, @$}; }

block:
    IDENTIFIER labels OPEN_BRACE NEWLINE body CLOSE_BRACE
        { $$ = hcl_block(parse, $1, @1, $labels, $body, span_join(@3, @6)); }
  | IDENTIFIER labels OPEN_BRACE inline_body CLOSE_BRACE
        { $$ = hcl_block(parse, $1, @1, $labels, $inline_body, span_join(@3, @5)); }

inline_body:
    %empty                 { $$ = hcl_body_new(parse); }
  | attribute              { $$ = hcl_body_new(parse); hcl_body_add_attribute(parse, $$, $1); }

labels:
    %empty                 { $$ = hcl_labels_new(parse); }
  | labels IDENTIFIER      { hcl_labels_add(parse, $1, $2, @2); $$ = $1; }
  | labels OPEN_QUOTE literal CLOSE_QUOTE
        { hcl_labels_add(parse, $1, hcl_literal_text($literal), span_join(@2, @4)); $$ = $1; }

literal:
    %empty                 { $$ = hcl_parts_new(parse); }
  | literal TEXT           { hcl_parts_add_text(parse, $1, $TEXT); $$ = $1; }

expr:
    term
  | MINUS expr[x] %prec UNARY { $$ = hcl_negation(parse, @$, $x); }
  | NOT expr[x] %prec UNARY   { $$ = hcl_other(parse, @$, $x); }
  | expr[l] OR expr[r]            { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] AND expr[r]           { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] EQUAL expr[r]         { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] NOT_EQUAL expr[r]     { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] LESS expr[r]          { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] LESS_EQUAL expr[r]    { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] GREATER expr[r]       { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] GREATER_EQUAL expr[r] { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] PLUS expr[r]          { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] MINUS expr[r]         { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] STAR expr[r]          { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] SLASH expr[r]         { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[l] PERCENT expr[r]       { $$ = hcl_operation(parse, @$, $l, $r); }
  | expr[c] QUESTION expr[a] COLON expr[b] { $$ = hcl_conditional(parse, @$, $c, $a, $b); }

term:
    primary
  | term DOT IDENTIFIER    { $$ = hcl_step(parse, @$, $1); }
  | term DOT NUMBER        { $$ = hcl_step(parse, @$, $1); }
  | term DOT STAR          { $$ = hcl_splat(parse, @$, $1); }
  | term OPEN_BRACKET STAR CLOSE_BRACKET { $$ = hcl_splat(parse, @$, $1); }
  | term OPEN_BRACKET expr CLOSE_BRACKET { $$ = hcl_index(parse, @$, $1, $expr); }

primary:
    NUMBER                 { $$ = hcl_number(parse, @$, $1); }
  | IDENTIFIER             { $$ = hcl_word(parse, @$, $1); }
  | OPEN_QUOTE parts CLOSE_QUOTE            { $$ = hcl_string(parse, @$, $parts); }
  | OPEN_HEREDOC parts CLOSE_HEREDOC        { $$ = hcl_other_of(parse, @$, $parts); }
  | OPEN_PARENTHESIS expr CLOSE_PARENTHESIS { $$ = hcl_other(parse, @$, $expr); }
  | function OPEN_PARENTHESIS arguments CLOSE_PARENTHESIS
        { $$ = hcl_other_of(parse, @$, $arguments); }
  | OPEN_BRACKET CLOSE_BRACKET              { $$ = hcl_list(parse, @$, NULL); }
  | OPEN_BRACKET exprs CLOSE_BRACKET        { $$ = hcl_list(parse, @$, $exprs); }
  | OPEN_BRACKET exprs COMMA CLOSE_BRACKET  { $$ = hcl_list(parse, @$, $exprs); }
  | OPEN_BRACKET for_intro expr for_condition CLOSE_BRACKET
        { $$ = hcl_for(parse, @$, $for_intro, $expr, (HclNode){0}, $for_condition); }
  | OPEN_BRACE for_intro expr[key] ARROW expr[value] grouping for_condition CLOSE_BRACE
        { $$ = hcl_for(parse, @$, $for_intro, $key, $value, $for_condition); }
  | OPEN_BRACE newlines CLOSE_BRACE         { $$ = hcl_object(parse, @$, NULL); }
  | OPEN_BRACE newlines items CLOSE_BRACE   { $$ = hcl_object(parse, @$, $items); }
  | OPEN_BRACE newlines items separator CLOSE_BRACE { $$ = hcl_object(parse, @$, $items); }

function:
    IDENTIFIER
  | function DOUBLE_COLON IDENTIFIER

arguments:
    %empty                 { $$ = hcl_parts_new(parse); }
  | exprs
  | exprs COMMA
  | exprs ELLIPSIS

exprs:
    expr                   { $$ = hcl_parts_new(parse); hcl_parts_add(parse, $$, $1); }
  | exprs COMMA expr       { hcl_parts_add(parse, $1, $3); $$ = $1; }

parts:
    %empty                 { $$ = hcl_parts_new(parse); }
  | parts TEXT             { hcl_parts_add_text(parse, $1, $TEXT); $$ = $1; }
  | parts INTERPOLATION expr CLOSE_TEMPLATE    { hcl_parts_add(parse, $1, $expr); $$ = $1; }
  | parts CONTROL IF expr CLOSE_TEMPLATE       { hcl_parts_add(parse, $1, $expr); $$ = $1; }
  | parts CONTROL for_names expr CLOSE_TEMPLATE { hcl_parts_add(parse, $1, $expr); $$ = $1; }
  | parts CONTROL control_word CLOSE_TEMPLATE  { hcl_parts_add_control(parse, $1); $$ = $1; }

control_word: ELSE | ENDIF | ENDFOR

for_intro:
    for_names expr COLON   { hcl_parts_add(parse, $1, $expr); $$ = $1; }

for_names:
    FOR IDENTIFIER IN      { $$ = hcl_for_names(parse, $2, STR("")); }
  | FOR IDENTIFIER COMMA IDENTIFIER IN { $$ = hcl_for_names(parse, $2, $4); }

for_condition:
    %empty                 { $$ = (HclNode){0}; }
  | IF expr                { $$ = $expr; }

grouping: %empty | ELLIPSIS

items:
    item                   { $$ = hcl_items_new(parse); hcl_items_add(parse, $$, $1); }
  | items separator item   { hcl_items_add(parse, $1, $3); $$ = $1; }

item:
    expr[key] ASSIGN expr[value] { $$ = (HclObjectItem){$key, $value}; }
  | expr[key] COLON expr[value]  { $$ = (HclObjectItem){$key, $value}; }
  | error                        { $$ = (HclObjectItem){0}; }

separator: COMMA | NEWLINE | separator NEWLINE

newlines: %empty | newlines NEWLINE

%%

enum { MOST_EXPECTED = 4 };

/* Called by bison for nothing but an exhausted stack, since parse.error is custom. */
static void hcl_error(const Span *span, HclParse *parse, const char *message) {
    (void)message;
    hcl_report_nesting(parse, *span);
}

static bool begins_value(yysymbol_kind_t kind) {
    return kind == YYSYMBOL_IDENTIFIER || kind == YYSYMBOL_NUMBER || kind == YYSYMBOL_OPEN_QUOTE ||
           kind == YYSYMBOL_OPEN_HEREDOC || kind == YYSYMBOL_OPEN_PARENTHESIS ||
           kind == YYSYMBOL_OPEN_BRACKET || kind == YYSYMBOL_OPEN_BRACE ||
           kind == YYSYMBOL_MINUS || kind == YYSYMBOL_NOT;
}

/* Operators and the like, which are possible after every value and help nobody. */
static bool continues_value(yysymbol_kind_t kind) {
    return kind == YYSYMBOL_DOT || kind == YYSYMBOL_DOUBLE_COLON || kind == YYSYMBOL_QUESTION ||
           kind == YYSYMBOL_OPEN_PARENTHESIS || kind == YYSYMBOL_OPEN_BRACKET ||
           (kind >= YYSYMBOL_PLUS && kind <= YYSYMBOL_PERCENT) ||
           (kind >= YYSYMBOL_AND && kind <= YYSYMBOL_GREATER_EQUAL);
}

/* The expected tokens in the words of a message; empty when they are too many to help. */
static Str expected_text(const yypcontext_t *context, HclParse *parse) {
    yysymbol_kind_t kinds[YYNTOKENS];
    int count = yypcontext_expected_tokens(context, kinds, YYNTOKENS);
    bool value = false;
    for (int i = 0; i < count; i++) {
        value = value || kinds[i] == YYSYMBOL_NUMBER;
    }
    Str names[MOST_EXPECTED];
    size_t named = 0;
    if (value) {
        names[named++] = STR("a value");
    }
    for (int i = 0; i < count; i++) {
        if (value ? begins_value(kinds[i]) : continues_value(kinds[i])) {
            continue;
        }
        if (named == MOST_EXPECTED) {
            return STR("");
        }
        names[named++] = str_from_cstr(yysymbol_name(kinds[i]));
    }
    return named == 0 ? STR("") : near_name_list(parse->arena, names, named, MOST_EXPECTED);
}

static int yyreport_syntax_error(const yypcontext_t *context, HclParse *parse) {
    hcl_report_unexpected(parse, *yypcontext_location(context), expected_text(context, parse),
                          str_from_cstr(yysymbol_name(yypcontext_token(context))));
    return 0;
}

/* Bison's numbers of the scanner's tokens. The rest never gets here. */
static int token_number(HclTokenKind kind) {
    static const int numbers[HCL_TOKEN_KIND_COUNT] = {
        [HCL_TOKEN_NONE] = T_FILE_END,
        [HCL_TOKEN_NEWLINE] = T_NEWLINE,
        [HCL_TOKEN_COMMENT] = T_NEWLINE,
        [HCL_TOKEN_IDENTIFIER] = T_IDENTIFIER,
        [HCL_TOKEN_NUMBER] = T_NUMBER,
        [HCL_TOKEN_OPEN_QUOTE] = T_OPEN_QUOTE,
        [HCL_TOKEN_CLOSE_QUOTE] = T_CLOSE_QUOTE,
        [HCL_TOKEN_QUOTED_TEXT] = T_TEXT,
        [HCL_TOKEN_OPEN_HEREDOC] = T_OPEN_HEREDOC,
        [HCL_TOKEN_CLOSE_HEREDOC] = T_CLOSE_HEREDOC,
        [HCL_TOKEN_HEREDOC_TEXT] = T_TEXT,
        [HCL_TOKEN_INTERPOLATION] = T_INTERPOLATION,
        [HCL_TOKEN_CONTROL] = T_CONTROL,
        [HCL_TOKEN_CLOSE_TEMPLATE] = T_CLOSE_TEMPLATE,
        [HCL_TOKEN_OPEN_BRACE] = T_OPEN_BRACE,
        [HCL_TOKEN_CLOSE_BRACE] = T_CLOSE_BRACE,
        [HCL_TOKEN_OPEN_BRACKET] = T_OPEN_BRACKET,
        [HCL_TOKEN_CLOSE_BRACKET] = T_CLOSE_BRACKET,
        [HCL_TOKEN_OPEN_PARENTHESIS] = T_OPEN_PARENTHESIS,
        [HCL_TOKEN_CLOSE_PARENTHESIS] = T_CLOSE_PARENTHESIS,
        [HCL_TOKEN_ASSIGN] = T_ASSIGN,
        [HCL_TOKEN_ARROW] = T_ARROW,
        [HCL_TOKEN_DOT] = T_DOT,
        [HCL_TOKEN_ELLIPSIS] = T_ELLIPSIS,
        [HCL_TOKEN_COMMA] = T_COMMA,
        [HCL_TOKEN_COLON] = T_COLON,
        [HCL_TOKEN_DOUBLE_COLON] = T_DOUBLE_COLON,
        [HCL_TOKEN_QUESTION] = T_QUESTION,
        [HCL_TOKEN_PLUS] = T_PLUS,
        [HCL_TOKEN_MINUS] = T_MINUS,
        [HCL_TOKEN_STAR] = T_STAR,
        [HCL_TOKEN_SLASH] = T_SLASH,
        [HCL_TOKEN_PERCENT] = T_PERCENT,
        [HCL_TOKEN_NOT] = T_NOT,
        [HCL_TOKEN_AND] = T_AND,
        [HCL_TOKEN_OR] = T_OR,
        [HCL_TOKEN_EQUAL] = T_EQUAL,
        [HCL_TOKEN_NOT_EQUAL] = T_NOT_EQUAL,
        [HCL_TOKEN_LESS] = T_LESS,
        [HCL_TOKEN_LESS_EQUAL] = T_LESS_EQUAL,
        [HCL_TOKEN_GREATER] = T_GREATER,
        [HCL_TOKEN_GREATER_EQUAL] = T_GREATER_EQUAL,
        [HCL_TOKEN_UNTERMINATED] = T_HCL_error,
        [HCL_TOKEN_INVALID] = T_HCL_error,
    };
    return numbers[kind];
}

static int word_number(HclWord word) {
    static const int numbers[] = {
        [HCL_WORD_NAME] = T_IDENTIFIER, [HCL_WORD_FOR] = T_FOR,     [HCL_WORD_IN] = T_IN,
        [HCL_WORD_IF] = T_IF,           [HCL_WORD_ELSE] = T_ELSE,   [HCL_WORD_ENDIF] = T_ENDIF,
        [HCL_WORD_ENDFOR] = T_ENDFOR,
    };
    return numbers[word];
}

bool hcl_run_parser(HclParse *parse) {
    hcl_pstate *state = hcl_pstate_new();
    if (state == NULL) {
        return false;
    }
    int status = YYPUSH_MORE;
    while (status == YYPUSH_MORE) {
        HclInput input = hcl_next_input(parse);
        int number = input.kind == HCL_TOKEN_IDENTIFIER ? word_number(input.word)
                                                        : token_number(input.kind);
        /* All tokens with a value have a Str, so any member of the union will do. */
        HCL_STYPE value = {.T_IDENTIFIER = input.text};
        status = hcl_push_parse(state, number, &value, &input.span, parse);
    }
    hcl_pstate_delete(state);
    return status == 0 && !parse->failed;
}
