#include "provider/plausible.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

/* ---- Patterns ---- */

static bool fits_one(Str pattern, Str text) {
    size_t star = str_find_byte(pattern, '*');
    if (star == pattern.length) {
        return str_equal(pattern, text);
    }
    Str head = str_slice(pattern, 0, star);
    if (!str_starts_with(text, head)) {
        return false;
    }
    Str rest = str_slice(pattern, star + 1, pattern.length);
    for (size_t i = head.length; i <= text.length; i++) {
        if (fits_one(rest, str_slice(text, i, text.length))) {
            return true;
        }
    }
    return false;
}

static bool fits(const char *patterns, Str text) {
    Str rest = str_from_cstr(patterns);
    for (;;) {
        size_t end = str_find_byte(rest, '|');
        if (fits_one(str_slice(rest, 0, end), text)) {
            return true;
        }
        if (end == rest.length) {
            return false;
        }
        rest = str_slice(rest, end + 1, rest.length);
    }
}

/* ---- What a form's holes are filled with ---- */

static Str known_text(const Plausible *plausible, const char *argument) {
    return dynamic_text(dynamic_get(plausible->known, str_from_cstr(argument)));
}

static Str setting_text(const Plausible *plausible, const char *argument) {
    return dynamic_text(dynamic_get(plausible->settings, str_from_cstr(argument)));
}

static Str first_of(Str text, Str otherwise) {
    return str_is_empty(text) ? otherwise : text;
}

static Str first_known(const Plausible *plausible, const char *const *arguments, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Str text = known_text(plausible, arguments[i]);
        if (!str_is_empty(text)) {
            return text;
        }
    }
    return STR("");
}

/* "security_group" of "aws_security_group". */
static Str kind_of(Str type) {
    size_t end = str_find_byte(type, '_');
    return end == type.length ? type : str_slice(type, end + 1, type.length);
}

/* "iam" of "aws_iam_role". */
static Str service_of(Str type) {
    Str kind = kind_of(type);
    return str_slice(kind, 0, str_find_byte(kind, '_'));
}

/* "role" of "aws_iam_role", "vpc" of "aws_vpc". */
static Str part_of(Str type) {
    return kind_of(kind_of(type));
}

static Str region_of(const Plausible *plausible) {
    static const char *const arguments[] = {"region", "location"};
    Str otherwise = STR("us-east-1");
    if (str_starts_with(plausible->type, STR("azurerm_"))) {
        otherwise = STR("eastus");
    } else if (str_starts_with(plausible->type, STR("google_"))) {
        otherwise = STR("us-central1");
    }
    Str region = first_known(plausible, arguments, sizeof arguments / sizeof *arguments);
    return first_of(region, first_of(setting_text(plausible, "region"), otherwise));
}

static Str account_of(const Plausible *plausible) {
    const Dynamic *allowed = dynamic_get(plausible->settings, STR("allowed_account_ids"));
    return first_of(dynamic_text(dynamic_at(allowed, 0)), STR("123456789012"));
}

static Str project_of(const Plausible *plausible) {
    Str project = first_of(known_text(plausible, "project"), setting_text(plausible, "project"));
    return first_of(project, STR("example-project"));
}

static Str uuid_of(Arena *arena, uint64_t seed) {
    uint64_t more = seed * UINT64_C(0x9e3779b97f4a7c15);
    return str_format(
        arena, "%08" PRIx64 "-%04" PRIx64 "-4%03" PRIx64 "-8%03" PRIx64 "-%012" PRIx64, seed >> 32,
        seed >> 16 & 0xffff, seed & 0xfff, more >> 52, more & UINT64_C(0xffffffffffff));
}

static Str hex_of(Arena *arena, uint64_t seed, size_t digits) {
    Str text =
        str_format(arena, "%016" PRIx64 "%016" PRIx64, seed * UINT64_C(0x9e3779b97f4a7c15), seed);
    return str_slice(text, 0, digits);
}

/* Whatever has no name of its own is told apart by its arguments. */
static uint64_t seed_of(const Plausible *plausible, Str argument) {
    return plausible->seed ^ str_hash(argument);
}

