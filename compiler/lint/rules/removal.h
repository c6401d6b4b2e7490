/* The fix of what is never used: without it the file says the same. */
#ifndef MLSTACK_LINT_RULES_REMOVAL_H
#define MLSTACK_LINT_RULES_REMOVAL_H

#include "lint/rule.h"

/*
 * Offers to remove the entry with its lines. Only where it has them to itself: what else stands
 * there, such as a comment, is nothing that a rule may decide about.
 */
void offer_removal(const Lint *lint, Diagnostic *diagnostic, Str title, Span entry);

#endif
