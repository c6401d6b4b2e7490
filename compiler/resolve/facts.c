#include "resolve/facts.h"

#include "diag/near_name.h"

static const Value *offers_in(const Resolver *resolver, Str region) {
    static const Str names[] = {
        [CLOUD_AWS] = STR_INIT("offers-aws"),
        [CLOUD_GCP] = STR_INIT("offers-gcp"),
        [CLOUD_AZURE] = STR_INIT("offers-azure"),
    };
    const Value *document = value_get(resolver->schema->catalog, names[resolver->kind]);
    return value_get(value_get_cstr(document, "regions"), region);
}

const Value *facts_region(const Resolver *resolver, Str region) {
    const Value *regions = value_get_cstr(resolver->schema->catalog, "regions");
    return value_get(value_get(regions, resolver->cloud->name), region);
}

Str facts_neutral_region(const Resolver *resolver, Str region) {
    const Value *neutral = value_path(resolver->schema->catalog, "regions.neutral");
    for (uint32_t i = 0; i < value_count(neutral); i++) {
        const ValueMember *member = &neutral->as.map.members[i];
        if (str_equal(value_text(value_get(member->value, resolver->cloud->name)), region)) {
            return member->key;
        }
    }
    return STR("");
}

const Value *facts_machines(const Resolver *resolver) {
    return value_get(value_get_cstr(resolver->schema->catalog, "machines"), resolver->cloud->name);
}

const Value *facts_machine(const Resolver *resolver, Str machine) {
    return value_get(facts_machines(resolver), machine);
}

bool facts_knows_machines(const Resolver *resolver, Str region) {
    return value_get_cstr(facts_region(resolver, region), "machines") != NULL;
}

/* Zone numbers read as integers in the YAML ("zones: [1, 2]"), letters as text; no zone has two
 * digits. */
static bool zone_matches(Str zone, const Value *suffix) {
    char digit = (char)('0' + value_integer(suffix));
    return str_ends_with(zone, suffix->kind == VALUE_INT ? (Str){&digit, 1} : value_text(suffix));
}

static const Value *zones_with_suffixes(Arena *arena, const Value *zones, const Value *suffixes) {
    ValueBuilder list = value_list_new(arena, span_none());
    for (uint32_t i = 0; i < value_count(zones); i++) {
        const Value *zone = value_item(zones, i);
        for (uint32_t j = 0; j < value_count(suffixes); j++) {
            if (zone_matches(value_text(zone), value_item(suffixes, j))) {
                value_list_add(&list, zone);
            }
        }
    }
    return value_finish(&list);
}

const Value *facts_zones(const Resolver *resolver, Str region, Str machine) {
    const Value *offer = value_get(offers_in(resolver, region), machine);
    if (offer == NULL) {
        const Value *known = facts_machine(resolver, machine);
        bool assumed = known != NULL && value_get_cstr(known, "gpu") == NULL &&
                       !facts_knows_machines(resolver, region);
        return assumed ? value_get_cstr(facts_region(resolver, region), "zones") : NULL;
    }
    const Value *zones = value_get_cstr(facts_region(resolver, region), "zones");
    const Value *suffixes = value_get_cstr(offer, "zones");
    return suffixes == NULL ? zones : zones_with_suffixes(resolver->arena, zones, suffixes);
}

/* "0.096" as 96000. */
static int64_t millionths(const Value *price) {
    if (price->kind == VALUE_INT) {
        return price->as.integer * 1000000;
    }
    Str text = value_text(price);
    int64_t amount = 0;
    int64_t scale = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '.') {
            scale = 1000000;
        } else {
            amount = amount * 10 + (text.data[i] - '0');
            scale /= scale == 0 ? 1 : 10;
        }
    }
    return amount * (scale == 0 ? 1000000 : scale);
}

int64_t facts_price(const Resolver *resolver, Str region, Str machine, bool spot) {
    const Value *offer = value_get(offers_in(resolver, region), machine);
    const Value *price = spot ? value_get_cstr(offer, "spot") : NULL;
    if (price == NULL) {
        price = value_get_cstr(offer, "price");
    }
    if (price == NULL) {
        price = value_get_cstr(facts_machine(resolver, machine), "price");
    }
    return price == NULL ? FACTS_NO_PRICE : millionths(price);
}

/* As many vCPUs, a GPU where the other has one, and memory within a quarter. */
static bool is_alike(const Value *machine, const Value *wanted) {
    int64_t memory = value_integer(value_get_cstr(machine, "memory"));
    int64_t wanted_memory = value_integer(value_get_cstr(wanted, "memory"));
    return value_integer(value_get_cstr(machine, "vcpu")) ==
               value_integer(value_get_cstr(wanted, "vcpu")) &&
           (value_get_cstr(machine, "gpu") == NULL) == (value_get_cstr(wanted, "gpu") == NULL) &&
           4 * memory >= 3 * wanted_memory && 4 * memory <= 5 * wanted_memory;
}

Str facts_alternatives(const Resolver *resolver, Str region, Str machine) {
    const Value *wanted = facts_machine(resolver, machine);
    const Value *machines = facts_machines(resolver);
    Str *names = arena_alloc_array(resolver->arena, value_count(machines), sizeof *names);
    size_t count = 0;
    for (uint32_t i = 0; i < value_count(machines); i++) {
        const ValueMember *member = &machines->as.map.members[i];
        if (is_alike(member->value, wanted) && facts_zones(resolver, region, member->key) != NULL) {
            names[count++] = member->key;
        }
    }
    enum { SHOWN = 4 };
    return count == 0 ? STR("") : near_name_list(resolver->arena, names, count, SHOWN);
}

bool facts_is_past(const Value *document, Str date) {
    return date.length > 0 && str_compare(date, value_text(value_get_cstr(document, "as_of"))) < 0;
}
