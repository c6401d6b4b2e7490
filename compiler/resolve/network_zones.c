#include "resolve/network.h"

#include "diag/near_name.h"

static int count_bits(uint32_t set) {
    int count = 0;
    for (; set != 0; set &= set - 1) {
        count++;
    }
    return count;
}

static const Value *zones_of_set(Resolver *resolver, const Value *zones, uint32_t set) {
    ValueBuilder list = value_list_new(resolver->arena, span_none());
    for (uint32_t i = 0; i < value_count(zones); i++) {
        if (set >> i & 1) {
            value_list_add(&list, value_item(zones, i));
        }
    }
    return value_finish(&list);
}

/* Bit i is set when the region's zone i has the pool's machine. */
static uint32_t set_of_pool(const Pool *pool, const Value *zones) {
    uint32_t set = 0;
    for (uint32_t i = 0; i < value_count(zones); i++) {
        if (list_contains(pool->zones, value_text(value_item(zones, i)))) {
            set |= 1U << i;
        }
    }
    return set;
}

/* Pools that a set of zones can hold, first; then pool-and-zone pairs, for spread. */
static int score(const PoolVector *pools, const Value *zones, uint32_t set) {
    enum { POOL_WEIGHT = 1000 };
    int total = 0;
    for (size_t i = 0; i < pools->count; i++) {
        uint32_t common = set_of_pool(&pools->items[i], zones) & set;
        total += (common != 0 ? POOL_WEIGHT : 0) + count_bits(common);
    }
    return total;
}

static void report_conflict(Resolver *resolver, const PoolVector *pools, const Value *zones,
                            uint32_t set) {
    for (size_t i = 0; i < pools->count; i++) {
        const Pool *pool = &pools->items[i];
        if ((set_of_pool(pool, zones) & set) != 0) {
            continue;
        }
        size_t count = value_count(pool->zones);
        Str *names = arena_alloc_array(resolver->arena, count, sizeof *names);
        for (uint32_t j = 0; j < count; j++) {
            names[j] = value_text(value_item(pool->zones, j));
        }
        Str list = near_name_list(resolver->arena, names, count, count);
        Diagnostic *diagnostic =
            diag_report(resolver->sink, MLS2030, setting_span(resolver, pool->block, NULL),
                        "no choice of %d of the zones of '%.*s' has the machines of every pool",
                        count_bits(set), STR_ARG(resolver->region));
        diag_note(resolver->sink, diagnostic, "'%.*s' is sold in %.*s only", STR_ARG(pool->machine),
                  STR_ARG(list));
        diag_help(resolver->sink, diagnostic, "raise `zones` of the network");
    }
}

static void note_zones(Resolver *resolver, DiagCode code, Str text) {
    const Value *network = value_get_cstr(resolver->settings, "network");
    diag_report(resolver->sink, code, setting_span(resolver, network, "zones"), "%.*s",
                STR_ARG(text));
    resolver_difference(resolver, STR("zones"), text);
}

/* How many zones: as many as the user says, within what the region has and the cluster needs. */
static int64_t choose_count(Resolver *resolver, int64_t there) {
    enum { EKS_LEAST = 2 };
    int64_t wanted = value_integer(value_path(resolver->settings, "network.zones"));
    if (resolver->kind == CLOUD_AWS && wanted < EKS_LEAST) {
        note_zones(resolver, MLS2032,
                   str_format(resolver->arena,
                              "an EKS cluster needs %d zones, so %d in place of %lld", EKS_LEAST,
                              EKS_LEAST, (long long)wanted));
        wanted = EKS_LEAST;
    }
    if (there < wanted) {
        note_zones(
            resolver, MLS2031,
            there == 0
                ? str_format(resolver->arena, "'%.*s' has no zones", STR_ARG(resolver->region))
                : str_format(resolver->arena, "'%.*s' has %lld zones, not %lld",
                             STR_ARG(resolver->region), (long long)there, (long long)wanted));
        wanted = there;
    }
    return wanted;
}

const Value *network_zones(Resolver *resolver, const PoolVector *pools) {
    const Value *zones = value_get_cstr(resolver->region_facts, "zones");
    int64_t there = value_count(zones);
    int64_t wanted = choose_count(resolver, there);
    uint32_t best = 0;
    int best_score = -1;
    for (uint32_t set = 0; set < 1U << there; set++) {
        if (count_bits(set) == wanted && score(pools, zones, set) > best_score) {
            best = set;
            best_score = score(pools, zones, set);
        }
    }
    for (size_t i = 0; i < pools->count; i++) {
        if (there > 0 && (set_of_pool(&pools->items[i], zones) & best) == 0) {
            report_conflict(resolver, pools, zones, best);
            return NULL;
        }
    }
    return zones_of_set(resolver, zones, best);
}
