/*
 * The tokens of one file, as a list: the whole file is scanned before anything is parsed, so that
 * brackets can be matched first and a message can look at what stands before and after.
 */
#ifndef MLSTACK_SYNTAX_TOKEN_H
#define MLSTACK_SYNTAX_TOKEN_H

#include "support/vector.h"
#include "syntax/mlstack_parser.h"

/*
 * A file with more errors is given up, where it stands: only the first few are shown, and a hostile
 * one must not take long.
 */
enum { SYNTAX_MOST_ERRORS = 1000 };

typedef struct SyntaxToken {
    int kind; /* TOKEN_… of the generated parser */
    Span span;
    uint32_t column; /* bytes before it on its line */
    uint32_t indent; /* column of the first token of its line */
    bool quiet;      /* its line is garbled and that was reported: nothing more is said about it */
    SyntaxValue value;
} SyntaxToken;

typedef VECTOR(SyntaxToken) SyntaxTokenVector;

static inline bool token_is_first_on_line(const SyntaxToken *token) {
    return token->column == token->indent;
}

static inline bool token_is_opening(int kind) {
    return kind == TOKEN_LEFT_BRACE || kind == TOKEN_LEFT_BRACKET;
}

static inline bool token_is_closing(int kind) {
    return kind == TOKEN_RIGHT_BRACE || kind == TOKEN_RIGHT_BRACKET;
}

static inline bool token_is_separator(int kind) {
    return kind == TOKEN_NEWLINE || kind == TOKEN_COMMA;
}

/* The words in which an entry can begin; all of them are also names elsewhere. */
static inline bool token_is_name(int kind) {
    return kind == TOKEN_WORD || kind == TOKEN_USE || kind == TOKEN_LET || kind == TOKEN_IMPORT;
}

#endif
