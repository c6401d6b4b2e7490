/*
 * The scanner: from text to tokens and comments.
 *
 * grammar/mlstack.l says which texts are tokens; what they mean, and what is said when one is
 * wrong, is in scan.c, literal.c and mistake.c. A scanning mistake never stops the scan. It
 * yields the token that was most likely meant (':' is an '='), or an INVALID value, or the
 * error token, which makes the parser drop the entry without a message of its own.
 */
#ifndef MLSTACK_SYNTAX_SCAN_H
#define MLSTACK_SYNTAX_SCAN_H

#include "diag/diag.h"
#include "syntax/token.h"

typedef VECTOR(AstComment) AstCommentVector;

/* What the flex scanner carries along; actions get it as yyextra. */
typedef struct Scanner {
    Arena *arena;   /* of the tree */
    Arena *scratch; /* of what dies with the scan */
    DiagSink *sink;
    FileId file;
    Str text;
    uint32_t offset;      /* of the next byte */
    uint32_t line_begin;  /* of the first byte of the line */
    uint32_t line_indent; /* column of its first token */
    size_t line_first_token;
    bool line_garbled; /* a mistake on this line shifted what follows on it */
    Span string_open;  /* the '"' or '$' '{' that is still open */
    Span interpolation_open;
    bool string_broken;        /* a part of the string was reported and left out */
    bool interpolation_seen;   /* its reference was */
    bool interpolation_failed; /* it was reported; the rest up to its '}' is skipped */
    bool string_unclosed;
    SyntaxTokenVector tokens;
    AstCommentVector comments;
} Scanner;

/*
 * The tokens of a file, TOKEN_END last, and its comments. False, after a message, when its text is
 * not UTF-8 or contains NUL. Decoded texts and literals are in `arena`, the tokens in `scratch`.
 */
bool scan_file(Arena *arena, Arena *scratch, DiagSink *sink, FileId file,
               SyntaxTokenVector *ret_tokens, AstCommentVector *ret_comments);

/* The text belongs to the token before it. */
enum { SCAN_NO_TOKEN = -1 };

/* What a span covers; and "write '…'" as a fix that replaces it. */
Str scan_slice(const Scanner *scanner, Span span);
void scan_suggest(Scanner *scanner, Diagnostic *diagnostic, Span span, Str replacement);

/* For the actions of the grammar; those that return int give the kind of the token. */
void scan_advance(Scanner *scanner, Span *span, int length);
void scan_give_back(Scanner *scanner, const Span *span);
void scan_line_end(Scanner *scanner, Span span);
void scan_comment(Scanner *scanner, Span span);
int scan_word(Scanner *scanner, Span span, SyntaxValue *value); /* or SCAN_NO_TOKEN */
int scan_dotted_words(Scanner *scanner, Span span, SyntaxValue *value);
int scan_literal(SyntaxValue *value, AstExpr *expr);
int scan_string_open(Scanner *scanner, Span span);
int scan_string_text(Scanner *scanner, Span span, SyntaxValue *value);
int scan_string_constant(SyntaxValue *value, Str text);
int scan_string_code_point(Scanner *scanner, Span span, SyntaxValue *value);
int scan_string_close(Scanner *scanner, SyntaxValue *value);
int scan_string_unclosed(Scanner *scanner, Span *span, SyntaxValue *value);
void scan_interpolation_open(Scanner *scanner, Span span);
bool scan_interpolated_reference(Scanner *scanner, Span span, SyntaxValue *value);
void scan_interpolation_close(Scanner *scanner, Span span);

#endif
