#include "resolve/network.h"

#include <string.h>

/*
 * Where each range lies: the network is cut into 2^bits parts, and the range is part `index`, or
 * `index + zone` where each zone has its own.
 *
 * AWS: pods take addresses of the node subnets, so these get a quarter of the network in each of at
 * most three zones; the last quarter holds load balancers (public) and databases.
 * Google Cloud: pods get half; each node takes a /24 of it. `peering` is for private services
 * access, where every Cloud SQL instance and cache of a region takes a /24 or /29.
 * Azure: pods have an overlay outside the network, so nodes get half and never fill it.
 */
typedef struct Range {
    const char *role;
    int bits;
    uint32_t index;
    bool per_zone;
} Range;

static const Range aws_ranges[] = {
    {"nodes", 2, 0, true},
    {"public", 5, 24, true},
    {"database", 5, 28, true},
};

static const Range gcp_ranges[] = {
    {"nodes", 3, 0, false},      {"services", 4, 2, false}, {"peering", 4, 3, false},
    {"endpoints", 6, 16, false}, {"pods", 1, 1, false},
};

static const Range azure_ranges[] = {
    {"nodes", 1, 0, false},
    {"database", 4, 8, false},
    {"endpoints", 4, 9, false},
};

typedef struct Layout {
    const Range *ranges;
    size_t range_count;
    int shortest; /* prefix lengths that the cloud accepts for a network */
    int longest;  /* and that leave every range at least its smallest legal size */
    /* Tried in order until one overlaps nothing; none where they are part of the network. */
    const char *pods[3];
    const char *services[3];
} Layout;

#define RANGES(array) (array), sizeof(array) / sizeof *(array)

static const Layout layouts[CLOUD_COUNT] = {
    /* A VPC is /16 to /28, a subnet at most /28. */
    [CLOUD_AWS] =
        {RANGES(aws_ranges), 16, 23, {NULL}, {"172.20.0.0/16", "10.100.0.0/16", "192.168.0.0/16"}},
    /* Private services access takes a /24 for databases, and more for caches beside them. */
    [CLOUD_GCP] = {RANGES(gcp_ranges), 8, 19, {NULL}, {NULL}},
    /* A delegated subnet is at most /28. Each node takes a /24 of a /14 for its pods. */
    [CLOUD_AZURE] = {RANGES(azure_ranges),
                     8,
                     24,
                     {"10.244.0.0/14", "172.24.0.0/14", "100.64.0.0/14"},
                     {"172.20.0.0/16", "10.100.0.0/16", "192.168.0.0/16"}},
};

static Cidr range_in(CloudKind kind, Cidr network, const char *role, uint32_t zone) {
    const Layout *layout = &layouts[kind];
    const Range *range = layout->ranges;
    while (strcmp(range->role, role) != 0) {
        range++;
    }
    return cidr_part(network, range->bits, range->index + (range->per_zone ? zone : 0));
}

/* ---- room ---- */

/*
 * Addresses that a node takes from a zone's subnet on AWS: its own and those of its pods, which
 * EKS limits to 58 on the machines behind `size`.
 */
enum { AWS_NODE_ADDRESSES = 64 };
/* What a cloud keeps of each subnet, at most (AWS and Azure 5, Google Cloud 4). */
enum { RESERVED_ADDRESSES = 5 };
/* The /24 that a node takes for its pods on Google Cloud and Azure. */
enum { NODE_POD_ADDRESSES = 256 };
/* A node more per pool while a machine is replaced. */
enum { SURGE = 1 };

static int64_t nodes_with_surge(const PoolVector *pools, const Value *zones, Str zone) {
    return pools_most_nodes(pools, zones, zone) + SURGE * (int64_t)pools->count;
}

static bool aws_has_room(Cidr network, const PoolVector *pools, const Value *zones) {
    int64_t usable = cidr_size(range_in(CLOUD_AWS, network, "nodes", 0)) - RESERVED_ADDRESSES;
    for (uint32_t i = 0; i < value_count(zones); i++) {
        Str zone = value_text(value_item(zones, i));
        if (nodes_with_surge(pools, zones, zone) * AWS_NODE_ADDRESSES > usable) {
            return false;
        }
    }
    return true;
}

