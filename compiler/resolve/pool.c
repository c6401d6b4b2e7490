#include "resolve/pool.h"

#include "resolve/facts.h"
#include "resolve/machine.h"
#include "resolve/names.h"

#define GENERAL STR("general")

/* ---- choice ---- */

static Pool pool_new(Str key, const Value *block) {
    const Value *nodes = value_get_cstr(block, "nodes");
    return (Pool){
        .key = key,
        .block = block,
        .fewest = value_integer(value_get_cstr(nodes, "min")),
        .most = value_integer(value_get_cstr(nodes, "max")),
    };
}

static void add_cpu_pool(Resolver *resolver, Str key, const Value *block, PoolVector *pools) {
    Pool pool = pool_new(key, block);
    if (!machine_choose(resolver, block, &pool.machine)) {
        return;
    }
    pool.zones = facts_zones(resolver, resolver->region, pool.machine);
    vector_push(resolver->arena, pools, pool);
}

static void add_gpu_pool(Resolver *resolver, Str key, const Value *block, PoolVector *pools) {
    Pool pool = pool_new(key, block);
    if (!gpu_choose(resolver, key, block, &pool.gpu)) {
        return;
    }
    pool.has_gpu = true;
    pool.machine = pool.gpu.machine;
    pool.zones = pool.gpu.zones;
    vector_push(resolver->arena, pools, pool);
}

PoolVector pools_choose(Resolver *resolver) {
    PoolVector pools = {0};
    const Value *cluster = value_get_cstr(resolver->settings, "cluster");
    add_cpu_pool(resolver, GENERAL, cluster, &pools);
    const Value *cpu = value_get_cstr(cluster, "pool");
    for (uint32_t i = 0; i < value_count(cpu); i++) {
        const ValueMember *member = &cpu->as.map.members[i];
        add_cpu_pool(resolver, member->key, member->value, &pools);
    }
    const Value *gpu = value_get_cstr(cluster, "gpu");
    for (uint32_t i = 0; i < value_count(gpu); i++) {
        const ValueMember *member = &gpu->as.map.members[i];
        add_gpu_pool(resolver, member->key, member->value, &pools);
    }
    return pools;
}

/* ---- zones and counts ---- */

static const Value *zones_used(Arena *arena, const Pool *pool, const Value *network_zones) {
    ValueBuilder list = value_list_new(arena, span_none());
    for (uint32_t i = 0; i < value_count(network_zones); i++) {
        const Value *zone = value_item(network_zones, i);
        if (list_contains(pool->zones, value_text(zone))) {
            value_list_add(&list, zone);
        }
    }
    return value_finish(&list);
}

int64_t pools_most_nodes(const PoolVector *pools, const Value *network_zones, Str zone) {
    int64_t nodes = 0;
    for (size_t i = 0; i < pools->count; i++) {
        const Pool *pool = &pools->items[i];
        int64_t zones = 0;
        for (uint32_t j = 0; j < value_count(network_zones); j++) {
            zones += list_contains(pool->zones, value_text(value_item(network_zones, j))) ? 1 : 0;
        }
        if (zone.length == 0) {
            nodes += pool->most;
        } else if (zones > 0 && list_contains(pool->zones, zone)) {
            nodes += (pool->most + zones - 1) / zones;
        }
    }
    return nodes;
}

/* ---- values ---- */

static const Value *nodes_value(Arena *arena, int64_t fewest, int64_t most, Span origin) {
    ValueBuilder nodes = value_map_new(arena, origin);
    value_map_set_int(&nodes, "min", fewest);
    value_map_set_int(&nodes, "max", most);
    value_map_set_int(&nodes, "initial", fewest);
    return value_finish(&nodes);
}

static const Value *labels_value(Resolver *resolver, const Pool *pool) {
    const Value *labels = value_get_cstr(pool->block, "labels");
    ValueBuilder map = value_map_new(resolver->arena, span_none());
    value_map_set_string(&map, "workload", pool->has_gpu ? STR("gpu") : GENERAL);
    for (uint32_t i = 0; i < value_count(labels); i++) {
        const ValueMember *member = &labels->as.map.members[i];
        value_map_set(&map, member->key, member->key_span, member->value);
    }
    return value_finish(&map);
}

static const Value *taint_value(Arena *arena, Str key, Str value, Str effect, Span origin) {
    ValueBuilder taint = value_map_new(arena, origin);
    value_map_set_string(&taint, "key", key);
    value_map_set_string(&taint, "value", value);
    value_map_set_string(&taint, "effect", effect);
    return value_finish(&taint);
}

/* "team=search:NoSchedule", whose form check has made sure of; the value may be missing. */
static const Value *parse_taint(Arena *arena, const Value *written) {
    Str text = value_text(written);
    size_t colon = str_find_byte(text, ':');
    Str subject = str_slice(text, 0, colon);
    size_t equals = str_find_byte(subject, '=');
    return taint_value(arena, str_slice(subject, 0, equals),
                       equals < subject.length ? str_slice(subject, equals + 1, subject.length)
                                               : STR(""),
                       str_slice(text, colon + 1, text.length), written->origin);
}

