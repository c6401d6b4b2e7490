/*
 * The grammar of the stack language.
 *
 * It is generic: which names exist, and where, is the checker's business, so that an unknown block
 * gets "did you mean" and not a syntax error. Every bracket has the same inside, a list whose
 * members are separated by newlines or commas, in two states: `entries` may be followed by an
 * entry, `full_entries` needs a separator first. Both accept `error`, right after the opening
 * bracket too, so that recovery never leaves the brackets in which the mistake was made.
 *
 * The caller sees every token: it matches brackets before the parser runs (bracket.c), skips to
 * the end of the entry after an error (parse.c) and words the message (syntax_error.c). The rules
 * under "known mistakes" are wrong on purpose and give advice.
 *
 * Conflicts are solved by changing rules, never by raising %expect.
 */
%require "3.8"
%define api.pure full
%define api.push-pull push
%define api.prefix {mlstack_}
%define api.token.prefix {TOKEN_}
%define api.value.type {SyntaxValue}
%define api.location.type {Span}
%define api.header.include {"syntax/mlstack_parser.h"}
%define parse.error custom
%define parse.lac full
%locations
%expect 0
%parse-param {SyntaxParser *parser}

%code requires {
#include "syntax/build.h"
}

%code {
#include "syntax/syntax_error.h"

/* An empty rule stands at the end of what precedes it. */
#define YYLLOC_DEFAULT(Current, Rhs, N)                                                            \
    ((Current) = (N) > 0 ? span_join(YYRHSLOC(Rhs, 1), YYRHSLOC(Rhs, N))                           \
                         : (Span){YYRHSLOC(Rhs, 0).file, YYRHSLOC(Rhs, 0).end,                     \
                                  YYRHSLOC(Rhs, 0).end})

/* Room for SYNTAX_MAX_NESTING brackets, so that the stack never has to grow. */
#define YYINITDEPTH 1000

static void yyerror(const Span *span, SyntaxParser *parser, const char *message);
}

%token END 0          "end of file"
%token NEWLINE        "newline"
%token COMMA          "','"
%token EQUALS         "'='"
%token LEFT_BRACE     "'{'"
%token RIGHT_BRACE    "'}'"
%token LEFT_BRACKET   "'['"
%token RIGHT_BRACKET  "']'"
%token <text> WORD    "name"
%token <text> USE     "'use'"
%token <text> LET     "'let'"
%token <text> IMPORT  "'import'"
%token <expr> INTEGER "integer"
%token <expr> VERSION "version"
%token <expr> SIZE    "size"
%token <expr> DURATION "duration"
%token <expr> PERCENT "percent"
%token <expr> MONEY   "money"
%token <expr> RANGE   "range"
%token <expr> CIDR    "CIDR"
%token <expr> INVALID "invalid value"
%token <reference> REFERENCE "reference"
%token STRING_OPEN    "string"
%token <text> STRING_TEXT "text"
%token <broken> STRING_CLOSE "end of string"

%type <text> name
%type <expr> value unnamed scalar string list map
%type <parts> parts
%type <entry> entry
%type <body> body
%type <entries> entries full_entries
%type <items> items full_items
%type <pair> pair
%type <pairs> pairs full_pairs

/* Nothing to free: all of it is in an arena. Bison warns about a value that no action uses. */
%destructor { (void)$$; } <text> <expr> <reference> <parts> <entry> <body> <entries> <items> <pair>
%destructor { (void)$$; } <pairs> <broken>

%%

file:
    entries                     { build_file(parser, $entries); }
  | full_entries                { build_file(parser, $full_entries); }
  ;

separator:
    NEWLINE
  | COMMA
  ;

body:
    LEFT_BRACE entries RIGHT_BRACE       { $$ = build_body(parser, @$, $entries); }
  | LEFT_BRACE full_entries RIGHT_BRACE  { $$ = build_body(parser, @$, $full_entries); }
  ;

entries:
    %empty                      { $$ = build_entries(parser); }
  | entries[all] separator      { $$ = $all; }
  | full_entries separator      { $$ = $full_entries; }
  | full_entries error
      { build_recover_after_entry(parser, $$ = $full_entries); yyerrok; yyclearin; }
  ;

full_entries:
    entries entry               { $$ = build_add_entry(parser, $entries, $entry); }
  | entries error
      { build_recover_entries(parser, $$ = $entries); yyerrok; yyclearin; }
  ;

entry:
    WORD EQUALS value
      { $$ = build_assignment(parser, @$, $WORD, @WORD, $value); }
  | WORD body
      { $$ = build_block(parser, @$, $WORD, @WORD, $body); }
  | WORD name body
      { $$ = build_labelled_block(parser, @$, $WORD, @WORD, $name, @name, $body); }
  | USE name
      { (void)$USE; $$ = build_use(parser, @$, $name, @name); }
  | LET name EQUALS value
      { (void)$LET; $$ = build_let(parser, @$, $name, @name, $value); }
  | IMPORT string
      { (void)$IMPORT; $$ = build_import(parser, @$, $string); }
  /* known mistakes */
  | WORD name
      { $$ = build_assignment_to_word(parser, $WORD, @WORD, $name, @name); }
  | WORD unnamed
      { $$ = build_assignment_without_equals(parser, @$, $WORD, @WORD, $unnamed); }
  | LET name unnamed
      { (void)$LET; $$ = build_let_without_equals(parser, @$, $name, @name, $unnamed); }
  | WORD string body
      { $$ = build_block_with_quoted_label(parser, @$, $WORD, @WORD, $string, $body); }
  | string EQUALS value
      { $$ = build_assignment_to_string(parser, @$, $string, $value); }
  ;

