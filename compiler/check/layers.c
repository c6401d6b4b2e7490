#include "check/layers.h"

#include "check/block.h"
#include "check/scope.h"

typedef struct LayerBuilder {
    Checker *checker;
    LayerVector layers;
} LayerBuilder;

static void add_layer(LayerBuilder *builder, const Context *context, SettingBlock body,
                      bool profile) {
    Layer layer = {.cloud = context->cloud,
                   .environment = context->environment,
                   .profile = profile,
                   .body = body};
    vector_push(builder->checker->arena, &builder->layers, layer);
}

static BodyOf body_of_profile(const Checker *checker) {
    return (BodyOf){.component = checker->schema->stack, .what = STR("profile"), .takes_use = true};
}

/* ---- profiles ---- */

static void add_profiles(LayerBuilder *builder, const Context *context, const AstBody *body,
                         Map *applied);

static void add_profile(LayerBuilder *builder, const Context *context, const Binding *profile,
                        Map *applied) {
    if (map_has(applied, profile->entry->label)) {
        return;
    }
    map_set(applied, profile->entry->label, builder);
    Context inside = *context;
    inside.scope = profile->owner;
    inside.overlay = true;
    add_profiles(builder, &inside, profile->entry->body, applied);
    BodyOf of = body_of_profile(builder->checker);
    add_layer(builder, context, block_of_body(&inside, &of, profile->entry), true);
}

static bool is_first_use(Checker *checker, Map *seen, const AstEntry *use) {
    const AstEntry *first = map_get(seen, use->name);
    if (first == NULL) {
        map_set(seen, use->name, (AstEntry *)(uintptr_t)use);
        return true;
    }
    Diagnostic *diagnostic = diag_report(checker->sink, MLS1034, use->span,
                                         "profile '%.*s' is used twice", STR_ARG(use->name));
    diag_label(checker->sink, diagnostic, first->span, "first used here");
    return false;
}

static void add_profiles(LayerBuilder *builder, const Context *context, const AstBody *body,
                         Map *applied) {
    Map seen = map_new(builder->checker->arena);
    for (size_t i = 0; i < body->count; i++) {
        const AstEntry *use = body->entries[i];
        if (use->kind != AST_USE || !is_first_use(builder->checker, &seen, use)) {
            continue;
        }
        const Binding *profile = scope_used_profile(builder->checker, context->scope, use);
        if (profile != NULL) {
            add_profile(builder, context, profile, applied);
        }
    }
}

/* One body with its profiles below it. */
static void add_body(LayerBuilder *builder, const Context *context, const BodyOf *of,
                     const AstEntry *entry) {
    Map applied = map_new(builder->checker->arena);
    add_profiles(builder, context, entry->body, &applied);
    add_layer(builder, context, block_of_body(context, of, entry), false);
}

void check_profile(Checker *checker, FileScope *scope, const Binding *profile) {
    Context context = {.checker = checker, .scope = scope, .overlay = true};
    LayerBuilder builder = {.checker = checker};
    BodyOf of = body_of_profile(checker);
    if (!profile->broken) {
        add_body(&builder, &context, &of, profile->entry);
    }
}

/* ---- overlays ---- */

static bool contains(const Str *names, size_t count, Str name) {
    for (size_t i = 0; i < count; i++) {
        if (str_equal(names[i], name)) {
            return true;
        }
    }
    return false;
}

static bool has_label(Checker *checker, const Component *overlay, const AstEntry *entry) {
    if (!str_is_empty(entry->label)) {
        return true;
    }
    const char *what = overlay->selector == SELECTS_CLOUD ? "cloud" : "environment";
    Diagnostic *diagnostic =
        diag_report(checker->sink, MLS1010, entry->name_span, "'%.*s' needs the name of %s %s",
                    STR_ARG(entry->name), overlay->selector == SELECTS_CLOUD ? "a" : "an", what);
    diag_help(checker->sink, diagnostic, "write it before the brace: '%.*s %s { … }'",
              STR_ARG(entry->name), overlay->selector == SELECTS_CLOUD ? "gcp" : "prod");
    return false;
}

