#include "resolve/cache.h"

#include "resolve/names.h"
#include "resolve/versions.h"

enum { MIB_PER_GIB = 1024 };
/* A node that holds less than this part more is what was asked for. */
enum { WORTH_A_NOTE = 8 };

typedef struct Cache {
    Str label;
    const Value *block;
    const Value *service; /* the catalogue's entry for the engine on this cloud */
    Str title;            /* "cache predictions" */
    bool ha;
} Cache;

typedef struct Node {
    Str machine;
    int64_t memory_mb;
} Node;

static const Value *catalog_of(const Resolver *resolver, const char *part, CloudKind kind) {
    const Value *caches = value_get_cstr(resolver->schema->catalog, "caches");
    return value_get(value_get_cstr(caches, part), cloud_info(kind)->name);
}

/* ---- version ---- */

static Str choose_version(Resolver *resolver, const Cache *cache, Str engine,
                          const Value **ret_entry) {
    VersionTables versions = {
        .subject = str_equal(engine, STR("valkey")) ? "Valkey" : "Redis",
        .document = value_get_cstr(resolver->schema->catalog, "caches"),
        .unknown = MLS2080,
    };
    for (int kind = 0; kind < CLOUD_COUNT; kind++) {
        versions.tables[kind] =
            value_get(catalog_of(resolver, "versions", (CloudKind)kind), engine);
    }
    *ret_entry = NULL;
    if (versions.tables[resolver->kind] == NULL) {
        return STR("chosen by the cloud");
    }
    Str version = version_choose(resolver, &versions, cache->block, "version");
    *ret_entry = value_get(versions.tables[resolver->kind], version);
    return version;
}

/* ---- node ---- */

/* The service has tiers and takes the memory as a number; others sell nodes of fixed sizes. */
static bool sized_by_memory(const Cache *cache) {
    return value_get_cstr(cache->service, "tiers") != NULL;
}

/* The smallest node that holds the memory; in production none without a service level. */
static bool find_node(const Resolver *resolver, const Cache *cache, int64_t memory_mb,
                      Node *ret_node) {
    const Value *all = value_path(resolver->schema->catalog, "caches.nodes");
    const Value *nodes = value_get(all, value_text(value_get_cstr(cache->service, "nodes")));
    for (uint32_t i = 0; i < value_count(nodes); i++) {
        const ValueMember *member = &nodes->as.map.members[i];
        const Value *production = value_get_cstr(member->value, "production");
        int64_t holds = value_integer(value_get_cstr(member->value, "memory"));
        bool allowed = production == NULL || !resolver->production;
        if (allowed && holds >= memory_mb) {
            *ret_node = (Node){member->key, holds};
            return true;
        }
        ret_node->memory_mb = holds;
    }
    return false;
}

static bool find_size(const Cache *cache, int64_t memory_mb, Node *ret_node) {
    int64_t most = value_integer(value_get_cstr(cache->service, "maximum_gb")) * MIB_PER_GIB;
    int64_t rounded = (memory_mb + MIB_PER_GIB - 1) / MIB_PER_GIB * MIB_PER_GIB;
    const Value *tiers = value_get_cstr(cache->service, "tiers");
    Str tier = value_text(value_get_cstr(tiers, cache->ha ? "ha" : "single"));
    *ret_node = (Node){tier, rounded > most ? most : rounded};
    return rounded <= most;
}

/* "6GiB", "1402MiB". */
static Str memory_text(Arena *arena, int64_t mib) {
    return mib % MIB_PER_GIB == 0 ? str_format(arena, "%lldGiB", (long long)(mib / MIB_PER_GIB))
                                  : str_format(arena, "%lldMiB", (long long)mib);
}

static bool choose_node(Resolver *resolver, const Cache *cache, Node *ret_node) {
    Span span = setting_span(resolver, cache->block, "memory");
    int64_t wanted = mib_of(value_get_cstr(cache->block, "memory"));
    Str wanted_text = memory_text(resolver->arena, wanted);
    bool found = sized_by_memory(cache) ? find_size(cache, wanted, ret_node)
                                        : find_node(resolver, cache, wanted, ret_node);
    Str holds = memory_text(resolver->arena, ret_node->memory_mb);
    if (!found) {
        Diagnostic *diagnostic =
            diag_report(resolver->sink, MLS2082, span, "a cache on %.*s holds at most %.*s",
                        STR_ARG(resolver->cloud->title), STR_ARG(holds));
        diag_note(resolver->sink, diagnostic, "%.*s asked for", STR_ARG(wanted_text));
        return false;
    }
    if (ret_node->memory_mb - wanted > wanted / WORTH_A_NOTE) {
        Str text =
            str_format(resolver->arena, "%.*s sells a node with %.*s, the next size over %.*s",
                       STR_ARG(resolver->cloud->title), STR_ARG(holds), STR_ARG(wanted_text));
        diag_report(resolver->sink, MLS2081, span, "%.*s", STR_ARG(text));
        resolver_difference(resolver, cache->title, text);
    }
    return true;
}

