/* What the rules about versions share: which leave a cloud's standard support soon, or have. */
#ifndef MLSTACK_LINT_RULES_SUPPORT_END_H
#define MLSTACK_LINT_RULES_SUPPORT_END_H

#include "lint/rule.h"

/* A version in use on one cloud, and the last day of its standard support there. */
typedef struct VersionUse {
    Span span;
    Str version;
    Str cloud;          /* as its owner writes it */
    const Value *table; /* the cloud's versions in the catalogue */
    size_t order; /* set by report_support_ends: among uses at one place, the first comes first */
} VersionUse;

typedef VECTOR(VersionUse) VersionUseVector;

/*
 * Reports each place whose version is past the end of its support, or within 90 days of it, on any
 * cloud; once, with the days of every such cloud. Days count from the day of the catalogue
 * document's facts, so that the answer depends on the input alone.
 */
void report_support_ends(Lint *lint, const char *subject, const Value *document,
                         VersionUseVector *uses);

#endif
