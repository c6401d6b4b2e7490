#include "resolve/resolver.h"

static const CloudInfo cloud_infos[CLOUD_COUNT] = {
    [CLOUD_AWS] = {STR_INIT("aws"), STR_INIT("AWS"), STR_INIT("AWS account ID"),
                   STR_INIT("account")},
    [CLOUD_GCP] = {STR_INIT("gcp"), STR_INIT("Google Cloud"), STR_INIT("project ID"),
                   STR_INIT("project")},
    [CLOUD_AZURE] = {STR_INIT("azure"), STR_INIT("Azure"), STR_INIT("subscription ID"),
                     STR_INIT("subscription")},
};

const CloudInfo *cloud_info(CloudKind kind) {
    return &cloud_infos[kind];
}

bool cloud_kind(Str name, CloudKind *ret_kind) {
    for (int kind = 0; kind < CLOUD_COUNT; kind++) {
        if (str_equal(cloud_infos[kind].name, name)) {
            *ret_kind = (CloudKind)kind;
            return true;
        }
    }
    return false;
}

void resolver_difference(Resolver *resolver, Str feature, Str text) {
    ValueBuilder entry = value_map_new(resolver->arena, span_none());
    value_map_set_string(&entry, "feature", feature);
    value_map_set_string(&entry, "text", text);
    value_list_add(&resolver->differences, value_finish(&entry));
}

Span place_of(const CheckedStack *stack, const Value *block, const char *field) {
    const Value *value = field == NULL ? NULL : value_get_cstr(block, field);
    if (value != NULL && !span_is_none(value->origin)) {
        return value->origin;
    }
    if (block != NULL && !span_is_none(block->origin)) {
        return block->origin;
    }
    return stack->name_span;
}

Span setting_span(const Resolver *resolver, const Value *block, const char *field) {
    return place_of(resolver->stack, block, field);
}

Str block_title(Arena *arena, const char *kind, Str label) {
    if (str_equal_cstr(label, kind)) {
        return str_from_cstr(kind);
    }
    return str_format(arena, "%s %.*s", kind, STR_ARG(label));
}

static int64_t divide_up(int64_t amount, int64_t unit) {
    return amount / unit + (amount % unit > 0 ? 1 : 0);
}

int64_t days_of(const Value *seconds) {
    return divide_up(value_integer(seconds), 24 * 60 * 60);
}

int64_t gib_of(const Value *bytes) {
    return divide_up(value_integer(bytes), (int64_t)1 << 30);
}

int64_t mib_of(const Value *bytes) {
    return divide_up(value_integer(bytes), (int64_t)1 << 20);
}

Str *keys_of(Arena *arena, const Value *map, size_t *ret_count) {
    size_t count = map == NULL || map->kind != VALUE_MAP ? 0 : map->as.map.count;
    Str *keys = arena_alloc_array(arena, count, sizeof *keys);
    for (size_t i = 0; i < count; i++) {
        keys[i] = map->as.map.members[i].key;
    }
    *ret_count = count;
    return keys;
}

const Value *list_of_strings(Arena *arena, const Str *items, size_t count) {
    ValueBuilder list = value_list_new(arena, span_none());
    for (size_t i = 0; i < count; i++) {
        value_list_add(&list, value_string(arena, items[i], span_none()));
    }
    return value_finish(&list);
}

bool list_contains(const Value *list, Str text) {
    for (uint32_t i = 0; i < value_count(list); i++) {
        if (str_equal(value_text(value_item(list, i)), text)) {
            return true;
        }
    }
    return false;
}
