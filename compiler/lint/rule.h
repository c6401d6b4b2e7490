/*
 * What a rule is, and what it sees.
 *
 * A rule only reads: the checked program, and each stack resolved. It reports a place once, however
 * many environments and clouds find it wrong. Deployments of production are shown to a rule before
 * the others, so that of several the gravest is reported.
 */
#ifndef MLSTACK_LINT_RULE_H
#define MLSTACK_LINT_RULE_H

#include "lint/lint.h"

typedef struct Lint Lint;

typedef struct LintStack {
    const CheckedStack *checked;
    const ResolvedStack *resolved;
} LintStack;

typedef struct LintRule {
    DiagCode code;
    bool opt_in; /* allowed by default; the level of its code is the one when it is asked for */
    /* One of these looks at the program as a whole, at each stack, or at each deployment. */
    void (*run)(Lint *lint);
    void (*run_stack)(Lint *lint, const LintStack *stack);
    void (*run_deployment)(Lint *lint, const LintStack *stack, const Deployment *deployment);
} LintRule;

/* The context of the rule that runs. */
Arena *lint_arena(const Lint *lint);
DiagSink *lint_sink(const Lint *lint); /* to add helps and labels to what lint_report gives */
const Schema *lint_schema(const Lint *lint);
const CheckedProgram *lint_checked(const Lint *lint);
LintStack lint_stack(const Lint *lint, size_t index); /* by index in lint_checked()->stacks */

/*
 * Reports at the level that is set for the rule. The result is never NULL; it may be one that is
 * not shown.
 */
Diagnostic *lint_report(Lint *lint, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with another default level than that of the rule's code. */
Diagnostic *lint_report_at(Lint *lint, DiagLevel level, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
