/* The catalogue speaks of itself consistently, and every neutral region can carry a stack. */
#include "written_stack.h"

#include "resolve/deployment.h"
#include "schema/pattern.h"
#include "source/shape.h"

static const char *const clouds[] = {"aws", "gcp", "azure"};
enum { CLOUDS = sizeof clouds / sizeof *clouds };

static const Value *catalog(const char *path) {
    return value_path(schema_embedded()->catalog, path);
}

static const Value *offers_of(Arena *arena, const char *cloud) {
    Str document = str_format(arena, "offers-%s", cloud);
    return value_get_cstr(value_get(schema_embedded()->catalog, document), "regions");
}

START_TEST(neutral_regions_stand_for_recorded_ones) {
    const Value *neutral = catalog("regions.neutral");
    ck_assert_uint_ge(value_count(neutral), 13);
    for (uint32_t i = 0; i < value_count(neutral); i++) {
        const ValueMember *member = &neutral->as.map.members[i];
        ck_assert_uint_eq(value_count(value_get(catalog("regions.near"), member->key)),
                          value_count(neutral) - 1);
        for (int j = 0; j < CLOUDS; j++) {
            Str region = value_text(value_get_cstr(member->value, clouds[j]));
            const Value *facts = value_get(value_get_cstr(catalog("regions"), clouds[j]), region);
            ck_assert_msg(value_count(value_get_cstr(facts, "zones")) >= 3, "%.*s on %s",
                          STR_ARG(member->key), clouds[j]);
            assert_str_eq(value_text(value_get_cstr(facts, "machines")), "all");
        }
    }
}
END_TEST

/* A suffix of an offer's zones is a number or letter at the end of one of the region's. */
static bool is_zone(Arena *arena, const Value *zones, const Value *suffix) {
    Str text = suffix->kind == VALUE_INT ? str_format(arena, "%lld", (long long)suffix->as.integer)
                                         : value_text(suffix);
    for (uint32_t i = 0; i < value_count(zones); i++) {
        if (str_ends_with(value_text(value_item(zones, i)), text)) {
            return true;
        }
    }
    return false;
}

static bool is_accelerator(Str name) {
    const Value *gpus = catalog("gpus.gpus");
    for (uint32_t i = 0; i < value_count(gpus); i++) {
        if (str_equal(value_text(value_get_cstr(gpus->as.map.members[i].value, "accelerator")),
                      name)) {
            return true;
        }
    }
    return false;
}

START_TEST(offers_are_of_known_machines_in_known_zones) {
    Arena *arena = arena_new();
    for (int i = 0; i < CLOUDS; i++) {
        const Value *offers = offers_of(arena, clouds[i]);
        const Value *machines = value_get_cstr(catalog("machines"), clouds[i]);
        ck_assert_uint_gt(value_count(offers), 0);
        for (uint32_t j = 0; j < value_count(offers); j++) {
            const ValueMember *region = &offers->as.map.members[j];
            const Value *facts =
                value_get(value_get_cstr(catalog("regions"), clouds[i]), region->key);
            ck_assert_msg(facts != NULL, "%.*s", STR_ARG(region->key));
            for (uint32_t k = 0; k < value_count(region->value); k++) {
                const ValueMember *offer = &region->value->as.map.members[k];
                ck_assert_msg(value_get(machines, offer->key) != NULL || is_accelerator(offer->key),
                              "%.*s", STR_ARG(offer->key));
                const Value *zones = value_get_cstr(offer->value, "zones");
                for (uint32_t z = 0; z < value_count(zones); z++) {
                    ck_assert_msg(
                        is_zone(arena, value_get_cstr(facts, "zones"), value_item(zones, z)),
                        "%.*s in %.*s", STR_ARG(offer->key), STR_ARG(region->key));
                }
            }
        }
    }
    arena_free(arena);
}
END_TEST

/* What machines.yaml says of its classes. */
START_TEST(classes_are_sold_in_three_zones_of_every_neutral_region) {
    Arena *arena = arena_new();
    const Value *neutral = catalog("regions.neutral");
    for (int i = 0; i < CLOUDS; i++) {
        const Value *sizes = value_get_cstr(catalog("machines.classes"), clouds[i]);
        ck_assert_uint_eq(value_count(sizes), 3);
        for (uint32_t j = 0; j < value_count(sizes); j++) {
            Str machine = value_text(sizes->as.map.members[j].value);
            for (uint32_t k = 0; k < value_count(neutral); k++) {
                Str region =
                    value_text(value_get_cstr(neutral->as.map.members[k].value, clouds[i]));
                const Value *offer =
                    value_get(value_get(offers_of(arena, clouds[i]), region), machine);
                const Value *zones = value_get_cstr(offer, "zones");
                ck_assert_msg(offer != NULL && (zones == NULL || value_count(zones) >= 3),
                              "%.*s in %.*s", STR_ARG(machine), STR_ARG(region));
            }
        }
    }
    arena_free(arena);
}
END_TEST

