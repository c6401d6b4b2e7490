/*
 * References and the strings that hold them: `let.NAME`, `stack.name`, `environment.name` and
 * `cloud.name`, and nothing else.
 *
 * A string is flattened to parts once: lets are replaced by their texts, so that what is left are
 * texts and names that depend on where the string stands. Flat texts are bounded in length, since
 * lets that repeat each other grow fast.
 */
#ifndef MLSTACK_CHECK_REFERENCE_H
#define MLSTACK_CHECK_REFERENCE_H

#include "check/checker.h"

enum {
    TEXT_MAX_BYTES = 16 * 1024,
    TEXT_MAX_PARTS = 256,
};

/* False when the reference is unknown, which was reported. ret_let is NULL for a `.name` one. */
bool reference_resolve(Checker *checker, FileScope *scope, const AstReference *reference,
                       Binding **ret_let);

/* Appends the parts of a string; false when something in it is broken (reported). */
bool text_flatten(Checker *checker, FileScope *scope, const AstExpr *string, TextPartVector *parts);

/* The part that a `.name` reference is. */
TextPart text_part_of_name(Checker *checker, const AstReference *reference);

/*
 * The value of the parts in a context: a string when everything is known there, else a map
 * {"parts": […]} for resolve.
 */
const Value *text_value(const Context *context, const TextPartVector *parts, Span origin);

#endif
