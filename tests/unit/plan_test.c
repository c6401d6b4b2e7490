#include "unit.h"

#include <string.h>

#include "provider/plan.h"
#include "provider/plausible.h"
#include "provider/replacement.h"
#include "provider/schema_index.h"

/* ---- Values as msgpack ---- */

static const Dynamic *read_back(Arena *arena, const Dynamic *value) {
    Buffer bytes = buffer_new(arena);
    dynamic_write(value, &bytes);
    const Dynamic *read = NULL;
    ck_assert(dynamic_read(arena, buffer_str(&bytes), &read));
    return read;
}

START_TEST(values_are_read_as_they_are_written) {
    Arena *arena = arena_new();
    Dynamic real = {.kind = DYNAMIC_REAL, .real = 0.5};
    Dynamic bytes = {.kind = DYNAMIC_BYTES, .text = STR("\"string\"")};
    Dynamic *list = dynamic_list(arena, 8);
    list->list.items[0] = &dynamic_null;
    list->list.items[1] = dynamic_bool(arena, true);
    list->list.items[2] = dynamic_integer(arena, -7);
    list->list.items[3] = dynamic_integer(arena, INT64_MAX);
    list->list.items[4] = &real;
    list->list.items[5] = dynamic_string(arena, (Str){"a\0b", 3});
    list->list.items[6] = &bytes;
    list->list.items[7] = dynamic_list(arena, 0);
    Dynamic *map = dynamic_map(arena, 2);
    map->map.entries[0] = (DynamicEntry){STR("list"), list};
    map->map.entries[1] = (DynamicEntry){STR("empty"), dynamic_map(arena, 0)};
    ck_assert(dynamic_equal(map, read_back(arena, map)));
    ck_assert(!dynamic_equal(map, list));
    arena_free(arena);
}
END_TEST

START_TEST(unknown_values_keep_what_is_said_of_them) {
    Arena *arena = arena_new();
    ck_assert_int_eq(read_back(arena, &dynamic_unknown)->kind, DYNAMIC_UNKNOWN);
    /* Extension 12: { 1: false }, which says that the value is not null. */
    const Dynamic *refined = NULL;
    Str bytes = {"\xc7\x03\x0c\x81\x01\xc2", 6};
    ck_assert(dynamic_read(arena, bytes, &refined));
    ck_assert_int_eq(refined->kind, DYNAMIC_UNKNOWN);
    Buffer written = buffer_new(arena);
    dynamic_write(refined, &written);
    ck_assert(str_equal(buffer_str(&written), bytes));
    ck_assert(!dynamic_equal(refined, refined));
    arena_free(arena);
}
END_TEST

START_TEST(bytes_that_are_no_value_are_refused) {
    Arena *arena = arena_new();
    const Str broken[] = {
        {"\xc1", 1},                      /* never used */
        {"\x92\xc0", 2},                  /* a list that ends early */
        {"\xc0\xc0", 2},                  /* two values */
        {"\xa5hell", 5},                  /* a string that ends early */
        {"\x81\x01\xc0", 3},              /* a key that is no string */
        {"\xd4\x07\x00", 3},              /* an extension that is not ours */
        {"\xdd\xff\xff\xff\xff\xc0", 6},  /* four billion items, of which there is one */
        {"\xdf\xff\xff\xff\xff\xa1z", 7}, /* the same of a map */
        {"\xc6\xff\xff\xff\xff\x00", 6},  /* four billion bytes */
        {"\xdc\x00", 2},                  /* a count that ends early */
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        const Dynamic *value = NULL;
        ck_assert_msg(!dynamic_read(arena, broken[i], &value), "%zu", i);
    }
    char deep[1000];
    memset(deep, '\x91', sizeof deep);
    const Dynamic *value = NULL;
    ck_assert(!dynamic_read(arena, (Str){deep, sizeof deep}, &value));
    ck_assert(dynamic_read(arena, STR(""), &value));
    ck_assert_int_eq(value->kind, DYNAMIC_NULL);
    arena_free(arena);
}
END_TEST

/* ---- Every type that there is ---- */