name:
    WORD
  | USE
  | LET
  | IMPORT
  ;

value:
    name                        { $$ = build_word(parser, @$, $name); }
  | unnamed
  | map
  ;

unnamed:
    scalar
  | string
  | list
  ;

scalar:
    INTEGER
  | VERSION
  | SIZE
  | DURATION
  | PERCENT
  | MONEY
  | RANGE
  | CIDR
  | INVALID
  | REFERENCE                   { $$ = build_reference(parser, @$, $REFERENCE); }
  ;

string:
    STRING_OPEN parts STRING_CLOSE  { $$ = build_string(parser, @$, $parts, $STRING_CLOSE); }
  ;

parts:
    %empty                      { $$ = build_parts(parser); }
  | parts[all] STRING_TEXT      { $$ = build_add_text(parser, $all, @STRING_TEXT, $STRING_TEXT); }
  | parts[all] REFERENCE        { $$ = build_add_reference(parser, $all, @REFERENCE, $REFERENCE); }
  ;

list:
    LEFT_BRACKET items RIGHT_BRACKET       { $$ = build_list(parser, @$, $items); }
  | LEFT_BRACKET full_items RIGHT_BRACKET  { $$ = build_list(parser, @$, $full_items); }
  ;

items:
    %empty                      { $$ = build_items(parser); }
  | items[all] separator        { $$ = $all; }
  | full_items separator        { $$ = $full_items; }
  | full_items error
      { build_recover_items(parser, $$ = $full_items); yyerrok; yyclearin; }
  ;

full_items:
    items value                 { $$ = build_add_item(parser, $items, $value); }
  | items error
      { build_recover_items(parser, $$ = $items); yyerrok; yyclearin; }
  ;

map:
    LEFT_BRACE pairs RIGHT_BRACE       { $$ = build_map(parser, @$, $pairs); }
  | LEFT_BRACE full_pairs RIGHT_BRACE  { $$ = build_map(parser, @$, $full_pairs); }
  ;

pairs:
    %empty                      { $$ = build_pairs(parser); }
  | pairs[all] separator        { $$ = $all; }
  | full_pairs separator        { $$ = $full_pairs; }
  | full_pairs error
      { build_recover_pairs(parser, $$ = $full_pairs); yyerrok; yyclearin; }
  ;

full_pairs:
    pairs pair                  { $$ = build_add_pair(parser, $pairs, $pair); }
  | pairs error
      { build_recover_pairs(parser, $$ = $pairs); yyerrok; yyclearin; }
  ;

pair:
    name EQUALS value           { $$ = build_pair(parser, $name, @name, $value); }
  /* known mistakes */
  | name unnamed                { $$ = build_pair_without_equals(parser, $name, @name, $unnamed); }
  | name[key] name[word]        { $$ = build_pair_to_word(parser, $key, @key, $word, @word); }
  | string EQUALS value         { $$ = build_pair_with_quoted_key(parser, $string, $value); }
  ;

%%

/* What each token is called when it was expected; zero for those that only mistakes start with. */
static const SyntaxExpectation expectations[YYNTOKENS] = {
    [YYSYMBOL_NEWLINE] = EXPECT_SEPARATOR,     [YYSYMBOL_COMMA] = EXPECT_SEPARATOR,
    [YYSYMBOL_EQUALS] = EXPECT_EQUALS,         [YYSYMBOL_LEFT_BRACE] = EXPECT_LEFT_BRACE,
    [YYSYMBOL_RIGHT_BRACE] = EXPECT_RIGHT_BRACE, [YYSYMBOL_RIGHT_BRACKET] = EXPECT_RIGHT_BRACKET,
    [YYSYMBOL_WORD] = EXPECT_NAME,             [YYSYMBOL_INTEGER] = EXPECT_VALUE,
    [YYSYMBOL_STRING_OPEN] = EXPECT_STRING,
};

static int yyreport_syntax_error(const yypcontext_t *context, SyntaxParser *parser) {
    yysymbol_kind_t expected[YYNTOKENS];
    int count = yypcontext_expected_tokens(context, expected, YYNTOKENS);
    if (count < 0) {
        return count;
    }
    unsigned set = 0;
    for (int i = 0; i < count; i++) {
        set |= expectations[expected[i]];
    }
    syntax_error_report(parser, set);
    return 0;
}

/* Called for running out of memory only; the caller sees the result and reports it. */
static void yyerror(const Span *span, SyntaxParser *parser, const char *message) {
    (void)span;
    (void)parser;
    (void)message;
}
