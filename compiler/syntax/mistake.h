/* What the scanner says about text that is no token, and the token it goes on with. */
#ifndef MLSTACK_SYNTAX_MISTAKE_H
#define MLSTACK_SYNTAX_MISTAKE_H

#include "syntax/scan.h"

/* Things that were meant as a token of the language. */
int mistake_equals(Scanner *scanner, Span span);
int mistake_separator(Scanner *scanner, Span span);
int mistake_single_quotes(Scanner *scanner, Span span, SyntaxValue *value);
int mistake_negative_number(Scanner *scanner, Span span, SyntaxValue *value);
int mistake_version_prefix(Scanner *scanner, Span span, SyntaxValue *value);
/* `30 days`: the number in front of the word becomes an invalid value. False when it is another. */
bool mistake_spaced_unit(Scanner *scanner, Span span);
int mistake_block_comment(Scanner *scanner, Span span);

/*
 * A word or reference whose letters are not all lower case becomes the one that was meant. False
 * when that is none either.
 */
bool mistake_upper_case(Scanner *scanner, Span span, Str *ret_text);
/* Names and dots that are no reference: in a string, and as a value, where text was meant. */
void mistake_reference(Scanner *scanner, Span span);
void mistake_dotted_text(Scanner *scanner, Span span);

/* One character or byte that begins no token. */
int mistake_character(Scanner *scanner, Span span);

/* Inside of strings. */
void mistake_unclosed_string(Scanner *scanner, Span span);
void mistake_escape(Scanner *scanner, Span span);
void mistake_string_control(Scanner *scanner, Span span);
void mistake_in_interpolation(Scanner *scanner, Span span);
void mistake_empty_interpolation(Scanner *scanner, Span span);
void mistake_open_interpolation(Scanner *scanner, Span span);

/* Reports the first control character of a comment, or the first bidi control of a text. */
void mistake_hidden_in_comment(Scanner *scanner, Span span);
void mistake_hidden_in_string(Scanner *scanner, Span span);

#endif
