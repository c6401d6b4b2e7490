/*
 * Look-ups in the catalogue: what a region sells, where, and for how much.
 *
 * A machine is offered where offers-CLOUD.yaml lists it. For regions whose general-purpose machines
 * are not recorded, one without GPU is taken to exist in every zone.
 */
#ifndef MLSTACK_RESOLVE_FACTS_H
#define MLSTACK_RESOLVE_FACTS_H

#include "resolve/resolver.h"

/* The entry of catalog/regions.yaml; NULL for a region that is not there. */
const Value *facts_region(const Resolver *resolver, Str region);
/* The neutral region that a cloud's region stands for; empty for none. */
Str facts_neutral_region(const Resolver *resolver, Str region);
/* All of this cloud's machines by name. */
const Value *facts_machines(const Resolver *resolver);
/* The entry of catalog/machines.yaml; NULL for a machine that is not there. */
const Value *facts_machine(const Resolver *resolver, Str machine);

/*
 * Zones of the region that have a machine, or an attached accelerator, as a list of strings; for a
 * region without zones the list is empty. NULL where the machine is not offered.
 */
const Value *facts_zones(const Resolver *resolver, Str region, Str machine);
/* Whether the catalogue knows which general-purpose machines the region has. */
bool facts_knows_machines(const Resolver *resolver, Str region);

/* A price above all others: of what the catalogue has no price for. */
enum { FACTS_NO_PRICE = INT32_MAX };

/*
 * US dollars an hour in millionths: the region's price, else the reference price, else
 * FACTS_NO_PRICE. Spot prices where they are known.
 */
int64_t facts_price(const Resolver *resolver, Str region, Str machine, bool spot);

/* Machines that the region sells, much like the one that it does not; for a message. */
Str facts_alternatives(const Resolver *resolver, Str region, Str machine);

/* True when the date, "2027-08-02", is before the day of the facts in that catalogue document. */
bool facts_is_past(const Value *document, Str date);

#endif
