/* The wording for names that are not known where they stand. */
#ifndef MLSTACK_CHECK_UNKNOWN_H
#define MLSTACK_CHECK_UNKNOWN_H

#include "check/block.h"

void report_unknown_field(const Context *context, const BodyOf *of, const AstEntry *entry);
/* A block that is unknown, or known elsewhere. */
void report_misplaced_block(const Context *context, const BodyOf *of, const AstEntry *entry);
void report_unknown_label(Checker *checker, const Component *component, const AstEntry *entry);
/* An entry at the top level of a file that is neither a stack nor a profile. */
void report_top_level_block(Checker *checker, const AstEntry *entry);

#endif