static Str fill_hole(const Plausible *plausible, Str argument, Str hole) {
    Arena *arena = plausible->arena;
    uint64_t own = seed_of(plausible, argument);
    const struct {
        const char *hole;
        Str text;
    } fixed[] = {
        {"name", plausible->name},
        {"argument", argument},
        {"kind", kind_of(plausible->type)},
        {"part", part_of(plausible->type)},
        {"service", service_of(plausible->type)},
        {"region", region_of(plausible)},
        {"letter", str_slice(STR("abc"), plausible->index, plausible->index + 1)},
        {"number", str_slice(STR("123"), plausible->index, plausible->index + 1)},
        {"account", account_of(plausible)},
        {"project", project_of(plausible)},
        {"subscription", first_of(setting_text(plausible, "subscription_id"),
                                  STR("00000000-0000-4000-8000-000000000001"))},
        {"group", first_of(known_text(plausible, "resource_group_name"), STR("example"))},
        {"tenant", STR("00000000-0000-4000-8000-000000000002")},
        {"hex6", hex_of(arena, plausible->seed, 6)},
        {"hex12", hex_of(arena, plausible->seed, 12)},
        {"hex17", hex_of(arena, plausible->seed, 17)},
        {"hex32", hex_of(arena, plausible->seed, 32)},
        {"uuid", uuid_of(arena, plausible->seed)},
        {"own-uuid", uuid_of(arena, own)},
        {"own-hex", hex_of(arena, own, 32)},
        {"octets", str_format(arena, "%u.%u.%u", (unsigned)(own & 0xff),
                              (unsigned)(own >> 8 & 0xff), (unsigned)(1 + (own >> 16) % 254))},
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (str_equal_cstr(hole, fixed[i].hole)) {
            return fixed[i].text;
        }
    }
    /* Any other hole is a planned argument. */
    return first_of(known_text(plausible, str_to_cstr(arena, hole)), plausible->name);
}

static Str fill_form(const Plausible *plausible, Str argument, Str form) {
    Buffer out = buffer_new(plausible->arena);
    while (form.length > 0) {
        size_t open = str_find_byte(form, '{');
        buffer_append(&out, str_slice(form, 0, open));
        Str rest = str_slice(form, open, form.length);
        if (rest.length == 0) {
            break;
        }
        size_t close = str_find_byte(rest, '}');
        buffer_append(&out, fill_hole(plausible, argument, str_slice(rest, 1, close)));
        form = str_slice(rest, close + 1, rest.length);
    }
    return buffer_str(&out);
}

static Str plausible_text(const Plausible *plausible, Str argument) {
    const PlausibleForm *form = plausible_forms;
    while (!fits(form->type, plausible->type) || !fits(form->argument, argument)) {
        form++;
    }
    return fill_form(plausible, argument, str_from_cstr(form->text));
}

static int64_t plausible_number(const Plausible *plausible, Str argument) {
    static const struct {
        const char *type;
        const char *argument;
        int64_t number;
    } numbers[] = {
        {"azurerm_managed_redis", "*port", 10000},
        {"*redis*|*elasticache*|*memorystore*|*memcache*", "*port", 6379},
        {"*db_*|*rds*|*sql*", "*port", 5432},
        {"*", "*port", 443},
        {"*", "number|*project_number", 123456789012},
        {"*", "*", 1},
    };
    size_t i = 0;
    while (!fits(numbers[i].type, plausible->type) || !fits(numbers[i].argument, argument)) {
        i++;
    }
    return numbers[i].number;
}

/* ---- By type ---- */

static const Dynamic *value_of_type(const Plausible *plausible, Str argument, const json_t *type);

static const Dynamic *plausible_object(const Plausible *plausible, json_t *fields) {
    Dynamic *object = dynamic_map(plausible->arena, json_object_size(fields));
    DynamicEntry *entry = object->map.entries;
    const char *key = NULL;
    const json_t *type = NULL;
    json_object_foreach(fields, key, type) {
        Str name = str_copy(plausible->arena, str_from_cstr(key));
        *entry++ = (DynamicEntry){name, value_of_type(plausible, name, type)};
    }
    return object;
}

/* Of most lists one item is as good as many; of zones, configurations take several. */
static size_t item_count(const Plausible *plausible, Str argument) {
    enum { ZONES = 3 };
    bool is_zones = fits("*zones", plausible->type) && fits("names|zone_ids", argument);
    return is_zones ? ZONES : 1;
}

static const Dynamic *plausible_list(const Plausible *plausible, Str argument, const json_t *type) {
    Dynamic *list = dynamic_list(plausible->arena, item_count(plausible, argument));
    for (size_t i = 0; i < list->list.count; i++) {
        Plausible item = *plausible;
        item.index = i;
        list->list.items[i] = value_of_type(&item, argument, type);
    }
    return list;
}

