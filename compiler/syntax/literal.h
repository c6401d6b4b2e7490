/*
 * Reading literals: the exact value, or a message and AST_INVALID. The span covers a text that
 * the scanner's pattern for the literal accepted.
 */
#ifndef MLSTACK_SYNTAX_LITERAL_H
#define MLSTACK_SYNTAX_LITERAL_H

#include "syntax/scan.h"

AstExpr *literal_invalid(Scanner *scanner, Span span);
AstExpr *literal_integer(Scanner *scanner, Span span);  /* 10_000 */
AstExpr *literal_version(Scanner *scanner, Span span);  /* 1.34 */
AstExpr *literal_quantity(Scanner *scanner, Span span); /* 100GiB, 30d */
AstExpr *literal_percent(Scanner *scanner, Span span);  /* 80% */
AstExpr *literal_money(Scanner *scanner, Span span);    /* $99.50 */
AstExpr *literal_range(Scanner *scanner, Span span);    /* 2..10 */
AstExpr *literal_ipv4(Scanner *scanner, Span span);     /* 10.20.0.0/16 */
AstExpr *literal_ipv6(Scanner *scanner, Span span);     /* fd00::/48 */

/* The unit that is written, or was meant by what people write for it; empty when there is none. */
Str literal_meant_unit(Scanner *scanner, Str written);

#endif
