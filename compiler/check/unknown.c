#include "check/unknown.h"

#include "diag/near_name.h"

enum { LISTED_NAMES = 12 };

typedef VECTOR(Str) NameVector;

static void add_field_names(Checker *checker, const Component *component, NameVector *names) {
    for (size_t i = 0; i < component->field_count; i++) {
        vector_push(checker->arena, names, component->fields[i].name);
    }
}

static void add_block_names(Checker *checker, const BodyOf *of, NameVector *names) {
    for (size_t i = 0; i < of->component->block_count; i++) {
        const Component *block = &of->component->blocks[i];
        if (body_takes_block(of, block)) {
            vector_push(checker->arena, names, block->name);
        }
    }
}

/* "did you mean", or all names when none is near. */
static void suggest(Checker *checker, Diagnostic *diagnostic, const AstEntry *entry,
                    const NameVector *names, const char *what) {
    if (!suggest_near(checker, diagnostic, entry->name, entry->name_span, names->items,
                      names->count) &&
        names->count > 0 && diag_suppressed(checker->sink) == 0) {
        diag_note(
            checker->sink, diagnostic, "%s: %.*s", what,
            STR_ARG(near_name_list(checker->arena, names->items, names->count, LISTED_NAMES)));
    }
}

/* The block inside `component` that has a field of that name. */
static const Component *block_with_field(const Component *component, Str name) {
    for (size_t i = 0; i < component->block_count; i++) {
        const Component *block = &component->blocks[i];
        if (block->selector == SELECTS_NOTHING && component_field(block, name) != NULL) {
            return block;
        }
    }
    return NULL;
}

/* The component that has a block of that name, anywhere below `component`. */
static const Component *parent_of_block(const Component *component, Str name) {
    if (component_block(component, name) != NULL) {
        return component;
    }
    for (size_t i = 0; i < component->block_count; i++) {
        const Component *parent = parent_of_block(&component->blocks[i], name);
        if (parent != NULL) {
            return parent;
        }
    }
    return NULL;
}

void report_unknown_field(const Context *context, const BodyOf *of, const AstEntry *entry) {
    Checker *checker = context->checker;
    if (component_block(of->component, entry->name) != NULL) {
        Diagnostic *diagnostic =
            diag_report(checker->sink, MLS1002, entry->name_span, "'%.*s' is a block, not a field",
                        STR_ARG(entry->name));
        diag_help(checker->sink, diagnostic, "write '%.*s { … }', without '='",
                  STR_ARG(entry->name));
        return;
    }
    Diagnostic *diagnostic =
        diag_report(checker->sink, MLS1002, entry->name_span, "unknown field '%.*s' in '%.*s'",
                    STR_ARG(entry->name), STR_ARG(of->what));
    const Component *on = component_overlay(of->component, SELECTS_CLOUD);
    const Field *of_one_cloud = on == NULL ? NULL : component_field(on, entry->name);
    if (of_one_cloud != NULL) {
        diag_help(checker->sink, diagnostic, "put it inside 'on %.*s { … }'",
                  STR_ARG(of_one_cloud->only_cloud));
        return;
    }
    const Component *block = block_with_field(of->component, entry->name);
    if (block != NULL) {
        diag_help(checker->sink, diagnostic, "'%.*s' has one: '%.*s { %.*s = … }'",
                  STR_ARG(block->name), STR_ARG(block->name), STR_ARG(entry->name));
        return;
    }
    NameVector names = {0};
    add_field_names(checker, of->component, &names);
    if (of->overlay != NULL) {
        add_field_names(checker, of->overlay, &names);
    }
    suggest(checker, diagnostic, entry, &names, "fields");
}

static void report_elsewhere(Checker *checker, const AstEntry *entry, Str parent) {
    diag_report(checker->sink, MLS1013, entry->name_span, "'%.*s' belongs inside '%.*s'",
                STR_ARG(entry->name), STR_ARG(parent));
}

void report_misplaced_block(const Context *context, const BodyOf *of, const AstEntry *entry) {
    Checker *checker = context->checker;
    if (str_equal(entry->name, STR("stack")) || str_equal(entry->name, STR("profile"))) {
        diag_report(checker->sink, MLS1013, entry->name_span,
                    "'%.*s' belongs at the top level of the file", STR_ARG(entry->name));
        return;
    }
    const Component *known = component_block(checker->schema->stack, entry->name);
    if (known != NULL && known->selector != SELECTS_NOTHING) {
        Diagnostic *diagnostic = diag_report(checker->sink, MLS1013, entry->name_span,
                                             "'%.*s' cannot stand inside '%.*s'",
                                             STR_ARG(entry->name), STR_ARG(of->what));
        diag_note(checker->sink, diagnostic,
                  known->selector == SELECTS_CLOUD ? "it belongs in a stack or an environment"
                                                   : "it belongs in a stack");
        return;
    }
    if (component_field(of->component, entry->name) != NULL) {
        Diagnostic *diagnostic =
            diag_report(checker->sink, MLS1001, entry->name_span, "'%.*s' is a field, not a block",
                        STR_ARG(entry->name));
        diag_help(checker->sink, diagnostic, "write '%.*s = …'", STR_ARG(entry->name));
        return;
    }
    const Component *parent = parent_of_block(checker->schema->stack, entry->name);
    if (parent != NULL) {
        report_elsewhere(checker, entry, parent->name);
        return;
    }
    Diagnostic *diagnostic =
        diag_report(checker->sink, MLS1001, entry->name_span, "unknown block '%.*s' in '%.*s'",
                    STR_ARG(entry->name), STR_ARG(of->what));
    NameVector names = {0};
    add_block_names(checker, of, &names);
    suggest(checker, diagnostic, entry, &names, "blocks");
}

void report_unknown_label(Checker *checker, const Component *component, const AstEntry *entry) {
    Diagnostic *diagnostic =
        diag_report(checker->sink, MLS1007, entry->label_span,
                    "'%.*s' expects the label %.*s, found '%.*s'", STR_ARG(component->name),
                    STR_ARG(near_name_list(checker->arena, component->labels,
                                           component->label_count, LISTED_NAMES)),
                    STR_ARG(entry->label));
    suggest_near(checker, diagnostic, entry->label, entry->label_span, component->labels,
                 component->label_count);
}

void report_top_level_block(Checker *checker, const AstEntry *entry) {
    static const Str names[] = {STR_INIT("stack"), STR_INIT("profile")};
    const Component *parent = parent_of_block(checker->schema->stack, entry->name);
    if (parent != NULL) {
        report_elsewhere(checker, entry, parent->name);
        return;
    }
    Diagnostic *diagnostic = diag_report(checker->sink, MLS1001, entry->name_span,
                                         "unknown block '%.*s'", STR_ARG(entry->name));
    NameVector known = {(Str *)(uintptr_t)names, 2, 2};
    suggest(checker, diagnostic, entry, &known, "at the top level of a file");
}