/* The cloud of an `on` block is known, and one of the stack's. */
static bool check_cloud(const Context *context, const AstEntry *entry) {
    Checker *checker = context->checker;
    const Type *clouds = component_field(checker->schema->stack, STR("clouds"))->type.element;
    if (!contains(clouds->words, clouds->word_count, entry->label)) {
        Diagnostic *diagnostic = diag_report(checker->sink, MLS1018, entry->label_span,
                                             "unknown cloud '%.*s'", STR_ARG(entry->label));
        if (!suggest_near(checker, diagnostic, entry->label, entry->label_span, clouds->words,
                          clouds->word_count)) {
            diag_note(checker->sink, diagnostic, "'on' expects %.*s",
                      STR_ARG(type_describe(checker->arena, clouds)));
        }
        return false;
    }
    if (context->cloud_count > 0 &&
        !contains(context->clouds, context->cloud_count, entry->label)) {
        Diagnostic *diagnostic =
            diag_report(checker->sink, MLS1016, entry->label_span,
                        "the stack does not run on '%.*s'", STR_ARG(entry->label));
        diag_help(checker->sink, diagnostic, "add it to 'clouds', or remove this block");
    }
    return true;
}

static void check_environment(const Context *context, const AstEntry *entry) {
    Checker *checker = context->checker;
    if (context->environment_count == 0 ||
        contains(context->environments, context->environment_count, entry->label)) {
        return;
    }
    Diagnostic *diagnostic =
        diag_report(checker->sink, MLS1017, entry->label_span,
                    "the stack has no environment '%.*s'", STR_ARG(entry->label));
    if (!suggest_near(checker, diagnostic, entry->label, entry->label_span, context->environments,
                      context->environment_count)) {
        diag_help(checker->sink, diagnostic, "add it to 'environments', or remove this block");
    }
}

static void add_overlay(LayerBuilder *builder, const Context *context, const Component *overlay,
                        const AstEntry *entry) {
    BodyOf of = {.component = builder->checker->schema->stack,
                 .overlay = overlay,
                 .what = entry->name,
                 .takes_use = true,
                 .takes_clouds = overlay->selector == SELECTS_ENVIRONMENT};
    Context inside = *context;
    inside.overlay = true;
    if (overlay->selector == SELECTS_ENVIRONMENT) {
        inside.environment = entry->label;
        check_environment(context, entry);
    } else {
        inside.in_cloud = true;
        inside.cloud = check_cloud(context, entry) ? entry->label : STR("");
    }
    add_body(builder, &inside, &of, entry);
}

static bool is_first_overlay(Checker *checker, Map *seen, const AstEntry *entry) {
    const AstEntry *first = map_get(seen, entry->label);
    if (first == NULL) {
        map_set(seen, entry->label, (AstEntry *)(uintptr_t)entry);
        return true;
    }
    Diagnostic *diagnostic =
        diag_report(checker->sink, MLS1004, span_join(entry->name_span, entry->label_span),
                    "'%.*s %.*s' is given twice", STR_ARG(entry->name), STR_ARG(entry->label));
    diag_label(checker->sink, diagnostic, span_join(first->name_span, first->label_span),
               "first given here");
    return false;
}

/* Every overlay of that kind in the body, in order. A second one for the same label is checked. */
static void add_overlays(LayerBuilder *builder, const Context *context, const Component *overlay,
                         const AstBody *body) {
    Map seen = map_new(builder->checker->arena);
    for (size_t i = 0; i < body->count; i++) {
        const AstEntry *entry = body->entries[i];
        if (entry->kind == AST_BLOCK && str_equal(entry->name, overlay->name) &&
            has_label(builder->checker, overlay, entry)) {
            is_first_overlay(builder->checker, &seen, entry);
            add_overlay(builder, context, overlay, entry);
        }
    }
}

LayerVector layers_of_stack(const Context *context, const AstEntry *stack) {
    Checker *checker = context->checker;
    const Component *component = checker->schema->stack;
    const Component *on = component_overlay(component, SELECTS_CLOUD);
    const Component *environment = component_overlay(component, SELECTS_ENVIRONMENT);
    LayerBuilder builder = {.checker = checker};
    BodyOf of = {.component = component,
                 .what = component->name,
                 .takes_use = true,
                 .takes_clouds = true,
                 .takes_environments = true,
                 .is_stack = true};
    add_body(&builder, context, &of, stack);
    add_overlays(&builder, context, on, stack->body);
    add_overlays(&builder, context, environment, stack->body);
    for (size_t i = 0; i < stack->body->count; i++) {
        const AstEntry *entry = stack->body->entries[i];
        if (entry->kind == AST_BLOCK && str_equal(entry->name, environment->name)) {
            Context inside = *context;
            inside.environment = entry->label;
            add_overlays(&builder, &inside, on, entry->body);
        }
    }
    return builder.layers;
}
