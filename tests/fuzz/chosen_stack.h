/*
 * Stacks of the bytes' choosing: blocks and fields of the schema, with values of their types. Text
 * that is changed at random is rarely a stack any more; this mostly is, so that harnesses reach
 * what comes after check.
 */
#ifndef MLSTACK_TESTS_FUZZ_CHOSEN_STACK_H
#define MLSTACK_TESTS_FUZZ_CHOSEN_STACK_H

#include "schema/schema.h"

/* The text of a stack file. The same bytes give the same text. */
Str chosen_stack(Arena *arena, Str bytes);

#endif
