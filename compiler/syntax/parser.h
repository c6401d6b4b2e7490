/* The state of one parse, shared by the driver, the grammar's actions and the error wording. */
#ifndef MLSTACK_SYNTAX_PARSER_H
#define MLSTACK_SYNTAX_PARSER_H

#include "diag/diag.h"
#include "syntax/bracket.h"

struct SyntaxParser {
    Arena *arena; /* of the tree */
    DiagSink *sink;
    FileId file;
    const SyntaxToken *tokens;
    BracketMatch *brackets;
    size_t current;      /* the token that the parser is looking at */
    bool recovering;     /* an error rule was reduced */
    bool separator_lost; /* the error was a missing separator: nothing needs to be skipped */
    bool has_gaps;       /* an entry was left out of some body */
    AstBody body;        /* the result */
};

#endif
