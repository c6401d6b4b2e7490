#include "resolve/storage.h"

#include "resolve/names.h"

static Str bucket_name(Resolver *resolver, Str label, Span span) {
    Str parts[] = {resolver->stack->name, resolver->environment, label};
    return name_make(resolver, "bucket", parts, sizeof parts / sizeof *parts, span);
}

/* What happens to an object has to happen in this order: cooler, archived, gone. */
static void check_order(Resolver *resolver, const Value *earlier, const char *earlier_name,
                        const Value *later, const char *later_name) {
    if (earlier == NULL || later == NULL || value_integer(earlier) < value_integer(later)) {
        return;
    }
    Diagnostic *diagnostic =
        diag_report(resolver->sink, MLS2063, later->origin,
                    "'%s' has to be later than '%s', found %lldd and %lldd", later_name,
                    earlier_name, (long long)days_of(later), (long long)days_of(earlier));
    diag_label(resolver->sink, diagnostic, earlier->origin, "the earlier one");
}

static void set_days(Resolver *resolver, ValueBuilder *map, const char *key, const Value *seconds) {
    if (seconds != NULL) {
        value_map_set_value(map, key,
                            value_int(resolver->arena, days_of(seconds), seconds->origin));
    }
}

static const Value *bucket_value(Resolver *resolver, Str label, const Value *block) {
    enum { PRODUCTION_DAYS = 30, OTHER_DAYS = 7 };
    Span origin = setting_span(resolver, block, NULL);
    const Value *cool = value_path(block, "tiers.cool");
    const Value *archive = value_path(block, "tiers.archive");
    const Value *expire = value_get_cstr(block, "expire");
    check_order(resolver, cool, "cool", archive, "archive");
    check_order(resolver, archive != NULL ? archive : cool, archive != NULL ? "archive" : "cool",
                expire, "expire");
    ValueBuilder map = value_map_new(resolver->arena, origin);
    value_map_set_string(&map, "key", label);
    value_map_set_string(&map, "name", bucket_name(resolver, label, origin));
    value_map_set_value(&map, "versioning", value_get_cstr(block, "versioning"));
    set_days(resolver, &map, "noncurrent_days", value_get_cstr(block, "expire_noncurrent"));
    set_days(resolver, &map, "expire_days", expire);
    set_days(resolver, &map, "cool_days", cool);
    set_days(resolver, &map, "archive_days", archive);
    value_map_set_int(&map, "soft_delete_days",
                      resolver->production ? PRODUCTION_DAYS : OTHER_DAYS);
    value_map_set_bool(&map, "force_destroy", !resolver->production);
    return value_finish(&map);
}

const Value *storage_value(Resolver *resolver) {
    const Value *blocks = value_get_cstr(resolver->settings, "storage");
    if (value_count(blocks) == 0) {
        return NULL;
    }
    ValueBuilder buckets = value_list_new(resolver->arena, span_none());
    for (uint32_t i = 0; i < value_count(blocks); i++) {
        const ValueMember *member = &blocks->as.map.members[i];
        value_list_add(&buckets, bucket_value(resolver, member->key, member->value));
    }
    /* The underscore keeps it apart from a bucket that the user labels so: labels begin with a
     * letter. Azure sends access logs to its workspace and needs no bucket. */
    Str log_bucket = resolver->kind == CLOUD_AZURE
                         ? STR("")
                         : bucket_name(resolver, STR("_access-logs"), resolver->stack->name_span);
    ValueBuilder storage = value_map_new(resolver->arena, span_none());
    value_map_set_string(&storage, "log_bucket", log_bucket);
    value_map_set_value(&storage, "buckets", value_finish(&buckets));
    return value_finish(&storage);
}