static const Dynamic *plausible_tuple(const Plausible *plausible, Str argument,
                                      const json_t *types) {
    Dynamic *list = dynamic_list(plausible->arena, json_array_size(types));
    for (size_t i = 0; i < list->list.count; i++) {
        list->list.items[i] = value_of_type(plausible, argument, json_array_get(types, i));
    }
    return list;
}

/* A value that says its type. */
static const Dynamic *plausible_any(const Plausible *plausible, Str argument) {
    Dynamic *type = ARENA_NEW(plausible->arena, Dynamic);
    *type = (Dynamic){.kind = DYNAMIC_BYTES, .text = STR("\"string\"")};
    Dynamic *pair = dynamic_list(plausible->arena, 2);
    pair->list.items[0] = type;
    pair->list.items[1] = dynamic_string(plausible->arena, plausible_text(plausible, argument));
    return pair;
}

static const Dynamic *value_of_type(const Plausible *plausible, Str argument, const json_t *type) {
    const json_t *head_json = json_is_array(type) ? json_array_get(type, 0) : type;
    Str head = str_from_cstr(json_is_string(head_json) ? json_string_value(head_json) : "dynamic");
    json_t *inner = json_array_get(type, 1);
    if (str_equal(head, STR("string"))) {
        return dynamic_string(plausible->arena, plausible_text(plausible, argument));
    }
    if (str_equal(head, STR("number"))) {
        return dynamic_integer(plausible->arena, plausible_number(plausible, argument));
    }
    if (str_equal(head, STR("bool"))) {
        return dynamic_bool(plausible->arena, false);
    }
    if (str_equal(head, STR("list")) || str_equal(head, STR("set"))) {
        return plausible_list(plausible, argument, inner);
    }
    if (str_equal(head, STR("map"))) {
        return dynamic_map(plausible->arena, 0);
    }
    if (str_equal(head, STR("object"))) {
        return plausible_object(plausible, inner);
    }
    if (str_equal(head, STR("tuple"))) {
        return plausible_tuple(plausible, argument, inner);
    }
    return plausible_any(plausible, argument);
}

static bool is_collection(const json_t *type) {
    const char *head = json_string_value(json_array_get(type, 0));
    return head != NULL && (strcmp(head, "list") == 0 || strcmp(head, "set") == 0);
}

const Dynamic *plausible_value(const Plausible *plausible, const ArgumentSchema *argument) {
    json_t *type = json_loadb(argument->type.data, argument->type.length, JSON_DECODE_ANY, NULL);
    const Dynamic *value = NULL;
    if (is_collection(type) && !argument->is_read_only) {
        value = dynamic_list(plausible->arena, 0); /* the user could have said, and did not */
    } else {
        value = value_of_type(plausible, argument->name, type);
    }
    json_decref(type);
    return value;
}

/* ---- The resource ---- */

static Str name_of(const Plausible *plausible) {
    static const char *const arguments[] = {
        "name",
        "bucket",
        "identifier",
        "cluster_identifier",
        "replication_group_id",
        "cluster_name",
        "account_id",
        "instance_id",
        "key_ring_id",
        "user_group_id",
        "user_id",
        "secret_id",
        "function_name",
        "family",
        "repository_id",
        "domain_name",
        "id",
    };
    Str name = first_known(plausible, arguments, sizeof arguments / sizeof *arguments);
    if (str_is_empty(name)) {
        const Dynamic *metadata = dynamic_at(dynamic_get(plausible->known, STR("metadata")), 0);
        name = dynamic_text(dynamic_get(metadata, STR("name")));
    }
    if (str_is_empty(name)) {
        name = dynamic_text(dynamic_get(dynamic_get(plausible->known, STR("tags")), STR("Name")));
    }
    if (!str_is_empty(name)) {
        return name;
    }
    Str hex = hex_of(plausible->arena, plausible->seed, 12);
    Str kind = kind_of(plausible->type);
    return str_format(plausible->arena, "%.*s-%.*s", STR_ARG(kind), STR_ARG(hex));
}

Plausible plausible_for(Arena *arena, Str type, const Dynamic *planned, const Dynamic *settings) {
    Buffer bytes = buffer_new(arena);
    dynamic_write(planned, &bytes);
    Plausible plausible = {
        .arena = arena,
        .type = type,
        .known = planned,
        .settings = settings,
        .seed = str_hash(type) * 31 + str_hash(buffer_str(&bytes)),
    };
    plausible.name = name_of(&plausible);
    return plausible;
}
