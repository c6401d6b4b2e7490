#include "resolve/assemble.h"
#include "resolve/compare.h"
#include "resolve/deployment.h"
#include "resolve/merge.h"
#include "resolve/parity.h"

typedef struct StackResolver {
    Arena *arena;
    DiagSink *sink;
    const Schema *schema;
    const CheckedStack *stack;
    PatternSet *patterns;
    Map gpu_choices;
} StackResolver;

static Resolver resolver_new(StackResolver *whole, Str environment, CloudKind kind) {
    Resolver resolver = {
        .arena = whole->arena,
        .sink = whole->sink,
        .schema = whole->schema,
        .patterns = whole->patterns,
        .gpu_choices = &whole->gpu_choices,
        .stack = whole->stack,
        .environment = environment,
        .kind = kind,
        .cloud = cloud_info(kind),
        .differences = value_list_new(whole->arena, span_none()),
    };
    resolver.settings = merge_stack(whole->arena, whole->sink, whole->schema, whole->stack,
                                    environment, resolver.cloud->name, &resolver.production);
    resolver.generation = value_integer(value_get_cstr(resolver.settings, "generation"));
    return resolver;
}

/* ---- tree ---- */

/* A flag is on when it is on in any deployment on the cloud; no name stands for every cloud. */
static const Value *uses_of_any(Arena *arena, const Deployment *deployments, size_t count,
                                Str cloud) {
    ValueBuilder uses = value_map_new(arena, span_none());
    bool is_first = true;
    for (size_t i = 0; i < count; i++) {
        if (!str_is_empty(cloud) && !str_equal(deployments[i].cloud, cloud)) {
            continue;
        }
        const Value *flags = value_get_cstr(deployments[i].value, "uses");
        for (uint32_t j = 0; j < value_count(flags); j++) {
            const ValueMember *flag = &flags->as.map.members[j];
            if (is_first || value_boolean(flag->value)) {
                value_map_set(&uses, flag->key, span_none(), flag->value);
            }
        }
        is_first = false;
    }
    return value_finish(&uses);
}

static const Value *clouds_value(const StackResolver *whole, const Deployment *deployments,
                                 size_t count) {
    ValueBuilder clouds = value_list_new(whole->arena, span_none());
    for (size_t i = 0; i < whole->stack->cloud_count; i++) {
        CloudKind kind;
        if (!cloud_kind(whole->stack->clouds[i], &kind)) {
            continue;
        }
        const CloudInfo *info = cloud_info(kind);
        ValueBuilder cloud = value_map_new(whole->arena, span_none());
        value_map_set_value(&cloud, "cloud", cloud_value(whole->arena, info));
        value_map_set_value(&cloud, "uses",
                            uses_of_any(whole->arena, deployments, count, info->name));
        value_list_add(&clouds, value_finish(&cloud));
    }
    return value_finish(&clouds);
}

static const Value *names_value(const StackResolver *whole, const Deployment *deployments,
                                size_t count) {
    ValueBuilder names = value_map_new(whole->arena, span_none());
    for (size_t i = 0; i < count; i++) {
        value_map_set(&names, deployments[i].environment, span_none(),
                      value_get_cstr(deployments[i].value, "name"));
    }
    return value_finish(&names);
}

/* `settings` are those of the first deployment: what is said here is the same in all. */
static const Value *tree_value(const StackResolver *whole, const Value *settings,
                               const Deployment *deployments, size_t count) {
    const Value *clouds = clouds_value(whole, deployments, count);
    const Value *labels = value_get_cstr(settings, "labels");
    ValueBuilder no_labels = value_map_new(whole->arena, span_none());
    ValueBuilder all = value_list_new(whole->arena, span_none());
    for (size_t i = 0; i < count; i++) {
        value_list_add(&all, deployments[i].value);
    }
    ValueBuilder tree = value_map_new(whole->arena, whole->stack->name_span);
    value_map_set_value(&tree, "stack",
                        stack_value(whole->arena, whole->sink, whole->stack, settings));
    value_map_set_value(&tree, "provider",
                        provider_value(whole->arena, whole->sink, whole->schema, settings));
    value_map_set_value(&tree, "cloud", value_get_cstr(value_item(clouds, 0), "cloud"));
    value_map_set_value(&tree, "clouds", clouds);
    value_map_set_value(
        &tree, "environments",
        list_of_strings(whole->arena, whole->stack->environments, whole->stack->environment_count));
    value_map_set_value(&tree, "names", names_value(whole, deployments, count));
    value_map_set_value(&tree, "uses", uses_of_any(whole->arena, deployments, count, STR("")));
    value_map_set_value(&tree, "labels", labels == NULL ? value_finish(&no_labels) : labels);
    value_map_set_string(&tree, "owner", value_text(value_get_cstr(settings, "owner")));
    value_map_set_value(&tree, "deployments", value_finish(&all));
    value_map_set_value(&tree, "parity",
                        parity_value(whole->arena, whole->schema, deployments, count));
    return value_finish(&tree);
}

ResolvedStack *resolve_stack(Arena *arena, DiagSink *sink, const Schema *schema,
                             const CheckedStack *stack) {
    StackResolver whole = {arena, sink, schema, stack, pattern_set_new(arena), map_new(arena)};
    Deployment *deployments = arena_alloc_array(
        arena, stack->environment_count * stack->cloud_count, sizeof *deployments);
    const Value *first_settings = NULL;
    size_t count = 0;
    for (size_t i = 0; i < stack->environment_count; i++) {
        size_t first = count;
        for (size_t j = 0; j < stack->cloud_count; j++) {
            CloudKind kind;
            if (!cloud_kind(stack->clouds[j], &kind)) {
                continue;
            }
            Resolver resolver = resolver_new(&whole, stack->environments[i], kind);
            first_settings = first_settings == NULL ? resolver.settings : first_settings;
            Deployment *deployment = &deployments[count++];
            *deployment = (Deployment){
                .environment = stack->environments[i],
                .cloud = stack->clouds[j],
                .production = resolver.production,
                .settings = resolver.settings,
            };
            deployment->value = deployment_value(&resolver, &deployment->pools);
        }
        compare_clouds(arena, sink, deployments + first, count - first);
    }
    ResolvedStack *resolved = ARENA_NEW(arena, ResolvedStack);
    *resolved = (ResolvedStack){
        .name = stack->name,
        .name_span = stack->name_span,
        .deployments = deployments,
        .deployment_count = count,
        .tree = tree_value(&whole, first_settings, deployments, count),
    };
    return resolved;
}
