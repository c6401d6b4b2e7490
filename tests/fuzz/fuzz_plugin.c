/*
 * Any bytes from a client of the plugin server: as a message to each method, and as the msgpack of
 * a configuration, { TYPE: VALUE }. What is a value is written as it was read; its refusals, plan
 * and state are made, and nothing in the state is unknown. JSON stands for its msgpack.
 */
#include <jansson.h>

#include "fuzz.h"
#include "provider/methods.h"
#include "provider/plan.h"
#include "provider/refusal.h"

static const Dynamic *from_json(Arena *arena, json_t *json) {
    if (json_is_object(json)) {
        Dynamic *map = dynamic_map(arena, json_object_size(json));
        DynamicEntry *entry = map->map.entries;
        const char *key;
        json_t *member;
        json_object_foreach(json, key, member) {
            *entry++ =
                (DynamicEntry){str_copy(arena, str_from_cstr(key)), from_json(arena, member)};
        }
        return map;
    }
    if (json_is_array(json)) {
        Dynamic *list = dynamic_list(arena, json_array_size(json));
        for (size_t i = 0; i < list->list.count; i++) {
            list->list.items[i] = from_json(arena, json_array_get(json, i));
        }
        return list;
    }
    if (json_is_string(json)) {
        return dynamic_string(arena, (Str){json_string_value(json), json_string_length(json)});
    }
    if (json_is_number(json)) {
        return dynamic_integer(arena, json_integer_value(json));
    }
    return json_is_boolean(json) ? dynamic_bool(arena, json_is_true(json)) : &dynamic_unknown;
}

static Str as_msgpack(Arena *arena, Str input) {
    json_t *json = json_loadb(input.data, input.length, JSON_REJECT_DUPLICATES, NULL);
    if (json == NULL) {
        return input;
    }
    Buffer bytes = buffer_new(arena);
    dynamic_write(from_json(arena, json), &bytes);
    json_decref(json);
    return buffer_str(&bytes);
}

static const Dynamic *read_back(Arena *arena, const Dynamic *value, Buffer *bytes) {
    const Dynamic *read = NULL;
    dynamic_write(value, bytes);
    require(dynamic_read(arena, buffer_str(bytes), &read));
    return read;
}

/* Unknown and not-a-number equal nothing, so it is what is written that is compared. */
static void require_same_when_written(Arena *arena, const Dynamic *value) {
    Buffer once = buffer_new(arena);
    Buffer twice = buffer_new(arena);
    read_back(arena, read_back(arena, value, &once), &twice);
    require(str_equal(buffer_str(&once), buffer_str(&twice)));
}

static void try_configuration(Arena *arena, SchemaCache *schemas, DynamicEntry entry) {
    const Provider *provider = provider_of_type(entry.key);
    const BlockSchema *schema =
        provider == NULL ? NULL
                         : schema_cache_find(schemas, provider, PROVIDER_RESOURCE, entry.key);
    if (schema == NULL) {
        return;
    }
    PlanSubject subject = {arena, entry.key, schema, &dynamic_null};
    refusals_of(arena, schema, entry.value);
    const Dynamic *planned = plan_state(&subject, &dynamic_null, entry.value);
    const Dynamic *state = plan_settle(&subject, planned, entry.value);
    require_same_when_written(arena, state);
    plan_replacements(&subject, state, plan_state(&subject, state, entry.value));
}

static void try_methods(Arena *arena, const ServedProvider *served, Str message) {
    GrpcService service = methods_service(served);
    void *session = service.begin(arena, service.context);
    for (size_t i = 0; i < service.method_count; i++) {
        Buffer response = buffer_new(arena);
        service.methods[i].answer(session, message, &response);
    }
    Str framed;
    grpc_frame_read(message, &framed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Str input = {(const char *)data, size};
    SchemaCache schemas = schema_cache_new(arena);
    ServedProvider served = {provider_find(STR("tls")), STR(""), &schemas};
    try_methods(arena, &served, input);
    const Dynamic *value = NULL;
    if (dynamic_read(arena, as_msgpack(arena, input), &value)) {
        require_same_when_written(arena, value);
        for (size_t i = 0; value->kind == DYNAMIC_MAP && i < value->map.count; i++) {
            try_configuration(arena, &schemas, value->map.entries[i]);
        }
    }
    arena_free(arena);
    return 0;
}
