#include "resolve/database.h"

#include "resolve/names.h"
#include "resolve/versions.h"

/* One database block and what the catalogue says about its engine on this cloud. */
typedef struct Database {
    Str label;
    const Value *block;
    const Value *facts;
    Str title; /* "database metadata" */
} Database;

static const Value *engine_facts(const Resolver *resolver, const Value *block, CloudKind kind) {
    const Value *engines = value_get_cstr(resolver->schema->catalog, "databases");
    return value_get(value_get(engines, value_text(value_get_cstr(block, "engine"))),
                     cloud_info(kind)->name);
}

static Str choose_version(Resolver *resolver, const Database *database) {
    VersionTables versions = {
        .subject = "PostgreSQL",
        .document = value_get_cstr(resolver->schema->catalog, "databases"),
        .unknown = MLS2070,
    };
    for (int kind = 0; kind < CLOUD_COUNT; kind++) {
        versions.tables[kind] =
            value_get_cstr(engine_facts(resolver, database->block, (CloudKind)kind), "versions");
    }
    return version_choose(resolver, &versions, database->block, "version");
}

/* On Azure the machine names the processor generation, which differs by region. */
static Str choose_machine(const Resolver *resolver, const Database *database) {
    static const char hole[] = "{generation}";
    Str size = value_text(value_get_cstr(database->block, "size"));
    Str machine = value_text(value_get(value_get_cstr(database->facts, "sizes"), size));
    size_t at = str_find(machine, STR("{generation}"));
    if (at == machine.length) {
        return machine;
    }
    Str generation = value_text(value_path(resolver->region_facts, "postgres.generation"));
    if (generation.length == 0) {
        generation = STR("v4"); /* sold in every region that is recorded */
    }
    return str_format(resolver->arena, "%.*s%.*s%.*s", STR_ARG(str_slice(machine, 0, at)),
                      STR_ARG(generation),
                      STR_ARG(str_slice(machine, at + sizeof hole - 1, machine.length)));
}

/* ---- storage ---- */

static int64_t round_storage(const Value *rules, int64_t gib) {
    int64_t least = value_integer(value_get_cstr(rules, "minimum"));
    const Value *steps = value_get_cstr(rules, "steps");
    for (uint32_t i = 0; i < value_count(steps); i++) {
        if (value_integer(value_item(steps, i)) >= gib) {
            return value_integer(value_item(steps, i));
        }
    }
    return gib < least ? least : gib;
}

static const Value *storage_value(Resolver *resolver, const Database *database) {
    const Value *rules = value_get_cstr(database->facts, "storage");
    Span span = setting_span(resolver, database->block, "storage");
    int64_t wanted = gib_of(value_get_cstr(database->block, "storage"));
    int64_t initial = round_storage(rules, wanted);
    int64_t most = value_integer(value_get_cstr(rules, "maximum"));
    if (initial != wanted) {
        Str text =
            str_format(resolver->arena, "%.*s sells %lldGiB of storage, the next size over %lldGiB",
                       STR_ARG(resolver->cloud->title), (long long)initial, (long long)wanted);
        diag_report(resolver->sink, MLS2072, span, "%.*s", STR_ARG(text));
        resolver_difference(resolver, database->title, text);
    }
    ValueBuilder storage = value_map_new(resolver->arena, span);
    value_map_set_int(&storage, "initial", initial);
    value_map_set_int(&storage, "max",
                      2 * initial > most ? most : round_storage(rules, 2 * initial));
    return value_finish(&storage);
}

/* ---- availability ---- */

/* Why a standby cannot be in another zone; empty when it can. */
static Str zone_obstacle(const Resolver *resolver, const Value *zones) {
    if (resolver->kind != CLOUD_AZURE) {
        return STR("");
    }
    Str region = resolver->region;
    if (value_count(zones) < 2) {
        return str_format(resolver->arena, "the network in '%.*s' has no second zone",
                          STR_ARG(region));
    }
    Str state = value_text(value_path(resolver->region_facts, "postgres.zone_redundant"));
    if (str_equal(state, STR("yes"))) {
        return STR("");
    }
    return state.length == 0
               ? str_format(resolver->arena,
                            "whether '%.*s' has zone-redundant PostgreSQL is not recorded",
                            STR_ARG(region))
               : str_format(resolver->arena, "'%.*s' takes no new zone-redundant PostgreSQL",
                            STR_ARG(region));
}

static Str choose_availability(Resolver *resolver, const Database *database, const Value *zones) {
    if (!value_boolean(value_get_cstr(database->block, "ha"))) {
        return STR("none");
    }
    Str obstacle = zone_obstacle(resolver, zones);
    if (obstacle.length == 0) {
        return STR("zone-redundant");
    }
    Str text =
        str_format(resolver->arena, "%.*s: the standby is in the same zone", STR_ARG(obstacle));
    diag_report(resolver->sink, MLS2075, setting_span(resolver, database->block, "ha"), "%.*s",
                STR_ARG(text));
    resolver_difference(resolver, database->title, text);
    return STR("same-zone");
}

