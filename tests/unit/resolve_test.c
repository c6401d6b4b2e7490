#include "written_stack.h"

#include "resolve/deployment.h"
#include "source/shape.h"

#define ONE_CLOUD(cloud, body)                                                                     \
    "stack: demo\nclouds: [" cloud "]\nenvironments: [dev]\nlayers:\n  - body: " body "\n"

static const char all_clouds[] =
    "stack: fraud-serving\n"
    "clouds: [aws, gcp, azure]\n"
    "environments: [dev, prod]\n"
    "layers:\n"
    "  - body:\n"
    "      owner: ml-platform@example.com\n"
    "      labels: {cost-center: cc-1042}\n"
    "      network: {cidr: 10.20.0.0/16}\n"
    "      cluster:\n"
    "        size: medium\n"
    "        gpu inference: {memory: 24GiB, nodes: 0..4, spot: true}\n"
    "      storage models: {}\n"
    "      storage data: {tiers: {cool: 30d, archive: 180d}}\n"
    "      database metadata: {version: 16, storage: 100GiB}\n"
    "      cache predictions: {memory: 6GiB}\n"
    "  - {cloud: gcp, body: {project: acme-fraud}}\n"
    "  - environment: dev\n"
    "    body: {cluster: {size: small, spot: true}, database: {ha: false}}\n"
    "  - {cloud: aws, environment: dev, body: {region: us-west-2}}\n";

static ResolvedStack *resolve(const WrittenStack *written) {
    return resolve_stack(written->arena, written->sink, written->schema, &written->stack);
}

static const Diagnostic *find_diagnostic(const WrittenStack *written, DiagCode code) {
    DiagnosticList list = diag_sorted(written->sink);
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i]->code == code) {
            return list.items[i];
        }
    }
    ck_abort_msg("%s was not reported", diag_code_info(code)->code.data);
    return NULL;
}

static void assert_no_errors(const WrittenStack *written) {
    DiagnosticList list = diag_sorted(written->sink);
    for (size_t i = 0; i < list.count; i++) {
        ck_assert_msg(diag_code_info(list.items[i]->code)->level != DIAG_ERROR, "%.*s",
                      STR_ARG(list.items[i]->message));
    }
}

static void assert_shape(const WrittenStack *written, const char *name, const Value *value) {
    const Shape *shape = NULL;
    Str problem = STR("");
    Span span;
    ck_assert(shape_read(written->arena, written->schema->deployment, str_from_cstr(name), &shape,
                         &problem, &span));
    ck_assert_msg(shape_accepts(written->arena, shape, value, &problem), "%.*s", STR_ARG(problem));
}

static const Value *deployment_of(const ResolvedStack *stack, const char *environment,
                                  const char *cloud) {
    for (size_t i = 0; i < stack->deployment_count; i++) {
        if (str_equal_cstr(stack->deployments[i].environment, environment) &&
            str_equal_cstr(stack->deployments[i].cloud, cloud)) {
            return stack->deployments[i].value;
        }
    }
    ck_abort_msg("no deployment %s/%s", environment, cloud);
    return NULL;
}

static const Value *item_of(const Value *deployment, const char *list, uint32_t index) {
    return value_item(value_path(deployment, list), index);
}

static Str text_of(const Value *map, const char *path) {
    return value_text(value_path(map, path));
}

static int64_t number_of(const Value *map, const char *path) {
    return value_integer(value_path(map, path));
}

START_TEST(every_deployment_has_the_declared_shape) {
    WrittenStack written = written_stack(all_clouds);
    ResolvedStack *stack = resolve(&written);
    assert_no_errors(&written);
    ck_assert_uint_eq(stack->deployment_count, 6);
    for (size_t i = 0; i < stack->deployment_count; i++) {
        assert_shape(&written, "deployment", stack->deployments[i].value);
    }
    assert_shape(&written, "tree", stack->tree);
    arena_free(written.arena);
}
END_TEST

START_TEST(overlays_win_from_the_most_special_down) {
    WrittenStack written = written_stack(all_clouds);
    ResolvedStack *stack = resolve(&written);
    assert_str_eq(text_of(deployment_of(stack, "dev", "aws"), "region"), "us-west-2");
    assert_str_eq(text_of(deployment_of(stack, "prod", "aws"), "region"), "us-east-1");
    assert_str_eq(text_of(deployment_of(stack, "prod", "gcp"), "account"), "acme-fraud");
    const Value *dev = deployment_of(stack, "dev", "gcp");
    assert_str_eq(text_of(item_of(dev, "pools", 0), "machine"), "n2-standard-2");
    ck_assert_int_eq(number_of(item_of(dev, "pools", 0), "nodes.max"), 5);
    assert_str_eq(text_of(item_of(dev, "databases", 0), "high_availability"), "none");
    const Value *prod = deployment_of(stack, "prod", "gcp");
    assert_str_eq(text_of(item_of(prod, "pools", 0), "machine"), "n2-standard-4");
    assert_str_eq(text_of(item_of(prod, "databases", 0), "high_availability"), "zone-redundant");
    ck_assert_int_eq(number_of(item_of(prod, "databases", 0), "backup_days"), 14);
    arena_free(written.arena);
}
END_TEST

