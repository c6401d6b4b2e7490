/* Wording of one syntax error from what was expected, what stands before it and what was found. */
#ifndef MLSTACK_SYNTAX_SYNTAX_ERROR_H
#define MLSTACK_SYNTAX_SYNTAX_ERROR_H

#include "syntax/parser.h"

/* A set of what could have come, in the user's words; tokens of one family are one bit. */
typedef enum SyntaxExpectation {
    EXPECT_EQUALS = 1 << 0,
    EXPECT_LEFT_BRACE = 1 << 1,
    EXPECT_NAME = 1 << 2,
    EXPECT_STRING = 1 << 3,
    EXPECT_VALUE = 1 << 4,
    EXPECT_SEPARATOR = 1 << 5,
    EXPECT_RIGHT_BRACE = 1 << 6,
    EXPECT_RIGHT_BRACKET = 1 << 7,
} SyntaxExpectation;

/* Reports that the current token is not one of the set of SyntaxExpectation. */
void syntax_error_report(SyntaxParser *parser, unsigned expected);

#endif
