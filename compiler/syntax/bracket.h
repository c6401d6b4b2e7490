/*
 * Matching brackets before the parser runs, so that the grammar never sees an unbalanced one.
 *
 * A missing bracket is reported at the bracket that is never closed, together with the place where
 * that became clear, and added there; one that closes nothing is removed. When all
 * brackets match, that is all there is to say, however the text is laid out. When they don't, the
 * layout tells which one is missing: a line that stands no deeper than the line of an open bracket
 * is not inside of it.
 */
#ifndef MLSTACK_SYNTAX_BRACKET_H
#define MLSTACK_SYNTAX_BRACKET_H

#include "diag/diag.h"
#include "syntax/token.h"

typedef struct BracketMatch {
    bool were_balanced;
    /*
     * Closing brackets that were removed, in order. They are not reported yet: the parser may find
     * the place where the opening one is missing, which is the better message.
     */
    SyntaxTokenVector stray;
    size_t next_stray; /* those before it are claimed, or stand before a place that was asked for */
} BracketMatch;

/*
 * Balances the tokens. False, after one message, when they nest deeper than SYNTAX_MAX_NESTING, and
 * after too many: such a file is not parsed.
 */
bool bracket_match(Arena *scratch, DiagSink *sink, SyntaxTokenVector *tokens,
                   BracketMatch *ret_match);
/* The '{' that is missing at the place, which only moves forward, is that of the next stray '}'. */
void bracket_claim_stray(BracketMatch *match, Span place);
void bracket_report_stray(DiagSink *sink, const BracketMatch *match);

#endif
