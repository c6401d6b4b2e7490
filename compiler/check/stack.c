#include "check/stack.h"

#include "check/required.h"
#include "check/value.h"

static void check_stack_name(Checker *checker, const AstEntry *entry) {
    if (str_is_empty(entry->label)) {
        Diagnostic *diagnostic =
            diag_report(checker->sink, MLS1010, entry->name_span, "a stack needs a name");
        diag_help(checker->sink, diagnostic, "write it before the brace: 'stack demo { … }'");
        return;
    }
    if (!check_name(checker, entry->label, entry->label_span, "stack name")) {
        return;
    }
    const AstEntry *first = map_get(&checker->stacks, entry->label);
    if (first == NULL) {
        map_set(&checker->stacks, entry->label, (AstEntry *)(uintptr_t)entry);
        return;
    }
    Diagnostic *diagnostic = diag_report(checker->sink, MLS1028, entry->label_span,
                                         "there are two stacks '%.*s'", STR_ARG(entry->label));
    diag_label(checker->sink, diagnostic, first->label_span, "first defined here");
}

/* The value of a field of the stack's own body; its mistakes are reported with the body's. */
static const Value *own_value(const Context *context, const AstEntry *stack, const Field *field,
                              bool *ret_given) {
    for (size_t i = 0; i < stack->body->count; i++) {
        const AstEntry *entry = stack->body->entries[i];
        if (entry->kind == AST_ASSIGNMENT && str_equal(entry->name, field->name)) {
            *ret_given = true;
            return value_of_expr(context, field, entry->value);
        }
    }
    *ret_given = false;
    return field->default_value;
}

static const Str *texts_of_list(Arena *arena, const Value *list, size_t *ret_count) {
    uint32_t count = value_count(list);
    Str *texts = arena_alloc_array(arena, count, sizeof *texts);
    for (uint32_t i = 0; i < count; i++) {
        texts[i] = value_text(value_item(list, i));
    }
    *ret_count = count;
    return texts;
}

/* The stack's clouds in the order in which the schema lists them, so that output does not move. */
static const Str *ordered_clouds(Arena *arena, const Field *field, const Value *list,
                                 size_t *ret_count) {
    const Type *cloud = field->type.element;
    Str *clouds = arena_alloc_array(arena, cloud->word_count, sizeof *clouds);
    *ret_count = 0;
    for (size_t w = 0; w < cloud->word_count; w++) {
        for (uint32_t i = 0; i < value_count(list); i++) {
            if (str_equal(value_text(value_item(list, i)), cloud->words[w])) {
                clouds[(*ret_count)++] = cloud->words[w];
            }
        }
    }
    return clouds;
}

static void find_targets(Context *context, const AstEntry *entry) {
    Checker *checker = context->checker;
    const Component *stack = checker->schema->stack;
    const Field *clouds = component_field(stack, STR("clouds"));
    const Field *environments = component_field(stack, STR("environments"));
    bool given = false;
    const Value *list = own_value(context, entry, clouds, &given);
    context->clouds = ordered_clouds(checker->arena, clouds, list, &context->cloud_count);
    if (!given && !entry->body->has_gaps) {
        Span span = str_is_empty(entry->label) ? entry->name_span : entry->label_span;
        Diagnostic *diagnostic =
            diag_report(checker->sink, MLS1005, span, "a stack needs 'clouds'");
        diag_help(checker->sink, diagnostic, "say where it runs: 'clouds = [aws, gcp, azure]'");
    }
    list = own_value(context, entry, environments, &given);
    if (given || !entry->body->has_gaps) {
        context->environments = texts_of_list(checker->arena, list, &context->environment_count);
    }
}

CheckedStack check_stack(Checker *checker, FileScope *scope, const AstEntry *entry) {
    check_stack_name(checker, entry);
    Context context = {.checker = checker, .scope = scope, .stack = entry->label};
    find_targets(&context, entry);
    LayerVector layers = layers_of_stack(&context, entry);
    if (!checker->has_gaps) {
        check_required_fields(&context, &layers);
    }
    check_label_groups(checker, &layers);
    return (CheckedStack){
        .name = entry->label,
        .name_span = str_is_empty(entry->label) ? entry->name_span : entry->label_span,
        .file = scope->file->file,
        .layers = layers.items,
        .layer_count = layers.count,
        .clouds = context.clouds,
        .cloud_count = context.cloud_count,
        .environments = context.environments,
        .environment_count = context.environment_count,
    };
}
