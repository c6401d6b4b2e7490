#include <stdio.h>

#include "cli/output.h"
#include "cli/verb.h"
#include "diag/near_name.h"
#include "reference/reference.h"

typedef struct Doc {
    Invocation *invocation;
    ReferenceEntryVector entries;
    bool markdown;
} Doc;

static Str write_page(const Doc *doc, const Page *page) {
    Buffer out = buffer_new(doc->invocation->arena);
    if (doc->markdown) {
        page_write_markdown(page, &out);
    } else {
        page_write_text(page, (PageTextOptions){.color = doc->invocation->color_output}, &out);
    }
    return buffer_str(&out);
}

static ExitCode print_page(const Doc *doc, Page page) {
    Str text = write_page(doc, &page);
    fwrite(text.data, 1, text.length, stdout);
    return EXIT_FINE;
}

/* ---- one component, one field ---- */

static ExitCode unknown(const Doc *doc, const char *what, Str name, const StrVector *names) {
    Str near = near_name(doc->invocation->arena, name, names->items, names->count);
    if (near.length > 0) {
        return usage_error(doc->invocation, "unknown %s '%.*s'; did you mean '%.*s'?", what,
                           STR_ARG(name), STR_ARG(near));
    }
    return usage_error(doc->invocation, "unknown %s '%.*s'", what, STR_ARG(name));
}

static ExitCode unknown_component(const Doc *doc, Str name) {
    StrVector names = {0};
    for (size_t i = 0; i < doc->entries.count; i++) {
        vector_push(doc->invocation->arena, &names, doc->entries.items[i].component->name);
    }
    return unknown(doc, "component", name, &names);
}

static ExitCode unknown_part(const Doc *doc, const Component *component, Str name) {
    StrVector names = {0};
    for (size_t i = 0; i < component->field_count; i++) {
        vector_push(doc->invocation->arena, &names, component->fields[i].name);
    }
    for (size_t i = 0; i < component->block_count; i++) {
        vector_push(doc->invocation->arena, &names, component->blocks[i].name);
    }
    const char *what = str_to_cstr(
        doc->invocation->arena,
        str_format(doc->invocation->arena, "field of '%.*s':", STR_ARG(component->name)));
    return unknown(doc, what, name, &names);
}

/* The part after the dot is a field, or a block inside the component. */
static ExitCode print_part(const Doc *doc, const Component *component, Str name) {
    Arena *arena = doc->invocation->arena;
    const Field *field = component_field(component, name);
    if (field != NULL) {
        return print_page(doc, reference_field(arena, component, field));
    }
    if (component_block(component, name) != NULL) {
        return print_page(doc, reference_component(arena, reference_find(&doc->entries, name)));
    }
    return unknown_part(doc, component, name);
}

static ExitCode print_operand(const Doc *doc, Str operand) {
    size_t dot = str_find_byte(operand, '.');
    Str name = str_slice(operand, 0, dot);
    const ReferenceEntry *entry = reference_find(&doc->entries, name);
    if (entry == NULL) {
        return unknown_component(doc, name);
    }
    if (dot == operand.length) {
        return print_page(doc, reference_component(doc->invocation->arena, entry));
    }
    return print_part(doc, entry->component, str_slice(operand, dot + 1, operand.length));
}

/* ---- the whole reference as files ---- */

static bool write_one(const Doc *doc, Str folder, Str name, Page page) {
    Arena *arena = doc->invocation->arena;
    Str path = path_join(arena, folder, str_format(arena, "%.*s.md", STR_ARG(name)));
    return write_output(doc->invocation, path, write_page(doc, &page));
}

static ExitCode write_all(const Doc *doc, Str folder) {
    Arena *arena = doc->invocation->arena;
    bool ok = write_one(doc, folder, STR("README"), reference_index(arena, &doc->entries));
    for (size_t i = 0; ok && i < doc->entries.count; i++) {
        const ReferenceEntry *entry = &doc->entries.items[i];
        ok = write_one(doc, folder, entry->component->name, reference_component(arena, entry));
    }
    return ok ? EXIT_FINE : EXIT_ENVIRONMENT;
}

/* ---- the verb ---- */

static bool load_schema(Invocation *invocation, const Schema **ret_schema) {
    Str folder = option_text(invocation, OPTION_STDLIB, "");
    if (str_is_empty(folder)) {
        *ret_schema = schema_embedded();
        return true;
    }
    DiagSink *sink = diag_sink_new(invocation->arena, sources_new(invocation->arena));
    bool loaded = schema_load(invocation->arena, sink, folder, ret_schema);
    print_diagnostics(invocation, sink);
    return loaded;
}

static ExitCode run(Invocation *invocation) {
    Str format = option_text(invocation, OPTION_PAGE_FORMAT, "text");
    Doc doc = {.invocation = invocation, .markdown = str_equal(format, STR("markdown"))};
    if (!doc.markdown && !str_equal(format, STR("text"))) {
        return usage_error(invocation, "--format of doc takes text or markdown, not '%.*s'",
                           STR_ARG(format));
    }
    bool into_folder = option_given(invocation, OPTION_PAGE_FOLDER);
    if (into_folder && (!doc.markdown || invocation->operands.count > 0)) {
        return usage_error(invocation, "--output writes the whole reference, with --format "
                                       "markdown and without a component");
    }
    if (invocation->operands.count > 1) {
        return usage_error(invocation, "doc takes one component, or one field as COMPONENT.FIELD");
    }
    const Schema *schema = NULL;
    if (!load_schema(invocation, &schema)) {
        return EXIT_INPUT;
    }
    doc.entries = reference_entries(invocation->arena, schema);
    if (into_folder) {
        return write_all(&doc, option_text(invocation, OPTION_PAGE_FOLDER, ""));
    }
    if (invocation->operands.count == 0) {
        return print_page(&doc, reference_index(invocation->arena, &doc.entries));
    }
    return print_operand(&doc, invocation->operands.items[0]);
}

static const OptionId takes[] = {OPTION_PAGE_FORMAT, OPTION_PAGE_FOLDER, OPTION_STDLIB};

const Verb verb_doc = {
    .name = "doc",
    .operands = "[COMPONENT[.FIELD]]",
    .summary = "show the reference: components, their fields, what they become",
    .details =
        "Without an operand the list of components; with one its fields, presets, an example\n"
        "and what it becomes on each cloud. It is read from what the checker checks by.\n"
        "'--format markdown' (default: text) with '-o DIR' writes a file per component.",
    .example = "  mlstack doc database\n  mlstack doc database.backups",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .run = run,
};
