#include "resolve/cluster.h"

#include "resolve/names.h"
#include "resolve/versions.h"

static const Value *versions_of(const Resolver *resolver, CloudKind kind) {
    return value_get(value_path(resolver->schema->catalog, "kubernetes.versions"),
                     cloud_info(kind)->name);
}

static Str choose_version(Resolver *resolver, const Value *cluster) {
    VersionTables versions = {
        .subject = "Kubernetes",
        .document = value_get_cstr(resolver->schema->catalog, "kubernetes"),
        .tables = {versions_of(resolver, CLOUD_AWS), versions_of(resolver, CLOUD_GCP),
                   versions_of(resolver, CLOUD_AZURE)},
        .unknown = MLS2050,
    };
    return version_choose(resolver, &versions, cluster, "kubernetes");
}

static const Value *maintenance_value(Resolver *resolver) {
    enum { START_HOUR = 3, HOURS = 4 };
    ValueBuilder window = value_map_new(resolver->arena, span_none());
    value_map_set_string(&window, "day", STR("Sunday"));
    value_map_set_int(&window, "start_hour", START_HOUR);
    value_map_set_int(&window, "hours", HOURS);
    return value_finish(&window);
}

static void set_addresses(Resolver *resolver, const NetworkPlan *plan, ValueBuilder *map) {
    enum { DNS_ADDRESS = 10 };
    value_map_set_string(map, "pod_cidr", cidr_text(resolver->arena, plan->pods));
    value_map_set_string(map, "service_cidr", cidr_text(resolver->arena, plan->services));
    value_map_set_string(map, "dns_service_ip",
                         cidr_host(resolver->arena, plan->services, DNS_ADDRESS));
}

/* On the other clouds a version is pinned; GKE's channels move on by themselves, and pinning fights
 * them. */
static void note_release_channel(Resolver *resolver, const Value *cluster, Str version,
                                 Str channel) {
    if (channel.length == 0) {
        return;
    }
    Str text = str_format(resolver->arena,
                          "GKE follows its release channel %.*s, which may run a newer Kubernetes "
                          "than %.*s",
                          STR_ARG(channel), STR_ARG(version));
    const Value *written = value_get_cstr(cluster, "kubernetes");
    if (written != NULL) {
        diag_report(resolver->sink, MLS2052, written->origin, "%.*s", STR_ARG(text));
    }
    resolver_difference(resolver, STR("Kubernetes version"), text);
}

const Value *cluster_value(Resolver *resolver, const NetworkPlan *plan) {
    const Value *cluster = value_get_cstr(resolver->settings, "cluster");
    Span origin = setting_span(resolver, cluster, NULL);
    Str version = choose_version(resolver, cluster);
    Str parts[] = {resolver->stack->name, resolver->environment};
    Str name = name_make(resolver, "cluster", parts, sizeof parts / sizeof *parts,
                         resolver->stack->name_span);
    if (version.length == 0) {
        return NULL;
    }
    const Value *facts = value_get(versions_of(resolver, resolver->kind), version);
    const Value *system_pool = pools_system(resolver, plan->zones);
    ValueBuilder map = value_map_new(resolver->arena, origin);
    value_map_set_string(&map, "name", name);
    value_map_set_value(
        &map, "version",
        value_string(resolver->arena, version, setting_span(resolver, cluster, "kubernetes")));
    value_map_set_value(&map, "zones", plan->zones);
    value_map_set_value(&map, "api_access", value_get_cstr(cluster, "api_access"));
    value_map_set_bool(&map, "highly_available", resolver->production);
    value_map_set_bool(&map, "deletion_protection", resolver->production);
    set_addresses(resolver, plan, &map);
    Str channel = value_text(value_get_cstr(facts, "channel"));
    value_map_set_string(&map, "release_channel", channel);
    note_release_channel(resolver, cluster, version, channel);
    if (system_pool != NULL) {
        value_map_set_value(&map, "system_pool", system_pool);
    }
    value_map_set_value(&map, "maintenance", maintenance_value(resolver));
    return value_finish(&map);
}