static const Dynamic *empty_block(Arena *arena, Nesting nesting) {
    switch (nesting) {
    case NESTING_LIST:
    case NESTING_SET:
        return dynamic_list(arena, 0);
    case NESTING_MAP:
        return dynamic_map(arena, 0);
    case NESTING_NONE:
    case NESTING_SINGLE:
    case NESTING_GROUP:
        break;
    }
    return &dynamic_null;
}

/* What terraform proposes for a configuration that says nothing but, perhaps, one argument. */
static Dynamic *propose(Arena *arena, const BlockSchema *schema, const Dynamic *prior) {
    Dynamic *proposed = dynamic_map(arena, schema->argument_count + schema->block_count);
    DynamicEntry *entry = proposed->map.entries;
    for (size_t i = 0; i < schema->argument_count; i++) {
        const ArgumentSchema *argument = &schema->arguments[i];
        const Dynamic *before = dynamic_get(prior, argument->name);
        *entry++ = (DynamicEntry){argument->name, argument->is_computed ? before : &dynamic_null};
    }
    for (size_t i = 0; i < schema->block_count; i++) {
        const NestedBlockSchema *block = &schema->blocks[i];
        *entry++ = (DynamicEntry){block->name, empty_block(arena, block->nesting)};
    }
    return proposed;
}

static void set_entry(Dynamic *map, const char *key, const Dynamic *value) {
    for (size_t i = 0; i < map->map.count; i++) {
        if (str_equal_cstr(map->map.entries[i].key, key)) {
            map->map.entries[i].value = value;
            return;
        }
    }
    ck_abort_msg("no argument %s", key);
}

static bool has_unknown(const Dynamic *value) {
    bool found = value->kind == DYNAMIC_UNKNOWN;
    for (size_t i = 0; value->kind == DYNAMIC_LIST && i < value->list.count; i++) {
        found = found || has_unknown(value->list.items[i]);
    }
    for (size_t i = 0; value->kind == DYNAMIC_MAP && i < value->map.count; i++) {
        found = found || has_unknown(value->map.entries[i].value);
    }
    return found;
}

static void check_type(Arena *arena, const Provider *provider, Str type) {
    SchemaCache cache = schema_cache_new(arena);
    PlanSubject subject = {
        .arena = arena,
        .type = type,
        .schema = schema_cache_find(&cache, provider, PROVIDER_RESOURCE, type),
        .settings = &dynamic_null,
    };
    const Dynamic *configuration = propose(arena, subject.schema, &dynamic_null);
    const Dynamic *planned = plan_state(&subject, &dynamic_null, configuration);
    const Dynamic *applied = plan_settle(&subject, planned, configuration);
    ck_assert_msg(!has_unknown(applied), "%.*s: unknown after apply", STR_ARG(type));
    const Dynamic *again = plan_state(&subject, applied, propose(arena, subject.schema, applied));
    ck_assert_msg(dynamic_equal(applied, again), "%.*s: a second plan is not empty", STR_ARG(type));
    ck_assert_int_eq(plan_state(&subject, applied, &dynamic_null)->kind, DYNAMIC_NULL);
}

START_TEST(a_second_plan_of_every_resource_type_is_empty) {
    Arena *arena = arena_new();
    for (size_t p = 0; p < provider_count(); p++) {
        const Provider *provider = provider_at(p);
        SchemaEntryList types = provider->kinds[PROVIDER_RESOURCE];
        for (size_t i = 0; i < types.count; i++) {
            ArenaMark mark = arena_mark(arena);
            check_type(arena, provider, types.items[i].name);
            arena_rewind(arena, mark);
        }
    }
    arena_free(arena);
}
END_TEST

/* ---- One type ---- */

typedef struct Sample {
    Arena *arena;
    SchemaCache cache;
    PlanSubject subject;
    Dynamic *configuration;
} Sample;

static Sample sample_of(ProviderKind kind, Str type) {
    Sample sample = {.arena = arena_new()};
    sample.cache = schema_cache_new(sample.arena);
    sample.subject = (PlanSubject){
        .arena = sample.arena,
        .type = type,
        .schema = schema_cache_find(&sample.cache, provider_of_type(type), kind, type),
        .settings = &dynamic_null,
    };
    sample.configuration = propose(sample.arena, sample.subject.schema, &dynamic_null);
    return sample;
}

