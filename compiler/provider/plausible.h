/*
 * Values in place of those that only a cloud can give: an ARN, an address, an account's number.
 *
 * They have the form of the real ones as far as the table of patterns (plausible_table.c) knows
 * it, and depend on nothing but the resource's type and what is planned for it: the same
 * configuration gets the same values, in every run.
 */
#ifndef MLSTACK_PROVIDER_PLAUSIBLE_H
#define MLSTACK_PROVIDER_PLAUSIBLE_H

#include "provider/block_schema.h"
#include "provider/dynamic.h"

typedef struct Plausible {
    Arena *arena;
    Str type;                /* "aws_vpc" */
    const Dynamic *known;    /* the planned state */
    const Dynamic *settings; /* of the provider block */
    Str name;                /* what the resource is called, or would be */
    uint64_t seed;           /* of everything that is known */
    size_t index;            /* of the item, within a list */
} Plausible;

Plausible plausible_for(Arena *arena, Str type, const Dynamic *planned, const Dynamic *settings);
/* A value of the argument's type. Lists have one item when only the provider can fill them. */
const Dynamic *plausible_value(const Plausible *plausible, const ArgumentSchema *argument);

/*
 * One form. Patterns are whole names in which "*" stands for any text; "a|b" for either. In the
 * text, {NAME} stands for what plausible.c fills in.
 */
typedef struct PlausibleForm {
    const char *type;
    const char *argument;
    const char *text;
} PlausibleForm;

/* The first that fits decides; the last fits everything. */
extern const PlausibleForm plausible_forms[];

#endif
