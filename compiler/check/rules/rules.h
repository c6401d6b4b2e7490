/*
 * Lint rules: what is legal and still unlikely to be meant. One file per rule; the level and the
 * slug of each are those of its code.
 */
#ifndef MLSTACK_CHECK_RULES_RULES_H
#define MLSTACK_CHECK_RULES_RULES_H

#include "check/checker.h"

void rules_run(Checker *checker);

/* X(code, function) in the order in which they run. */
#define LINT_RULES(X)                                                                              \
    X(MLS3001, rule_unused_let)                                                                    \
    X(MLS3002, rule_unused_profile)                                                                \
    X(MLS3003, rule_deprecated_field)

#define X(code, function) void function(Checker *checker, DiagCode rule);
LINT_RULES(X)
#undef X

#endif
