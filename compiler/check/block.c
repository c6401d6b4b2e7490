#include "check/block.h"

#include "check/unknown.h"
#include "check/value.h"

typedef VECTOR(Setting) SettingVector;
typedef VECTOR(SettingBlock) SettingBlockVector;

/* One body while it is looked at. */
typedef struct Walk {
    const Context *context;
    const BodyOf *of;
    Map fields; /* name -> AstEntry that set it */
    Map blocks; /* "name label" -> AstEntry */
    SettingVector settings;
    SettingBlockVector inner;
} Walk;

static Checker *checker_of(const Walk *walk) {
    return walk->context->checker;
}

/* ---- fields ---- */

static bool cloud_legal(Walk *walk, const Field *field, const AstEntry *entry) {
    const Context *context = walk->context;
    if (str_is_empty(field->only_cloud) || str_equal(field->only_cloud, context->cloud) ||
        (context->in_cloud && str_is_empty(context->cloud))) {
        return true;
    }
    Diagnostic *diagnostic = diag_report(checker_of(walk)->sink, MLS1014, entry->name_span,
                                         "'%.*s' is a setting of %.*s only", STR_ARG(field->name),
                                         STR_ARG(field->only_cloud));
    diag_help(checker_of(walk)->sink, diagnostic, "put it inside 'on %.*s { … }'",
              STR_ARG(field->only_cloud));
    return false;
}

static bool field_legal(Walk *walk, const Field *field, const AstEntry *entry) {
    DiagSink *sink = checker_of(walk)->sink;
    if (field->fixed && !walk->of->is_stack) {
        Diagnostic *diagnostic =
            diag_report(sink, MLS1014, entry->name_span,
                        "'%.*s' can be set in the stack itself only", STR_ARG(field->name));
        diag_note(sink, diagnostic, "overlays are chosen by it");
        return false;
    }
    if (!str_is_empty(field->only_label) && !str_equal(field->only_label, walk->of->label)) {
        diag_report(sink, MLS1014, entry->name_span, "'%.*s' is a setting of '%.*s %.*s' only",
                    STR_ARG(field->name), STR_ARG(walk->of->what), STR_ARG(field->only_label));
        return false;
    }
    return cloud_legal(walk, field, entry);
}

static bool is_first(Walk *walk, Str field, const AstEntry *entry) {
    const AstEntry *first = map_get(&walk->fields, field);
    if (first == NULL) {
        map_set(&walk->fields, field, (AstEntry *)(uintptr_t)entry);
        return true;
    }
    Diagnostic *diagnostic = diag_report(checker_of(walk)->sink, MLS1003, entry->name_span,
                                         "'%.*s' is set twice", STR_ARG(entry->name));
    diag_label(checker_of(walk)->sink, diagnostic, first->name_span, "first set here");
    return false;
}

/* NULL when the body has no such field. */
static const Field *find_field(const Walk *walk, Str name) {
    const Field *field = component_field(walk->of->component, name);
    return field == NULL && walk->of->overlay != NULL ? component_field(walk->of->overlay, name)
                                                      : field;
}

static void walk_field(Walk *walk, const AstEntry *entry) {
    Checker *checker = checker_of(walk);
    const Field *written = find_field(walk, entry->name);
    if (written == NULL) {
        report_unknown_field(walk->context, walk->of, entry);
        return;
    }
    bool is_renamed = !str_is_empty(written->renamed_to);
    const Field *field = is_renamed ? find_field(walk, written->renamed_to) : written;
    if (!is_first(walk, field->name, entry) || !field_legal(walk, field, entry)) {
        return;
    }
    if (!str_is_empty(written->deprecated)) {
        DeprecatedUse use = {written, entry->name_span};
        vector_push(checker->arena, &checker->deprecated_uses, use);
    }
    Setting setting = {field, value_of_expr(walk->context, field, entry->value), entry->name_span};
    vector_push(checker->arena, &walk->settings, setting);
}

/* ---- labels ---- */

static bool label_given_as_wanted(Walk *walk, const Component *component, const AstEntry *entry) {
    Checker *checker = checker_of(walk);
    bool takes_label = component->repeatable || component->label_required;
    if (!takes_label && !str_is_empty(entry->label)) {
        Diagnostic *diagnostic = diag_report(checker->sink, MLS1011, entry->label_span,
                                             "'%.*s' takes no label", STR_ARG(component->name));
        diag_note(checker->sink, diagnostic, "there is one in a stack");
        return false;
    }
    if (component->label_required && str_is_empty(entry->label)) {
        Diagnostic *diagnostic = diag_report(checker->sink, MLS1010, entry->name_span,
                                             "'%.*s' needs a label", STR_ARG(component->name));
        diag_help(checker->sink, diagnostic, "write it before the brace: '%.*s %.*s { … }'",
                  STR_ARG(component->name),
                  STR_ARG(component->label_count > 0 ? component->labels[0] : STR("NAME")));
        return false;
    }
    return true;
}

static bool label_is_one_of(Walk *walk, const Component *component, const AstEntry *entry) {
    Checker *checker = checker_of(walk);
    for (size_t i = 0; i < component->label_count; i++) {
        if (str_equal(component->labels[i], entry->label)) {
            return true;
        }
    }
    if (component->label_count == 0) {
        return check_name(checker, entry->label, entry->label_span, "label");
    }
    report_unknown_label(checker, component, entry);
    return false;
}