START_TEST(clouds_differ_in_notes_not_in_silence) {
    WrittenStack written = written_stack(all_clouds);
    ResolvedStack *stack = resolve(&written);
    const Value *azure = deployment_of(stack, "prod", "azure");
    assert_str_eq(text_of(item_of(azure, "databases", 0), "high_availability"), "same-zone");
    ck_assert_int_eq(number_of(item_of(azure, "databases", 0), "storage_gb.initial"), 128);
    assert_str_eq(text_of(item_of(azure, "caches", 0), "engine"), "redis");
    ck_assert_uint_ge(value_count(value_path(azure, "differences")), 3);
    find_diagnostic(&written, MLS2023);
    find_diagnostic(&written, MLS2072);
    find_diagnostic(&written, MLS2075);
    find_diagnostic(&written, MLS2083);
    arena_free(written.arena);
}
END_TEST

START_TEST(wildcard_blocks_reach_labelled_ones_and_profiles_add_none) {
    WrittenStack written =
        written_stack("stack: demo\nclouds: [aws]\nenvironments: [dev]\nlayers:\n"
                      "  - {profile: true, body: {database: {backups: 14d}, cache: {}}}\n"
                      "  - body: {database a: {}, database b: {backups: 3d}}\n"
                      "  - {environment: dev, body: {database: {replicas: 2}}}\n");
    const Value *dev = deployment_of(resolve(&written), "dev", "aws");
    ck_assert_uint_eq(value_count(value_path(dev, "databases")), 2);
    ck_assert_uint_eq(value_count(value_path(dev, "caches")), 0);
    ck_assert_int_eq(number_of(item_of(dev, "databases", 0), "backup_days"), 14);
    ck_assert_int_eq(number_of(item_of(dev, "databases", 1), "backup_days"), 3);
    ck_assert_uint_eq(value_count(value_path(item_of(dev, "databases", 1), "replicas")), 2);
    arena_free(written.arena);
}
END_TEST

START_TEST(a_block_can_be_switched_off_and_added_by_an_overlay) {
    WrittenStack written =
        written_stack("stack: demo\nclouds: [aws]\nenvironments: [dev, prod]\nlayers:\n"
                      "  - body: {database: {}}\n"
                      "  - {environment: dev, body: {database: {enabled: false}}}\n"
                      "  - {environment: prod, body: {cache: {}}}\n");
    ResolvedStack *stack = resolve(&written);
    ck_assert_uint_eq(value_count(value_path(deployment_of(stack, "dev", "aws"), "databases")), 0);
    ck_assert(!value_boolean(value_path(deployment_of(stack, "dev", "aws"), "uses.database")));
    ck_assert_uint_eq(value_count(value_path(deployment_of(stack, "prod", "aws"), "caches")), 1);
    ck_assert(value_boolean(value_path(stack->tree, "uses.cache")));
    arena_free(written.arena);
}
END_TEST

static void assert_error(const char *yaml, DiagCode code, const char *at, const char *help) {
    WrittenStack written = written_stack(yaml);
    resolve(&written);
    const Diagnostic *diagnostic = find_diagnostic(&written, code);
    assert_str_eq(sources_slice(diag_sources(written.sink), diagnostic->span), at);
    ck_assert_uint_eq(diag_count(written.sink, DIAG_ERROR), 1);
    if (help != NULL) {
        ck_assert_uint_gt(diagnostic->helps.count, 0);
        assert_str_eq(diagnostic->helps.items[diagnostic->helps.count - 1], help);
    }
    arena_free(written.arena);
}

