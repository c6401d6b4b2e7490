#include "emit/scope.h"

#include "support/vector.h"

bool scope_uses(const Value *scope, Str component) {
    const Value *used = value_get(value_get_cstr(scope, "uses"), component);
    return used == NULL || value_boolean(used);
}

static const Value *either(Arena *arena, const Value *a, const Value *b) {
    if (a == NULL) {
        return b;
    }
    ValueBuilder both = value_map_new(arena, span_none());
    for (uint32_t i = 0; i < value_count(a); i++) {
        const ValueMember *member = &a->as.map.members[i];
        bool used = value_boolean(member->value) || value_boolean(value_get(b, member->key));
        value_map_set(&both, member->key, span_none(), value_bool(arena, used, span_none()));
    }
    return value_finish(&both);
}

static const Value *narrow(Arena *arena, const Value *tree, const Value *cloud, const Value *uses) {
    ValueBuilder scope = value_map_new(arena, tree->origin);
    for (uint32_t i = 0; i < value_count(tree); i++) {
        const ValueMember *member = &tree->as.map.members[i];
        value_map_set(&scope, member->key, member->key_span, member->value);
    }
    value_map_set_value(&scope, "cloud", cloud);
    value_map_set_value(&scope, "uses", uses);
    return value_finish(&scope);
}

CloudScopes cloud_scopes(Arena *arena, const ResolvedStack *stack) {
    VECTOR(CloudScope) scopes = {0};
    const Value *clouds = value_get_cstr(stack->tree, "clouds");
    for (uint32_t i = 0; i < value_count(clouds); i++) {
        const Value *cloud = value_item(clouds, i);
        Str name = value_text(value_get_cstr(cloud, "name"));
        const Value *uses = NULL;
        for (size_t j = 0; j < stack->deployment_count; j++) {
            if (str_equal(stack->deployments[j].cloud, name)) {
                uses = either(arena, uses, value_get_cstr(stack->deployments[j].value, "uses"));
            }
        }
        CloudScope scope = {name, narrow(arena, stack->tree, cloud, uses)};
        vector_push(arena, &scopes, scope);
    }
    return (CloudScopes){scopes.items, scopes.count};
}