static bool gcp_has_room(Cidr network, const PoolVector *pools, const Value *zones) {
    int64_t nodes = nodes_with_surge(pools, zones, STR(""));
    return nodes * NODE_POD_ADDRESSES <= cidr_size(range_in(CLOUD_GCP, network, "pods", 0)) &&
           nodes + RESERVED_ADDRESSES <= cidr_size(range_in(CLOUD_GCP, network, "nodes", 0));
}

static bool azure_has_room(Cidr network, const PoolVector *pools, const Value *zones) {
    enum { SYSTEM_NODES = 6, POD_PREFIX = 14 };
    int64_t nodes = nodes_with_surge(pools, zones, STR("")) + SYSTEM_NODES;
    return nodes * NODE_POD_ADDRESSES <= cidr_size((Cidr){0, POD_PREFIX}) &&
           nodes + RESERVED_ADDRESSES <= cidr_size(range_in(CLOUD_AZURE, network, "nodes", 0));
}

static bool has_room(CloudKind kind, Cidr network, const PoolVector *pools, const Value *zones) {
    switch (kind) {
    case CLOUD_AWS:
        return aws_has_room(network, pools, zones);
    case CLOUD_GCP:
        return gcp_has_room(network, pools, zones);
    case CLOUD_AZURE:
        return azure_has_room(network, pools, zones);
    }
    return false;
}

/* ---- checks ---- */

static bool check_length(Resolver *resolver, Cidr network, Span span) {
    const Layout *layout = &layouts[resolver->kind];
    if (network.prefix >= layout->shortest) {
        return true;
    }
    Str fitting =
        cidr_text(resolver->arena, cidr_part(network, layout->shortest - network.prefix, 0));
    Diagnostic *diagnostic = diag_report(
        resolver->sink, MLS2040, span, "a network on %.*s is /%d at the largest, found /%d",
        STR_ARG(resolver->cloud->title), layout->shortest, network.prefix);
    diag_help(resolver->sink, diagnostic, "`on %.*s { network { cidr = %.*s } }`",
              STR_ARG(resolver->cloud->name), STR_ARG(fitting));
    return false;
}

static bool check_room(Resolver *resolver, Cidr network, const PoolVector *pools,
                       const Value *zones, Span span) {
    const Layout *layout = &layouts[resolver->kind];
    if (network.prefix <= layout->longest && has_room(resolver->kind, network, pools, zones)) {
        return true;
    }
    long long nodes = pools_most_nodes(pools, zones, STR(""));
    int prefix = network.prefix < layout->longest ? network.prefix : layout->longest;
    while (prefix >= layout->shortest &&
           !has_room(resolver->kind, cidr_with_prefix(network, prefix), pools, zones)) {
        prefix--;
    }
    Diagnostic *diagnostic = diag_report(resolver->sink, MLS2041, span,
                                         "network of /%d is too small on %.*s for %lld nodes",
                                         network.prefix, STR_ARG(resolver->cloud->title), nodes);
    if (prefix < layout->shortest) {
        diag_help(resolver->sink, diagnostic,
                  "no network on %.*s holds that many: lower `nodes` of the pools",
                  STR_ARG(resolver->cloud->title));
        return false;
    }
    Str fitting = cidr_text(resolver->arena, cidr_with_prefix(network, prefix));
    diag_help(resolver->sink, diagnostic, "the smallest that fits is /%d, such as %.*s", prefix,
              STR_ARG(fitting));
    return false;
}

/* ---- plan ---- */

static const Value *subnet_value(Resolver *resolver, Cidr network, Str key, uint32_t zone) {
    const Layout *layout = &layouts[resolver->kind];
    ValueBuilder ranges = value_map_new(resolver->arena, span_none());
    for (size_t i = 0; i < layout->range_count; i++) {
        const char *role = layout->ranges[i].role;
        Cidr part = range_in(resolver->kind, network, role, zone);
        value_map_set_string(&ranges, role, cidr_text(resolver->arena, part));
    }
    ValueBuilder subnet = value_map_new(resolver->arena, span_none());
    value_map_set_string(&subnet, "key", key);
    value_map_set_value(&subnet, "ranges", value_finish(&ranges));
    return value_finish(&subnet);
}

