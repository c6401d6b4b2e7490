#include "emit/scope.h"

#include "support/vector.h"

bool scope_uses(const Value *scope, Str component) {
    const Value *used = value_get(value_get_cstr(scope, "uses"), component);
    return used == NULL || value_boolean(used);
}

static const Value *narrow(Arena *arena, const Value *tree, const Value *cloud) {
    ValueBuilder scope = value_map_new(arena, tree->origin);
    for (uint32_t i = 0; i < value_count(tree); i++) {
        const ValueMember *member = &tree->as.map.members[i];
        value_map_set(&scope, member->key, member->key_span, member->value);
    }
    value_map_set_value(&scope, "cloud", value_get_cstr(cloud, "cloud"));
    value_map_set_value(&scope, "uses", value_get_cstr(cloud, "uses"));
    return value_finish(&scope);
}

CloudScopes cloud_scopes(Arena *arena, const ResolvedStack *stack) {
    VECTOR(CloudScope) scopes = {0};
    const Value *clouds = value_get_cstr(stack->tree, "clouds");
    for (uint32_t i = 0; i < value_count(clouds); i++) {
        const Value *cloud = value_item(clouds, i);
        Str name = value_text(value_get_cstr(value_get_cstr(cloud, "cloud"), "name"));
        CloudScope scope = {name, narrow(arena, stack->tree, cloud)};
        vector_push(arena, &scopes, scope);
    }
    return (CloudScopes){scopes.items, scopes.count};
}