static const Value *taints_value(Resolver *resolver, const Pool *pool) {
    ValueBuilder taints = value_list_new(resolver->arena, span_none());
    if (pool->has_gpu) {
        /* GKE sets this taint itself, with this value; the others leave the value to us. */
        Str value = resolver->kind == CLOUD_GCP ? STR("present") : STR("true");
        value_list_add(&taints, taint_value(resolver->arena, STR("nvidia.com/gpu"), value,
                                            STR("NoSchedule"), span_none()));
    }
    const Value *written = value_get_cstr(pool->block, "taints");
    for (uint32_t i = 0; i < value_count(written); i++) {
        value_list_add(&taints, parse_taint(resolver->arena, value_item(written, i)));
    }
    return value_finish(&taints);
}

static const Value *gpu_value(Resolver *resolver, const Pool *pool) {
    ValueBuilder gpu = value_map_new(resolver->arena, setting_span(resolver, pool->block, "type"));
    value_map_set_string(&gpu, "type", pool->gpu.type);
    value_map_set_string(&gpu, "accelerator", pool->gpu.accelerator);
    value_map_set_string(&gpu, "vendor_model", pool->gpu.title);
    value_map_set_int(&gpu, "count", pool->gpu.count);
    value_map_set_int(&gpu, "memory_gb", pool->gpu.memory_gb);
    return value_finish(&gpu);
}

/* AKS has a pool called system already; a user's own one of that name gets a hash. */
static Str pool_name(Resolver *resolver, const Pool *pool) {
    Span span = setting_span(resolver, pool->block, NULL);
    bool reserved = resolver->kind == CLOUD_AZURE && str_equal(pool->key, STR("system"));
    return reserved ? name_make_hashed(resolver, "node_pool", &pool->key, 1, span)
                    : name_make(resolver, "node_pool", &pool->key, 1, span);
}

static const Value *pool_value(Resolver *resolver, const Pool *pool, const Value *network_zones) {
    ValueBuilder map = value_map_new(resolver->arena, setting_span(resolver, pool->block, NULL));
    const Value *spot = value_get_cstr(pool->block, "spot");
    value_map_set_string(&map, "key", pool->key);
    value_map_set_string(&map, "name", pool_name(resolver, pool));
    value_map_set_value(&map, "machine",
                        value_string(resolver->arena, pool->machine,
                                     setting_span(resolver, pool->block, "machine")));
    value_map_set_value(&map, "zones", zones_used(resolver->arena, pool, network_zones));
    value_map_set_value(&map, "nodes",
                        nodes_value(resolver->arena, pool->fewest, pool->most,
                                    setting_span(resolver, pool->block, "nodes")));
    value_map_set_value(&map, "disk_gb",
                        value_int(resolver->arena, gib_of(value_get_cstr(pool->block, "disk")),
                                  setting_span(resolver, pool->block, "disk")));
    value_map_set_value(&map, "spot",
                        value_bool(resolver->arena, value_boolean(spot),
                                   setting_span(resolver, pool->block, "spot")));
    value_map_set_value(&map, "labels", labels_value(resolver, pool));
    value_map_set_value(&map, "taints", taints_value(resolver, pool));
    if (pool->has_gpu) {
        value_map_set_value(&map, "gpu", gpu_value(resolver, pool));
    }
    return value_finish(&map);
}

const Value *pools_value(Resolver *resolver, const PoolVector *pools, const Value *network_zones) {
    ValueBuilder list = value_list_new(resolver->arena, span_none());
    for (size_t i = 0; i < pools->count; i++) {
        value_list_add(&list, pool_value(resolver, &pools->items[i], network_zones));
    }
    return value_finish(&list);
}

const Value *pools_system(Resolver *resolver, const Value *network_zones) {
    const Value *choices =
        value_get(value_path(resolver->schema->catalog, "machines.system"), resolver->cloud->name);
    if (choices == NULL) {
        return NULL;
    }
    enum { DISK_GB = 100 };
    const Value *choice =
        value_get_cstr(choices, resolver->production ? "production" : "otherwise");
    Span origin = setting_span(resolver, value_get_cstr(resolver->settings, "cluster"), NULL);
    ValueBuilder pool = value_map_new(resolver->arena, origin);
    value_map_set_string(&pool, "name", STR("system"));
    value_map_set_value(&pool, "machine", value_get_cstr(choice, "machine"));
    value_map_set_value(&pool, "nodes",
                        nodes_value(resolver->arena, value_integer(value_path(choice, "nodes.min")),
                                    value_integer(value_path(choice, "nodes.max")), origin));
    value_map_set_int(&pool, "disk_gb", DISK_GB);
    value_map_set_value(&pool, "zones", network_zones);
    return value_finish(&pool);
}