START_TEST(machines_carry_known_gpus) {
    const Value *gpus = catalog("gpus.gpus");
    for (int i = 0; i < CLOUDS; i++) {
        const Value *machines = value_get_cstr(catalog("machines"), clouds[i]);
        for (uint32_t j = 0; j < value_count(machines); j++) {
            const ValueMember *machine = &machines->as.map.members[j];
            const Value *gpu = value_get_cstr(machine->value, "gpu");
            bool known = value_get(gpus, value_text(value_get_cstr(gpu, "type"))) != NULL;
            bool counted =
                value_get_cstr(gpu, "count") != NULL || value_get_cstr(gpu, "share") != NULL;
            ck_assert_msg(gpu == NULL || (known && counted), "%.*s", STR_ARG(machine->key));
        }
    }
}
END_TEST

START_TEST(name_rules_are_well_formed) {
    Arena *arena = arena_new();
    PatternSet *patterns = pattern_set_new(arena);
    const Value *names = value_get_cstr(schema_embedded()->names, "names");
    for (int i = 0; i < CLOUDS; i++) {
        const Value *rules = value_get_cstr(names, clouds[i]);
        ck_assert_uint_eq(value_count(rules), value_count(value_get_cstr(names, clouds[0])));
        for (uint32_t j = 0; j < value_count(rules); j++) {
            const ValueMember *rule = &rules->as.map.members[j];
            Str problem;
            size_t offset;
            ck_assert_msg(pattern_compile(patterns,
                                          value_text(value_get_cstr(rule->value, "pattern")),
                                          &problem, &offset),
                          "%.*s", STR_ARG(rule->key));
            ck_assert_int_ge(value_integer(value_get_cstr(rule->value, "max")), 12);
            ck_assert_uint_gt(value_text(value_get_cstr(rule->value, "title")).length, 0);
        }
    }
    arena_free(arena);
}
END_TEST

static void assert_resolves(const char *yaml, Str region) {
    WrittenStack written = written_stack(yaml);
    ResolvedStack *stack =
        resolve_stack(written.arena, written.sink, written.schema, &written.stack);
    DiagnosticList list = diag_sorted(written.sink);
    for (size_t i = 0; i < list.count; i++) {
        ck_assert_msg(list.items[i]->level != DIAG_ERROR, "%.*s: %.*s", STR_ARG(region),
                      STR_ARG(list.items[i]->message));
    }
    const Shape *shape = NULL;
    Str problem = STR("");
    Span span;
    ck_assert(shape_read(written.arena, written.schema->deployment, STR("tree"), &shape, &problem,
                         &span));
    ck_assert_msg(shape_accepts(written.arena, shape, stack->tree, &problem), "%.*s: %.*s",
                  STR_ARG(region), STR_ARG(problem));
    arena_free(written.arena);
}

START_TEST(every_neutral_region_carries_a_full_stack) {
    Arena *arena = arena_new();
    const Value *neutral = catalog("regions.neutral");
    for (uint32_t i = 0; i < value_count(neutral); i++) {
        Str region = neutral->as.map.members[i].key;
        Str yaml = str_format(arena,
                              "stack: demo\nclouds: [aws, gcp, azure]\nenvironments: [dev, prod]\n"
                              "layers:\n  - body:\n      region: %.*s\n"
                              "      cluster: {gpu: {}}\n      storage: {}\n"
                              "      database: {}\n      cache: {}\n",
                              STR_ARG(region));
        assert_resolves(str_to_cstr(arena, yaml), region);
    }
    arena_free(arena);
}
END_TEST

/* Regions that only `on CLOUD` can name may lack GPUs, but never a network and a cluster. */
START_TEST(every_other_region_carries_a_cluster) {
    Arena *arena = arena_new();
    for (int i = 0; i < CLOUDS; i++) {
        const Value *regions = value_get_cstr(catalog("regions"), clouds[i]);
        for (uint32_t j = 0; j < value_count(regions); j++) {
            Str region = regions->as.map.members[j].key;
            Str yaml = str_format(arena,
                                  "stack: demo\nclouds: [%s]\nenvironments: [prod]\nlayers:\n"
                                  "  - body: {region: %.*s, database: {}, cache: {}}\n",
                                  clouds[i], STR_ARG(region));
            assert_resolves(str_to_cstr(arena, yaml), region);
        }
    }
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        neutral_regions_stand_for_recorded_ones,
        offers_are_of_known_machines_in_known_zones,
        classes_are_sold_in_three_zones_of_every_neutral_region,
        machines_carry_known_gpus,
        name_rules_are_well_formed,
        every_neutral_region_carries_a_full_stack,
        every_other_region_carries_a_cluster,
    };
    return run_unit_tests("catalog", tests, sizeof tests / sizeof *tests);
}