static int64_t choose_backup_days(Resolver *resolver, const Database *database) {
    const Value *rules = value_get_cstr(database->facts, "backups");
    int64_t days = days_of(value_get_cstr(database->block, "backups"));
    int64_t least = value_integer(value_get_cstr(rules, "minimum"));
    int64_t most = value_integer(value_get_cstr(rules, "maximum"));
    if (days >= least && days <= most) {
        return days;
    }
    int64_t kept = days < least ? least : most;
    Str text = str_format(resolver->arena,
                          "%.*s keeps backups for %lld to %lld days, so %lld in place of %lld",
                          STR_ARG(resolver->cloud->title), (long long)least, (long long)most,
                          (long long)kept, (long long)days);
    diag_report(resolver->sink, MLS2074, setting_span(resolver, database->block, "backups"), "%.*s",
                STR_ARG(text));
    resolver_difference(resolver, database->title, text);
    return kept;
}

static const Value *replicas_value(Resolver *resolver, const Database *database) {
    ValueBuilder keys =
        value_list_new(resolver->arena, setting_span(resolver, database->block, "replicas"));
    int64_t count = value_integer(value_get_cstr(database->block, "replicas"));
    for (int64_t i = 1; i <= count; i++) {
        Str key = str_format(resolver->arena, "replica-%lld", (long long)i);
        value_list_add(&keys, value_string(resolver->arena, key, keys.origin));
    }
    return value_finish(&keys);
}

/* ---- names ---- */

/* The label as an identifier, kept apart from databases and words that the servers have already. */
static Str database_name(const Resolver *resolver, const Database *database) {
    Buffer name = buffer_new(resolver->arena);
    for (size_t i = 0; i < database->label.length; i++) {
        char byte = database->label.data[i];
        buffer_append_byte(&name, byte == '-' ? '_' : byte);
    }
    Str plain = buffer_str(&name);
    const Value *reserved = value_path(resolver->schema->catalog, "databases.reserved");
    return list_contains(reserved, plain) ? str_format(resolver->arena, "%.*s_db", STR_ARG(plain))
                                          : plain;
}

static Str zone_or_nothing(const Resolver *resolver, const Value *zones, uint32_t index,
                           bool there) {
    return resolver->kind == CLOUD_AZURE && there ? value_text(value_item(zones, index)) : STR("");
}

static const Value *database_value(Resolver *resolver, const Database *database,
                                   const Value *zones) {
    const Value *block = database->block;
    Span origin = setting_span(resolver, block, NULL);
    Str parts[] = {resolver->stack->name, resolver->environment, database->label};
    Str name = name_make(resolver, "database", parts, sizeof parts / sizeof *parts, origin);
    Str version = choose_version(resolver, database);
    const Value *storage = storage_value(resolver, database);
    if (version.length == 0) {
        return NULL;
    }
    Str availability = choose_availability(resolver, database, zones);
    bool geo_backup = resolver->production &&
                      value_boolean(value_path(resolver->region_facts, "postgres.geo_backup"));
    ValueBuilder map = value_map_new(resolver->arena, origin);
    value_map_set_string(&map, "key", database->label);
    value_map_set_string(&map, "name", name);
    value_map_set_string(&map, "database_name", database_name(resolver, database));
    value_map_set_value(&map, "engine", value_get_cstr(block, "engine"));
    value_map_set_value(
        &map, "version",
        value_string(resolver->arena, version, setting_span(resolver, block, "version")));
    value_map_set_value(&map, "machine",
                        value_string(resolver->arena, choose_machine(resolver, database),
                                     setting_span(resolver, block, "size")));
    value_map_set_value(&map, "storage_gb", storage);
    value_map_set_value(
        &map, "high_availability",
        value_string(resolver->arena, availability, setting_span(resolver, block, "ha")));
    value_map_set_string(&map, "zone", zone_or_nothing(resolver, zones, 0, true));
    value_map_set_string(
        &map, "standby_zone",
        zone_or_nothing(resolver, zones, 1, str_equal(availability, STR("zone-redundant"))));
    value_map_set_value(&map, "backup_days",
                        value_int(resolver->arena, choose_backup_days(resolver, database),
                                  setting_span(resolver, block, "backups")));
    value_map_set_bool(&map, "geo_backup", geo_backup);
    value_map_set_value(&map, "replicas", replicas_value(resolver, database));
    value_map_set_value(&map, "deletion_protection", value_get_cstr(block, "deletion_protection"));
    return value_finish(&map);
}

const Value *databases_value(Resolver *resolver, const Value *network_zones) {
    const Value *blocks = value_get_cstr(resolver->settings, "database");
    ValueBuilder list = value_list_new(resolver->arena, span_none());
    for (uint32_t i = 0; i < value_count(blocks); i++) {
        const ValueMember *member = &blocks->as.map.members[i];
        Database database = {
            .label = member->key,
            .block = member->value,
            .facts = engine_facts(resolver, member->value, resolver->kind),
            .title = block_title(resolver->arena, "database", member->key),
        };
        const Value *value = database_value(resolver, &database, network_zones);
        if (value != NULL) {
            value_list_add(&list, value);
        }
    }
    return value_finish(&list);
}
