#include "reference/reference.h"

#include "reference/field.h"

static void add_entries(Arena *arena, const Component *component, const Component *parent,
                        ReferenceEntryVector *entries) {
    ReferenceEntry entry = {component, parent};
    vector_push(arena, entries, entry);
    for (size_t i = 0; i < component->block_count; i++) {
        add_entries(arena, &component->blocks[i], component, entries);
    }
}

ReferenceEntryVector reference_entries(Arena *arena, const Schema *schema) {
    ReferenceEntryVector entries = {0};
    add_entries(arena, schema->stack, NULL, &entries);
    return entries;
}

const ReferenceEntry *reference_find(const ReferenceEntryVector *entries, Str name) {
    for (size_t i = 0; i < entries->count; i++) {
        if (str_equal(entries->items[i].component->name, name)) {
            return &entries->items[i];
        }
    }
    return NULL;
}

static Str link_to(Arena *arena, const Component *component) {
    return str_format(arena, "[`%.*s`](%.*s.md)", STR_ARG(component->name),
                      STR_ARG(component->name));
}

Page reference_index(Arena *arena, const ReferenceEntryVector *entries) {
    Page page = page_new(arena);
    page_heading(&page, 1, STR("Components"));
    page_text(&page, STR("What a stack file may say, block by block. `mlstack doc NAME` shows one "
                         "of them, `mlstack doc NAME.FIELD` one of its fields."));
    page_table(&page, (PageRow){{STR("block"), STR("inside"), STR("what it is")}}, 3);
    for (size_t i = 0; i < entries->count; i++) {
        const ReferenceEntry *entry = &entries->items[i];
        PageRow row = {{link_to(arena, entry->component),
                        entry->parent == NULL ? STR("") : link_to(arena, entry->parent),
                        entry->component->doc}};
        page_row(&page, row);
    }
    return page;
}

/* ---- a component ---- */

/* `gpu [NAME] { … }` */
static Str write_form(Arena *arena, const Component *component) {
    static const struct {
        bool repeatable;
        bool label_required;
        Str label;
    } forms[] = {
        {false, false, STR_INIT("")},
        {true, false, STR_INIT("[NAME] ")},
        {true, true, STR_INIT("NAME ")},
        {false, true, STR_INIT("KIND ")},
    };
    Str label = STR("");
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (forms[i].repeatable == component->repeatable &&
            forms[i].label_required == component->label_required) {
            label = forms[i].label;
        }
    }
    return str_format(arena, "`%.*s %.*s{ … }`", STR_ARG(component->name),
                      STR_ARG(component->selector == SELECTS_CLOUD ? STR("CLOUD ") : label));
}

static void describe_place(Page *page, const ReferenceEntry *entry) {
    const Component *component = entry->component;
    Buffer text = buffer_new(page->arena);
    Str form = write_form(page->arena, component);
    if (entry->parent == NULL) {
        buffer_printf(&text, "Written %.*s, at the outermost level of a file.", STR_ARG(form));
    } else {
        buffer_printf(&text, "Written %.*s, inside %.*s.", STR_ARG(form),
                      STR_ARG(link_to(page->arena, entry->parent)));
    }
    if (component->repeatable && !component->label_required) {
        buffer_printf(&text, " There may be several; one without a label is called `%.*s`.",
                      STR_ARG(component->name));
    }
    for (size_t i = 0; i < component->label_count; i++) {
        buffer_printf(&text, "%s`%.*s`%s", i == 0 ? " KIND is " : "", STR_ARG(component->labels[i]),
                      i + 1 == component->label_count   ? "."
                      : i + 2 == component->label_count ? " or "
                                                        : ", ");
    }
    if (!component->generated) {
        buffer_append(&text, STR(" Checked, but nothing is generated for it in this release."));
    }
    page_text(page, buffer_str(&text));
}

static void write_fields(Page *page, const Component *component) {
    if (component->field_count == 0) {
        return;
    }
    page_heading(page, 2, STR("Fields"));
    page_table(page, (PageRow){{STR("field"), STR("type"), STR("default"), STR("what it is")}}, 4);
    for (size_t i = 0; i < component->field_count; i++) {
        const Field *field = &component->fields[i];
        PageRow row = {{str_format(page->arena, "`%.*s`", STR_ARG(field->name)),
                        field_type(page->arena, field), field_default(field),
                        field_remarks(page->arena, field)}};
        page_row(page, row);
    }
}

static void write_blocks(Page *page, const Component *component) {
    if (component->block_count == 0) {
        return;
    }
    page_heading(page, 2, STR("Blocks inside it"));
    page_table(page, (PageRow){{STR("block"), STR("what it is")}}, 2);
    for (size_t i = 0; i < component->block_count; i++) {
        const Component *block = &component->blocks[i];
        page_row(page, (PageRow){{link_to(page->arena, block), block->doc}});
    }
}

static void write_presets(Page *page, const Component *component) {
    const Value *values = value_get_cstr(component->presets, "values");
    if (value_count(values) == 0) {
        return;
    }
    Str chooser = value_text(value_get_cstr(component->presets, "field"));
    page_heading(page, 2, STR("Presets"));
    page_table(
        page, (PageRow){{str_format(page->arena, "`%.*s`", STR_ARG(chooser)), STR("what it sets")}},
        2);
    for (uint32_t i = 0; i < value_count(values); i++) {
        const ValueMember *preset = &values->as.map.members[i];
        page_row(page, (PageRow){{str_format(page->arena, "`%.*s`", STR_ARG(preset->key)),
                                  field_settings(page->arena, component, preset->value)}});
    }
}

/* A row of `becomes` under the heads, which are the clouds. */
static void write_becomes_row(Page *page, const PageRow *heads, size_t column_count, Str name,
                              const Value *becomes) {
    PageRow row = {{str_format(page->arena, "`%.*s`", STR_ARG(name))}};
    for (size_t i = 1; i < column_count; i++) {
        row.cells[i] = value_text(value_get(becomes, heads->cells[i]));
    }
    page_row(page, row);
}

static const Value *any_becomes(const Component *component) {
    const Value *becomes = component->becomes;
    for (size_t i = 0; becomes == NULL && i < component->field_count; i++) {
        becomes = component->fields[i].becomes;
    }
    return becomes;
}

static void write_becomes(Page *page, const Component *component) {
    const Value *first = any_becomes(component);
    if (first == NULL) {
        return;
    }
    PageRow heads = {{STR("")}};
    size_t count = 1;
    for (uint32_t i = 0; i < value_count(first) && count < PAGE_MOST_COLUMNS; i++) {
        heads.cells[count++] = first->as.map.members[i].key;
    }
    page_heading(page, 2, STR("What it becomes"));
    page_table(page, heads, count);
    if (component->becomes != NULL) {
        write_becomes_row(page, &heads, count, component->name, component->becomes);
    }
    for (size_t i = 0; i < component->field_count; i++) {
        const Field *field = &component->fields[i];
        if (field->becomes != NULL) {
            write_becomes_row(page, &heads, count, field->name, field->becomes);
        }
    }
}

Page reference_component(Arena *arena, const ReferenceEntry *entry) {
    const Component *component = entry->component;
    Page page = page_new(arena);
    page_heading(&page, 1, component->name);
    page_text(&page, component->doc);
    describe_place(&page, entry);
    write_fields(&page, component);
    write_blocks(&page, component);
    write_presets(&page, component);
    write_becomes(&page, component);
    if (!str_is_empty(component->example)) {
        page_heading(&page, 2, STR("Example"));
        page_code(&page, STR("mlstack"), component->example);
    }
    return page;
}