static bool label_legal(Walk *walk, const Component *component, const AstEntry *entry) {
    Checker *checker = checker_of(walk);
    if (!label_given_as_wanted(walk, component, entry)) {
        return false;
    }
    if (str_is_empty(entry->label)) {
        return true;
    }
    const Value *reason = value_get(component->reserved, entry->label);
    if (reason != NULL) {
        Diagnostic *diagnostic = diag_report(checker->sink, MLS1031, entry->label_span,
                                             "'%.*s' is reserved", STR_ARG(entry->label));
        diag_note(checker->sink, diagnostic, "%.*s", STR_ARG(value_text(reason)));
        return false;
    }
    return label_is_one_of(walk, component, entry);
}

/* ---- blocks ---- */

/* The label that the block has where it stands; empty means every block of its kind. */
static Str label_in_place(const Walk *walk, const Component *component, const AstEntry *entry) {
    bool kind_is_label = component->repeatable && !walk->context->overlay;
    return str_is_empty(entry->label) && kind_is_label ? component->name : entry->label;
}

static bool is_first_block(Walk *walk, const Component *component, const AstEntry *entry) {
    Checker *checker = checker_of(walk);
    Str key = component->repeatable
                  ? str_format(checker->arena, "%.*s %.*s", STR_ARG(component->name),
                               STR_ARG(label_in_place(walk, component, entry)))
                  : component->name;
    const AstEntry *first = map_get(&walk->blocks, key);
    if (first == NULL) {
        map_set(&walk->blocks, key, (AstEntry *)(uintptr_t)entry);
        return true;
    }
    Diagnostic *diagnostic = diag_report(
        checker->sink, MLS1004, entry->name_span, "'%.*s' is given twice",
        STR_ARG(component->repeatable && !str_is_empty(entry->label) ? key : component->name));
    diag_label(checker->sink, diagnostic, first->name_span, "first given here");
    if (component->repeatable) {
        diag_help(checker->sink, diagnostic, "give each '%.*s' a label of its own",
                  STR_ARG(component->name));
    }
    return false;
}

static bool cloud_has(const Component *component, Str cloud) {
    for (size_t i = 0; i < component->cloud_count; i++) {
        if (str_equal(component->clouds[i], cloud)) {
            return true;
        }
    }
    return component->cloud_count == 0;
}

static void check_clouds(Walk *walk, const Component *component, const AstEntry *entry) {
    const Context *context = walk->context;
    for (size_t i = 0; i < context->cloud_count; i++) {
        bool selected =
            str_is_empty(context->cloud) || str_equal(context->cloud, context->clouds[i]);
        if (selected && !cloud_has(component, context->clouds[i])) {
            diag_report(checker_of(walk)->sink, MLS1033, entry->name_span,
                        "'%.*s' is not available on %.*s", STR_ARG(component->name),
                        STR_ARG(context->clouds[i]));
            return;
        }
    }
}

bool body_takes_block(const BodyOf *of, const Component *block) {
    switch (block->selector) {
    case SELECTS_NOTHING:
        return true;
    case SELECTS_CLOUD:
        return of->takes_clouds;
    case SELECTS_ENVIRONMENT:
        return of->takes_environments;
    }
    return false;
}

static void walk_block(Walk *walk, const AstEntry *entry) {
    Checker *checker = checker_of(walk);
    const Component *component = component_block(walk->of->component, entry->name);
    if (component == NULL || !body_takes_block(walk->of, component)) {
        report_misplaced_block(walk->context, walk->of, entry);
        return;
    }
    if (component->selector != SELECTS_NOTHING) {
        return;
    }
    bool legal = label_legal(walk, component, entry) && is_first_block(walk, component, entry);
    BodyOf inside = {.component = component, .what = component->name, .label = entry->label};
    check_clouds(walk, component, entry);
    SettingBlock block = block_of_body(walk->context, &inside, entry);
    if (legal) {
        block.label = label_in_place(walk, component, entry);
        vector_push(checker->arena, &walk->inner, block);
    }
}

static void walk_entry(Walk *walk, const AstEntry *entry) {
    switch (entry->kind) {
    case AST_ASSIGNMENT:
        walk_field(walk, entry);
        return;
    case AST_BLOCK:
        walk_block(walk, entry);
        return;
    case AST_USE:
        if (!walk->of->takes_use) {
            Diagnostic *diagnostic =
                diag_report(checker_of(walk)->sink, MLS1027, entry->span,
                            "'use' cannot stand inside '%.*s'", STR_ARG(walk->of->what));
            diag_note(checker_of(walk)->sink, diagnostic,
                      "it belongs in a stack, profile, environment or on block");
        }
        return;
    case AST_LET:
    case AST_IMPORT:
        diag_report(checker_of(walk)->sink, MLS1027, entry->span,
                    "'%s' belongs at the top level of the file",
                    entry->kind == AST_LET ? "let" : "import");
        return;
    }
}

SettingBlock block_of_body(const Context *context, const BodyOf *of, const AstEntry *entry) {
    Arena *arena = context->checker->arena;
    Walk walk = {.context = context, .of = of, .fields = map_new(arena), .blocks = map_new(arena)};
    for (size_t i = 0; i < entry->body->count; i++) {
        walk_entry(&walk, entry->body->entries[i]);
    }
    return (SettingBlock){
        .component = of->component,
        .label = entry->label,
        .span = entry->span,
        .name_span = str_is_empty(entry->label) ? entry->name_span
                                                : span_join(entry->name_span, entry->label_span),
        .settings = walk.settings.items,
        .setting_count = walk.settings.count,
        .blocks = walk.inner.items,
        .block_count = walk.inner.count,
    };
}