static const Dynamic *apply(const Sample *sample) {
    const Dynamic *planned = plan_state(&sample->subject, &dynamic_null, sample->configuration);
    return plan_settle(&sample->subject, planned, sample->configuration);
}

START_TEST(plan_takes_the_configuration_and_leaves_the_rest_open) {
    Sample sample = sample_of(PROVIDER_RESOURCE, STR("aws_vpc"));
    set_entry(sample.configuration, "cidr_block", dynamic_string(sample.arena, STR("10.0.0.0/16")));
    const Dynamic *planned = plan_state(&sample.subject, &dynamic_null, sample.configuration);
    assert_str_eq(dynamic_text(dynamic_get(planned, STR("cidr_block"))), "10.0.0.0/16");
    ck_assert_int_eq(dynamic_get(planned, STR("arn"))->kind, DYNAMIC_UNKNOWN);
    ck_assert_int_eq(dynamic_get(planned, STR("ipv4_ipam_pool_id"))->kind, DYNAMIC_NULL);
    arena_free(sample.arena);
}
END_TEST

START_TEST(tags_of_all_kinds_follow_the_tags) {
    Sample sample = sample_of(PROVIDER_RESOURCE, STR("aws_vpc"));
    Dynamic *tags = dynamic_map(sample.arena, 1);
    tags->map.entries[0] = (DynamicEntry){STR("a"), dynamic_string(sample.arena, STR("b"))};
    const Dynamic *before = apply(&sample);
    ck_assert_uint_eq(dynamic_get(before, STR("tags_all"))->map.count, 0);
    Dynamic *proposed = propose(sample.arena, sample.subject.schema, before);
    set_entry(proposed, "tags", tags);
    const Dynamic *planned = plan_state(&sample.subject, before, proposed);
    ck_assert(dynamic_equal(dynamic_get(planned, STR("tags_all")), tags));
    arena_free(sample.arena);
}
END_TEST

START_TEST(default_labels_are_repeated) {
    Sample sample = sample_of(PROVIDER_RESOURCE, STR("google_storage_bucket"));
    Arena *arena = sample.arena;
    Dynamic *defaults = dynamic_map(arena, 2);
    defaults->map.entries[0] = (DynamicEntry){STR("a"), dynamic_string(arena, STR("1"))};
    defaults->map.entries[1] = (DynamicEntry){STR("b"), dynamic_string(arena, STR("2"))};
    Dynamic *settings = dynamic_map(arena, 1);
    settings->map.entries[0] = (DynamicEntry){STR("default_labels"), defaults};
    sample.subject.settings = settings;
    Dynamic *labels = dynamic_map(arena, 1);
    labels->map.entries[0] = (DynamicEntry){STR("b"), dynamic_string(arena, STR("own"))};
    set_entry(sample.configuration, "labels", labels);
    const Dynamic *effective = dynamic_get(apply(&sample), STR("effective_labels"));
    ck_assert_uint_eq(effective->map.count, 2);
    assert_str_eq(dynamic_text(dynamic_get(effective, STR("a"))), "1");
    assert_str_eq(dynamic_text(dynamic_get(effective, STR("b"))), "own");
    arena_free(arena);
}
END_TEST

START_TEST(write_only_values_are_not_stored) {
    Sample sample = sample_of(PROVIDER_RESOURCE, STR("aws_ssm_parameter"));
    set_entry(sample.configuration, "value_wo", dynamic_string(sample.arena, STR("secret")));
    ck_assert_int_eq(dynamic_get(apply(&sample), STR("value_wo"))->kind, DYNAMIC_NULL);
    arena_free(sample.arena);
}
END_TEST