START_TEST(what_cannot_be_had_is_an_error_on_the_users_word) {
    assert_error(ONE_CLOUD("aws", "{region: us-esat-1}"), MLS2001, "us-esat-1",
                 "did you mean 'us-east-1'?");
    assert_error(ONE_CLOUD("aws", "{region: eu-west, cluster: {gpu: {type: l4}}}"), MLS2020, "l4",
                 "the nearest regions that have it: uk (eu-west-2), eu-central (eu-central-1) or "
                 "eu-north (eu-north-1)");
    assert_error(ONE_CLOUD("gcp", "{cluster: {machine: n2-standrad-4}}"), MLS2010, "n2-standrad-4",
                 "did you mean 'n2-standard-4'?");
    assert_error(ONE_CLOUD("aws", "{cluster: {machine: g5.xlarge}}"), MLS2012, "g5.xlarge",
                 "put it into a `gpu` block of the cluster");
    assert_error(ONE_CLOUD("aws", "{network: {cidr: 10.0.0.0/24}}"), MLS2041, "10.0.0.0/24",
                 "the smallest that fits is /21, such as 10.0.0.0/21");
    assert_error(ONE_CLOUD("aws", "{network: {cidr: 10.0.0.0/8}}"), MLS2040, "10.0.0.0/8",
                 "`on aws { network { cidr = 10.0.0.0/16 } }`");
    assert_error(ONE_CLOUD("aws", "{cluster: {kubernetes: \"1.30\"}}"), MLS2050, "\"1.30\"",
                 "versions in standard support there: 1.36, 1.35 or 1.34");
    assert_error(ONE_CLOUD("gcp", "{database: {version: 12}}"), MLS2070, "12",
                 "versions in standard support there: 18, 17, 16 or 15");
    assert_error(ONE_CLOUD("aws", "{terraform: {providers: seed}}"), MLS2091, "seed",
                 "leave `providers` out for the line 'current'");
    assert_error(ONE_CLOUD("gcp", "{storage google: {}}"), MLS2060, "storage google",
                 "rename the stack, the environment or the block");
}
END_TEST

START_TEST(gpu_pools_sit_where_their_machine_is) {
    WrittenStack written =
        written_stack(ONE_CLOUD("gcp", "{region: eu-central, cluster: {gpu: {type: h100}}}"));
    const Value *dev = deployment_of(resolve(&written), "dev", "gcp");
    assert_no_errors(&written);
    const Value *zones = value_path(item_of(dev, "pools", 1), "zones");
    ck_assert_uint_eq(value_count(zones), 1);
    assert_str_eq(value_text(value_item(zones, 0)), "europe-west3-c");
    arena_free(written.arena);
}
END_TEST

START_TEST(a_t4_is_attached_on_google_cloud) {
    WrittenStack written = written_stack(ONE_CLOUD("gcp", "{cluster: {gpu: {type: t4}}}"));
    const Value *pool = item_of(deployment_of(resolve(&written), "dev", "gcp"), "pools", 1);
    assert_str_eq(text_of(pool, "machine"), "n1-standard-4");
    assert_str_eq(text_of(pool, "gpu.accelerator"), "nvidia-tesla-t4");
    arena_free(written.arena);
}
END_TEST

START_TEST(generation_changes_only_names_that_linger_or_are_unique) {
    WrittenStack first = written_stack(ONE_CLOUD("gcp", "{database: {}}"));
    WrittenStack second = written_stack(ONE_CLOUD("gcp", "{database: {}, generation: 2}"));
    const Value *before = deployment_of(resolve(&first), "dev", "gcp");
    const Value *after = deployment_of(resolve(&second), "dev", "gcp");
    ck_assert(!str_equal(text_of(before, "foundation.keystore_name"),
                         text_of(after, "foundation.keystore_name")));
    ck_assert(!str_equal(text_of(item_of(before, "databases", 0), "name"),
                         text_of(item_of(after, "databases", 0), "name")));
    ck_assert(str_equal(text_of(before, "cluster.name"), text_of(after, "cluster.name")));
    arena_free(first.arena);
    arena_free(second.arena);
}
END_TEST

static Str as_json(const WrittenStack *written) {
    Buffer json = buffer_new(written->arena);
    value_to_json(resolve(written)->tree, &json);
    return buffer_str(&json);
}

START_TEST(the_same_stack_gives_the_same_bytes) {
    WrittenStack first = written_stack(all_clouds);
    WrittenStack second = written_stack(all_clouds);
    ck_assert(str_equal(as_json(&first), as_json(&second)));
    arena_free(first.arena);
    arena_free(second.arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        every_deployment_has_the_declared_shape,
        overlays_win_from_the_most_special_down,
        clouds_differ_in_notes_not_in_silence,
        wildcard_blocks_reach_labelled_ones_and_profiles_add_none,
        a_block_can_be_switched_off_and_added_by_an_overlay,
        what_cannot_be_had_is_an_error_on_the_users_word,
        gpu_pools_sit_where_their_machine_is,
        a_t4_is_attached_on_google_cloud,
        generation_changes_only_names_that_linger_or_are_unique,
        the_same_stack_gives_the_same_bytes,
    };
    return run_unit_tests("resolve", tests, sizeof tests / sizeof *tests);
}