/* ---- engine ---- */

static Str choose_engine(Resolver *resolver, const Cache *cache) {
    Str wanted = value_text(value_get_cstr(cache->block, "engine"));
    Str engine = value_text(value_get_cstr(cache->service, "engine"));
    if (!str_equal(wanted, engine)) {
        Str service = value_text(value_get_cstr(cache->service, "title"));
        Str text = str_format(resolver->arena, "%.*s sells no Valkey: %.*s runs Redis in its place",
                              STR_ARG(resolver->cloud->title), STR_ARG(service));
        diag_report(resolver->sink, MLS2083, setting_span(resolver, cache->block, "engine"), "%.*s",
                    STR_ARG(text));
        resolver_difference(resolver, cache->title, text);
    }
    return engine;
}

static int64_t snapshot_days(const Resolver *resolver, bool persistence) {
    enum { PRODUCTION_DAYS = 7, OTHER_DAYS = 1 };
    if (!persistence) {
        return 0;
    }
    return resolver->production ? PRODUCTION_DAYS : OTHER_DAYS;
}

static const Value *cache_value(Resolver *resolver, const Cache *cache) {
    const Value *block = cache->block;
    Span origin = setting_span(resolver, block, NULL);
    Str parts[] = {resolver->stack->name, resolver->environment, cache->label};
    Str name = name_make(resolver, "cache", parts, sizeof parts / sizeof *parts, origin);
    Str engine = choose_engine(resolver, cache);
    const Value *version = NULL;
    Str chosen = choose_version(resolver, cache, engine, &version);
    Node node = {0};
    if (!choose_node(resolver, cache, &node) || chosen.length == 0) {
        return NULL;
    }
    bool persistence = value_boolean(value_get_cstr(block, "persistence"));
    ValueBuilder map = value_map_new(resolver->arena, origin);
    value_map_set_string(&map, "key", cache->label);
    value_map_set_string(&map, "name", name);
    value_map_set_value(
        &map, "engine",
        value_string(resolver->arena, engine, setting_span(resolver, block, "engine")));
    value_map_set_value(&map, "version",
                        value_string(resolver->arena, value_text(value_get_cstr(version, "name")),
                                     setting_span(resolver, block, "version")));
    value_map_set_value(
        &map, "machine",
        value_string(resolver->arena, node.machine, setting_span(resolver, block, "memory")));
    if (sized_by_memory(cache)) {
        value_map_set_int(&map, "memory_gb", node.memory_mb / MIB_PER_GIB);
    }
    value_map_set_int(&map, "memory_mb", node.memory_mb);
    value_map_set_int(&map, "nodes", cache->ha ? 2 : 1);
    value_map_set_value(&map, "high_availability", value_get_cstr(block, "ha"));
    value_map_set_value(&map, "persistence", value_get_cstr(block, "persistence"));
    value_map_set_int(&map, "snapshot_days", snapshot_days(resolver, persistence));
    value_map_set_bool(&map, "deletion_protection", resolver->production);
    value_map_set_string(&map, "family", value_text(value_get_cstr(version, "family")));
    return value_finish(&map);
}

const Value *caches_value(Resolver *resolver) {
    const Value *blocks = value_get_cstr(resolver->settings, "cache");
    const Value *services = catalog_of(resolver, "services", resolver->kind);
    ValueBuilder list = value_list_new(resolver->arena, span_none());
    for (uint32_t i = 0; i < value_count(blocks); i++) {
        const ValueMember *member = &blocks->as.map.members[i];
        Cache cache = {
            .label = member->key,
            .block = member->value,
            .service = value_get(services, value_text(value_get_cstr(member->value, "engine"))),
            .title = block_title(resolver->arena, "cache", member->key),
            .ha = value_boolean(value_get_cstr(member->value, "ha")),
        };
        const Value *value = cache_value(resolver, &cache);
        if (value != NULL) {
            value_list_add(&list, value);
        }
    }
    return value_finish(&list);
}