START_TEST(blocks_are_planned_inside) {
    Sample sample = sample_of(PROVIDER_RESOURCE, STR("aws_eks_cluster"));
    const BlockSchema *schema = block_schema_block(sample.subject.schema, STR("vpc_config"))->block;
    Dynamic *blocks = dynamic_list(sample.arena, 1);
    blocks->list.items[0] = propose(sample.arena, schema, &dynamic_null);
    set_entry(sample.configuration, "vpc_config", blocks);
    const Dynamic *block = dynamic_at(dynamic_get(apply(&sample), STR("vpc_config")), 0);
    Str group = dynamic_text(dynamic_get(block, STR("cluster_security_group_id")));
    ck_assert_msg(str_starts_with(group, STR("sg-")), "%.*s", STR_ARG(group));
    arena_free(sample.arena);
}
END_TEST

START_TEST(blocks_that_the_provider_fills_in_are_there_after_apply) {
    Sample sample = sample_of(PROVIDER_RESOURCE, STR("google_container_cluster"));
    const Dynamic *planned = plan_state(&sample.subject, &dynamic_null, sample.configuration);
    ck_assert_int_eq(dynamic_get(planned, STR("master_auth"))->kind, DYNAMIC_UNKNOWN);
    const Dynamic *block = dynamic_at(dynamic_get(apply(&sample), STR("master_auth")), 0);
    ck_assert_int_eq(dynamic_get(block, STR("cluster_ca_certificate"))->kind, DYNAMIC_STRING);
    arena_free(sample.arena);
}
END_TEST

START_TEST(what_the_configuration_says_at_last_counts) {
    Sample sample = sample_of(PROVIDER_RESOURCE, STR("aws_vpc"));
    set_entry(sample.configuration, "cidr_block", &dynamic_unknown);
    const Dynamic *planned = plan_state(&sample.subject, &dynamic_null, sample.configuration);
    ck_assert_int_eq(dynamic_get(planned, STR("cidr_block"))->kind, DYNAMIC_UNKNOWN);
    const Dynamic *cidr = dynamic_string(sample.arena, STR("10.9.0.0/16"));
    set_entry(sample.configuration, "cidr_block", cidr);
    const Dynamic *applied = plan_settle(&sample.subject, planned, sample.configuration);
    assert_str_eq(dynamic_text(dynamic_get(applied, STR("cidr_block"))), "10.9.0.0/16");
    arena_free(sample.arena);
}
END_TEST

START_TEST(a_new_name_replaces_and_new_tags_do_not) {
    Sample sample = sample_of(PROVIDER_RESOURCE, STR("aws_s3_bucket"));
    set_entry(sample.configuration, "bucket", dynamic_string(sample.arena, STR("a")));
    const Dynamic *before = apply(&sample);
    Dynamic *proposed = propose(sample.arena, sample.subject.schema, before);
    set_entry(proposed, "bucket", dynamic_string(sample.arena, STR("b")));
    set_entry(proposed, "tags", dynamic_map(sample.arena, 0));
    const Dynamic *planned = plan_state(&sample.subject, before, proposed);
    StrVector paths = plan_replacements(&sample.subject, before, planned);
    ck_assert_uint_eq(paths.count, 1);
    assert_str_eq(paths.items[0], "bucket");
    ck_assert_uint_eq(plan_replacements(&sample.subject, &dynamic_null, planned).count, 0);
    ck_assert_uint_eq(plan_replacements(&sample.subject, before, &dynamic_null).count, 0);
    arena_free(sample.arena);
}
END_TEST

START_TEST(replacement_goes_by_type_and_argument) {
    ck_assert(replacement_needed(STR("azurerm_subnet"), STR("name")));
    ck_assert(replacement_needed(STR("kubernetes_namespace_v1"), STR("metadata.name")));
    ck_assert(replacement_needed(STR("random_password"), STR("length")));
    ck_assert(replacement_needed(STR("aws_vpc"), STR("cidr_block")));
    ck_assert(!replacement_needed(STR("aws_vpc_ipam_pool_cidr"), STR("cidr_block")));
    ck_assert(!replacement_needed(STR("aws_iam_user"), STR("name")));
    ck_assert(!replacement_needed(STR("aws_vpc"), STR("tags")));
}
END_TEST

/* ---- Plausible values ---- */