static const Value *subnets_value(Resolver *resolver, Cidr network, const Value *zones) {
    ValueBuilder subnets = value_list_new(resolver->arena, span_none());
    if (resolver->kind != CLOUD_AWS) {
        value_list_add(&subnets, subnet_value(resolver, network, STR("region"), 0));
        return value_finish(&subnets);
    }
    for (uint32_t i = 0; i < value_count(zones); i++) {
        value_list_add(&subnets,
                       subnet_value(resolver, network, value_text(value_item(zones, i)), i));
    }
    return value_finish(&subnets);
}

static Cidr first_free(const char *const *candidates, size_t count, Cidr network, Cidr other) {
    Cidr candidate = {0};
    for (size_t i = 0; i < count; i++) {
        if (cidr_parse(str_from_cstr(candidates[i]), &candidate) &&
            !cidr_overlaps(candidate, network) && !cidr_overlaps(candidate, other)) {
            break;
        }
    }
    return candidate;
}

/* One of three candidates is always free: no two of them lie in one private block. */
static void plan_cluster(CloudKind kind, NetworkPlan *plan) {
    const Layout *layout = &layouts[kind];
    enum { CANDIDATES = 3 };
    switch (kind) {
    case CLOUD_AWS:
        plan->pods = plan->cidr;
        plan->services = first_free(layout->services, CANDIDATES, plan->cidr, plan->cidr);
        return;
    case CLOUD_GCP:
        plan->services = range_in(kind, plan->cidr, "services", 0);
        plan->pods = range_in(kind, plan->cidr, "pods", 0);
        return;
    case CLOUD_AZURE:
        plan->pods = first_free(layout->pods, CANDIDATES, plan->cidr, plan->cidr);
        plan->services = first_free(layout->services, CANDIDATES, plan->cidr, plan->pods);
        return;
    }
}

/* CloudWatch keeps logs for one of these numbers of days only. */
static int64_t retention_days(CloudKind kind, int64_t days) {
    static const int64_t legal[] = {1,   3,   5,   7,   14,   30,   60,   90,   120,  150,  180,
                                    365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653};
    for (size_t i = 0; kind == CLOUD_AWS && i < sizeof legal / sizeof *legal; i++) {
        if (legal[i] >= days) {
            return legal[i];
        }
    }
    return days;
}

static int64_t flow_log_days(const Resolver *resolver, const Value *setting) {
    enum { PRODUCTION_DAYS = 90, OTHER_DAYS = 30 };
    if (setting->kind == VALUE_INT) {
        return retention_days(resolver->kind, days_of(setting));
    }
    if (!value_boolean(setting)) {
        return 0;
    }
    return resolver->production ? PRODUCTION_DAYS : OTHER_DAYS;
}

bool network_plan(Resolver *resolver, const PoolVector *pools, const Value *zones,
                  NetworkPlan *ret_plan, const Value **ret_network) {
    const Value *network = value_get_cstr(resolver->settings, "network");
    Span span = setting_span(resolver, network, "cidr");
    Str cidr = value_text(value_get_cstr(network, "cidr"));
    *ret_plan = (NetworkPlan){.zones = zones};
    /* Any other form was refused by check. */
    if (!cidr_parse(cidr, &ret_plan->cidr) || !check_length(resolver, ret_plan->cidr, span) ||
        !check_room(resolver, ret_plan->cidr, pools, zones, span)) {
        return false;
    }
    plan_cluster(resolver->kind, ret_plan);
    const Value *nat = value_get_cstr(network, "nat");
    ValueBuilder map = value_map_new(resolver->arena, setting_span(resolver, network, NULL));
    value_map_set_value(&map, "cidr", value_string(resolver->arena, cidr, span));
    value_map_set_value(&map, "zones", zones);
    value_map_set_value(&map, "subnets", subnets_value(resolver, ret_plan->cidr, zones));
    value_map_set_value(
        &map, "nat",
        value_string(resolver->arena, value_text(nat), setting_span(resolver, network, "nat")));
    value_map_set_value(&map, "flow_log_days",
                        value_int(resolver->arena,
                                  flow_log_days(resolver, value_get_cstr(network, "flow_logs")),
                                  setting_span(resolver, network, "flow_logs")));
    *ret_network = value_finish(&map);
    return true;
}
