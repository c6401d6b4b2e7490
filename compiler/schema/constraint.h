/*
 * What a type asks of a value beyond its kind: one of some words, bounds, a pattern, no item
 * twice. Values are in normal form, so that a user's value and a default in a component file are
 * judged by the same code.
 */
#ifndef MLSTACK_SCHEMA_CONSTRAINT_H
#define MLSTACK_SCHEMA_CONSTRAINT_H

#include "schema/pattern.h"
#include "schema/schema.h"

typedef enum Constraint {
    CONSTRAINT_NONE, /* every one holds */
    CONSTRAINT_WORDS,
    CONSTRAINT_MINIMUM,
    CONSTRAINT_MAXIMUM,
    CONSTRAINT_FAMILY, /* IPv6 where only IPv4 will do */
    CONSTRAINT_PATTERN,
} Constraint;

/* The first constraint that the value breaks, not looking into the items of lists and maps. */
Constraint type_broken_constraint(PatternSet *patterns, const Type *type, const Value *value);

/* True when the value and everything in it meets the type, TYPE_EITHER included. */
bool type_fits(PatternSet *patterns, const Type *type, const Value *value);

/* Index of the first item that equals an earlier one (ret_earlier), or the count of items. */
uint32_t list_first_repeated(const Value *list, uint32_t *ret_earlier);

#endif