START_TEST(values_have_the_form_of_real_ones) {
    static const struct {
        const char *type;
        const char *name;
        const char *argument;
        const char *value;
    } cases[] = {
        {"aws_s3_bucket", "bucket", "arn", "arn:aws:s3:::example"},
        {"aws_iam_role", "name", "arn", "arn:aws:iam::444455556666:role/example"},
        {"aws_db_instance", "identifier", "arn", "arn:aws:rds:eu-west-1:444455556666:db:example"},
        {"google_service_account", "account_id", "email",
         "example@my-project.iam.gserviceaccount.com"},
        {"azurerm_postgresql_flexible_server", "name", "fqdn",
         "example.postgres.database.azure.com"},
        {"azurerm_resource_group", "name", "id",
         "/subscriptions/my-subscription/resourceGroups/example"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Sample sample = sample_of(PROVIDER_RESOURCE, str_from_cstr(cases[i].type));
        Arena *arena = sample.arena;
        Dynamic *accounts = dynamic_list(arena, 1);
        accounts->list.items[0] = dynamic_string(arena, STR("444455556666"));
        Dynamic *settings = dynamic_map(arena, 4);
        settings->map.entries[0] = (DynamicEntry){STR("allowed_account_ids"), accounts};
        settings->map.entries[1] =
            (DynamicEntry){STR("region"), dynamic_string(arena, STR("eu-west-1"))};
        settings->map.entries[2] =
            (DynamicEntry){STR("project"), dynamic_string(arena, STR("my-project"))};
        settings->map.entries[3] =
            (DynamicEntry){STR("subscription_id"), dynamic_string(arena, STR("my-subscription"))};
        sample.subject.settings = settings;
        set_entry(sample.configuration, cases[i].name, dynamic_string(arena, STR("example")));
        const Dynamic *applied = apply(&sample);
        assert_str_eq(dynamic_text(dynamic_get(applied, str_from_cstr(cases[i].argument))),
                      cases[i].value);
        arena_free(arena);
    }
}
END_TEST

START_TEST(data_sources_answer) {
    Sample sample = sample_of(PROVIDER_DATA, STR("aws_caller_identity"));
    const Dynamic *answer = plan_answer(&sample.subject, sample.configuration);
    assert_str_eq(dynamic_text(dynamic_get(answer, STR("account_id"))), "123456789012");
    arena_free(sample.arena);
}
END_TEST

START_TEST(zones_are_several) {
    Sample sample = sample_of(PROVIDER_DATA, STR("aws_availability_zones"));
    const Dynamic *answer = plan_answer(&sample.subject, sample.configuration);
    const Dynamic *names = dynamic_get(answer, STR("names"));
    assert_str_eq(dynamic_text(dynamic_at(names, 0)), "us-east-1a");
    assert_str_eq(dynamic_text(dynamic_at(names, 2)), "us-east-1c");
    arena_free(sample.arena);
}
END_TEST

START_TEST(imported_resources_have_their_id) {
    Sample sample = sample_of(PROVIDER_RESOURCE, STR("aws_vpc"));
    const Dynamic *imported = plan_import(&sample.subject, STR("vpc-1"));
    assert_str_eq(dynamic_text(dynamic_get(imported, STR("id"))), "vpc-1");
    ck_assert_int_eq(dynamic_get(imported, STR("arn"))->kind, DYNAMIC_STRING);
    ck_assert_int_eq(dynamic_get(imported, STR("tags"))->kind, DYNAMIC_NULL);
    arena_free(sample.arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        values_are_read_as_they_are_written,
        unknown_values_keep_what_is_said_of_them,
        bytes_that_are_no_value_are_refused,
        a_second_plan_of_every_resource_type_is_empty,
        plan_takes_the_configuration_and_leaves_the_rest_open,
        tags_of_all_kinds_follow_the_tags,
        write_only_values_are_not_stored,
        blocks_are_planned_inside,
        blocks_that_the_provider_fills_in_are_there_after_apply,
        what_the_configuration_says_at_last_counts,
        a_new_name_replaces_and_new_tags_do_not,
        replacement_goes_by_type_and_argument,
        values_have_the_form_of_real_ones,
        data_sources_answer,
        zones_are_several,
        default_labels_are_repeated,
        imported_resources_have_their_id,
    };
    return run_unit_tests("plan", tests, sizeof tests / sizeof tests[0]);
}
