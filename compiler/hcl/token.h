/*
 * HCL as tokens. One scanner serves the formatter, the parser and the templates' search for the
 * place in which a hole stands, so that all three agree on what is a string and what is code.
 *
 * Every byte that is not a blank between tokens belongs to a token. A comment to the end of the
 * line includes its newline, as in Terraform's own scanner: the formatter counts on it.
 */
#ifndef MLSTACK_HCL_TOKEN_H
#define MLSTACK_HCL_TOKEN_H

#include "support/str.h"
#include "support/vector.h"

/* X(kind, bracket change): +1 opens, -1 closes. */
#define HCL_TOKEN_KINDS(X)                                                                         \
    X(HCL_TOKEN_NONE, 0) /* before the first and after the last */                                 \
    X(HCL_TOKEN_NEWLINE, 0)                                                                        \
    X(HCL_TOKEN_COMMENT, 0)                                                                        \
    X(HCL_TOKEN_IDENTIFIER, 0)                                                                     \
    X(HCL_TOKEN_NUMBER, 0)                                                                         \
    X(HCL_TOKEN_OPEN_QUOTE, 0)                                                                     \
    X(HCL_TOKEN_CLOSE_QUOTE, 0)                                                                    \
    X(HCL_TOKEN_QUOTED_TEXT, 0)                                                                    \
    X(HCL_TOKEN_OPEN_HEREDOC, 0) /* with its newline */                                            \
    X(HCL_TOKEN_CLOSE_HEREDOC, 0)                                                                  \
    X(HCL_TOKEN_HEREDOC_TEXT, 0)                                                                   \
    X(HCL_TOKEN_INTERPOLATION, 1)   /* ${ or ${~ */                                                \
    X(HCL_TOKEN_CONTROL, 1)         /* %{ or %{~ */                                                \
    X(HCL_TOKEN_CLOSE_TEMPLATE, -1) /* } or ~} of one of these */                                  \
    X(HCL_TOKEN_OPEN_BRACE, 1)                                                                     \
    X(HCL_TOKEN_CLOSE_BRACE, -1)                                                                   \
    X(HCL_TOKEN_OPEN_BRACKET, 1)                                                                   \
    X(HCL_TOKEN_CLOSE_BRACKET, -1)                                                                 \
    X(HCL_TOKEN_OPEN_PARENTHESIS, 1)                                                               \
    X(HCL_TOKEN_CLOSE_PARENTHESIS, -1)                                                             \
    X(HCL_TOKEN_ASSIGN, 0)                                                                         \
    X(HCL_TOKEN_ARROW, 0)                                                                          \
    X(HCL_TOKEN_DOT, 0)                                                                            \
    X(HCL_TOKEN_ELLIPSIS, 0)                                                                       \
    X(HCL_TOKEN_COMMA, 0)                                                                          \
    X(HCL_TOKEN_COLON, 0)                                                                          \
    X(HCL_TOKEN_DOUBLE_COLON, 0)                                                                   \
    X(HCL_TOKEN_QUESTION, 0)                                                                       \
    X(HCL_TOKEN_PLUS, 0)                                                                           \
    X(HCL_TOKEN_MINUS, 0)                                                                          \
    X(HCL_TOKEN_STAR, 0)                                                                           \
    X(HCL_TOKEN_SLASH, 0)                                                                          \
    X(HCL_TOKEN_PERCENT, 0)                                                                        \
    X(HCL_TOKEN_NOT, 0)                                                                            \
    X(HCL_TOKEN_AND, 0)                                                                            \
    X(HCL_TOKEN_OR, 0)                                                                             \
    X(HCL_TOKEN_EQUAL, 0)                                                                          \
    X(HCL_TOKEN_NOT_EQUAL, 0)                                                                      \
    X(HCL_TOKEN_LESS, 0)                                                                           \
    X(HCL_TOKEN_LESS_EQUAL, 0)                                                                     \
    X(HCL_TOKEN_GREATER, 0)                                                                        \
    X(HCL_TOKEN_GREATER_EQUAL, 0)                                                                  \
    X(HCL_TOKEN_UNTERMINATED, 0) /* the opening of a string, heredoc or comment without an end */  \
    X(HCL_TOKEN_INVALID, 0)      /* a character that HCL has no use for */

typedef enum HclTokenKind {
#define X(kind, change) kind,
    HCL_TOKEN_KINDS(X)
#undef X
        HCL_TOKEN_KIND_COUNT,
} HclTokenKind;

typedef struct HclToken {
    HclTokenKind kind;
    uint32_t begin;
    uint32_t end;
} HclToken;

typedef VECTOR(HclToken) HclTokenVector;

int hcl_token_bracket_change(HclTokenKind kind);

/*
 * Appends the tokens of a text of at most SOURCE_MAX_BYTES. False when there was an unterminated
 * or invalid one; the tokens are there all the same.
 */
bool hcl_scan(Arena *arena, Str text, HclTokenVector *tokens);

#endif
