#include "resolve/parity.h"

#include "resolve/resolver.h"
#include "support/file.h"
#include "support/map.h"

/* What a setting came to, where the Deployment says it. */
typedef struct Reading {
    const char *component;
    const char *field;
    const char *part; /* of the Deployment; of a list, the item with the block's label as `key` */
    const char *path; /* in that part */
    const char *unit;
    bool comparable; /* a value that could be the same on every cloud, unlike a machine's name */
    const char *difference; /* how resolver_difference names it, where it does not by the block */
} Reading;

static const Reading readings[] = {
    {"network", "zones", "network", "zones", " zones", true, "zones"},
    {"cluster", "kubernetes", "cluster", "version", "", true, "Kubernetes version"},
    {"cluster", "size", "pools", "machine", "", false, NULL},
    {"pool", "size", "pools", "machine", "", false, NULL},
    {"gpu", "type", "pools", "gpu.vendor_model", "", true, NULL},
    {"gpu", "machine", "pools", "machine", "", false, NULL},
    {"database", "version", "databases", "version", "", true, NULL},
    {"database", "size", "databases", "machine", "", false, NULL},
    {"database", "storage", "databases", "storage_gb.initial", "GiB", true, NULL},
    {"database", "backups", "databases", "backup_days", " days", true, NULL},
    {"cache", "engine", "caches", "engine", "", true, NULL},
    {"cache", "memory", "caches", "memory_mb", "MiB", true, NULL},
};

/* A block of the stack: in settings it is under its kind, and its label, in the block around it. */
typedef struct Block Block;

struct Block {
    const Block *around; /* NULL for one of the stack itself */
    const Component *component;
    Str label;
    Str title; /* "database metadata" */
};

typedef struct Row {
    const Block *block;
    const Field *field; /* NULL: the row of the service itself */
    const Reading *reading;
} Row;

typedef struct Parity {
    Arena *arena;
    const Deployment *columns;
    size_t column_count;
    ValueBuilder rows;
} Parity;

/* ---- cells ---- */

static const Value *find_by_key(const Value *list, Str key) {
    for (uint32_t i = 0; i < value_count(list); i++) {
        const Value *item = value_item(list, i);
        if (str_equal(value_text(value_get_cstr(item, "key")), key)) {
            return item;
        }
    }
    return NULL;
}

/* The cluster's own pool is called `general`. */
static const Value *deployment_part(const Value *deployment, const Row *row) {
    const Value *part = value_get_cstr(deployment, row->reading->part);
    if (part == NULL || part->kind != VALUE_LIST) {
        return part;
    }
    return find_by_key(part,
                       row->block->component->repeatable ? row->block->label : STR("general"));
}

static Str read_deployment(Arena *arena, const Value *deployment, const Row *row) {
    const Value *value = value_path(deployment_part(deployment, row), row->reading->path);
    if (value == NULL) {
        return STR("");
    }
    switch (value->kind) {
    case VALUE_STRING:
        return value->as.text;
    case VALUE_INT:
        return str_format(arena, "%lld%s", (long long)value->as.integer, row->reading->unit);
    case VALUE_LIST: /* how many of them */
        return str_format(arena, "%u%s", value_count(value), row->reading->unit);
    case VALUE_NULL:
    case VALUE_BOOL:
    case VALUE_MAP:
        return STR("");
    }
    return STR("");
}

static const Value *block_settings(const Value *settings, const Block *block) {
    if (block == NULL) {
        return settings;
    }
    const Value *kind = value_get(block_settings(settings, block->around), block->component->name);
    return block->component->repeatable ? value_get(kind, block->label) : kind;
}

static bool is_switched_on(const Value *value) {
    if (value == NULL) {
        return false;
    }
    switch (value->kind) {
    case VALUE_NULL:
        return false;
    case VALUE_BOOL:
        return value->as.boolean;
    case VALUE_STRING:
        return !str_equal(value->as.text, STR("none"));
    case VALUE_INT:
    case VALUE_LIST:
    case VALUE_MAP:
        return true;
    }
    return false;
}

/* What the row says of one deployment; empty when it does not use the feature. */
static Str cell_of(const Parity *parity, const Deployment *column, const Row *row) {
    const Value *block = block_settings(column->settings, row->block);
    Str cloud = column->cloud;
    if (block == NULL) {
        return STR("");
    }
    if (row->field == NULL) {
        return value_text(value_get(row->block->component->becomes, cloud));
    }
    if (row->reading != NULL) {
        return read_deployment(parity->arena, column->value, row);
    }
    bool used = is_switched_on(value_get(block, row->field->name));
    return used ? value_text(value_get(row->field->becomes, cloud)) : STR("");
}

static bool is_on(const Deployment *column, Str cloud) {
    return str_equal(column->cloud, cloud);
}

/* True when the same text was in an earlier column of the cloud. */
static bool was_said(const Str *cells, const Parity *parity, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (is_on(&parity->columns[i], parity->columns[index].cloud) &&
            str_equal(cells[i], cells[index])) {
            return true;
        }
    }
    return false;
}

/* " (dev, staging)": the cloud's environments with the text; empty when it is all of them. */
static Str environments_with(const Parity *parity, const Str *cells, size_t index) {
    Buffer out = buffer_new(parity->arena);
    bool all = true;
    for (size_t i = 0; i < parity->column_count; i++) {
        if (!is_on(&parity->columns[i], parity->columns[index].cloud)) {
            continue;
        }
        if (str_equal(cells[i], cells[index])) {
            buffer_append(&out, out.length == 0 ? STR(" (") : STR(", "));
            buffer_append(&out, parity->columns[i].environment);
        } else {
            all = false;
        }
    }
    buffer_append_byte(&out, ')');
    return all ? STR("") : buffer_str(&out);
}

/* The texts of one cloud over the environments: "db.t4g.medium (dev, staging), db.m7g.large
 * (prod)". */
static Str join_environments(const Parity *parity, const Str *cells, Str cloud) {
    Buffer out = buffer_new(parity->arena);
    for (size_t i = 0; i < parity->column_count; i++) {
        if (!is_on(&parity->columns[i], cloud) || cells[i].length == 0 ||
            was_said(cells, parity, i)) {
            continue;
        }
        Str where = environments_with(parity, cells, i);
        buffer_printf(&out, "%s%.*s%.*s", out.length == 0 ? "" : ", ", STR_ARG(cells[i]),
                      STR_ARG(where));
    }
    return buffer_str(&out);
}

/* ---- notes ---- */

static Str difference_of(const Deployment *column, Str feature, uint32_t nth) {
    const Value *list = value_get_cstr(column->value, "differences");
    for (uint32_t i = 0; i < value_count(list); i++) {
        const Value *difference = value_item(list, i);
        if (str_equal(value_text(value_get_cstr(difference, "feature")), feature) && nth-- == 0) {
            return value_text(value_get_cstr(difference, "text"));
        }
    }
    return STR("");
}

/* Why a cloud gives something else, as resolve said it for the feature; once per text. */
static Str collect_notes(const Parity *parity, Str feature) {
    Buffer out = buffer_new(parity->arena);
    Str *texts = arena_alloc_array(parity->arena, parity->column_count, sizeof *texts);
    bool any = true;
    for (uint32_t nth = 0; any; nth++) {
        any = false;
        for (size_t i = 0; i < parity->column_count; i++) {
            texts[i] = difference_of(&parity->columns[i], feature, nth);
            any = any || texts[i].length > 0;
        }
        for (size_t i = 0; i < parity->column_count; i++) {
            if (texts[i].length > 0 && !was_said(texts, parity, i)) {
                Str where = environments_with(parity, texts, i);
                buffer_printf(&out, "%s%.*s%.*s", out.length == 0 ? "" : "; ", STR_ARG(texts[i]),
                              STR_ARG(where));
            }
        }
    }
    return buffer_str(&out);
}

/* ---- rows ---- */

/* Whether two clouds that have the feature say something else. */
static bool cells_differ(const Value *row) {
    Str first = STR("");
    bool differ = false;
    for (int kind = 0; kind < CLOUD_COUNT; kind++) {
        Str text = value_text(value_get(row, cloud_info((CloudKind)kind)->name));
        first = first.length == 0 ? text : first;
        differ = differ || (text.length > 0 && !str_equal(text, first));
    }
    return differ;
}

static Str row_note(const Parity *parity, const Row *row, const Value *cells) {
    if (row->field == NULL) {
        return collect_notes(parity, row->block->title);
    }
    if (row->reading == NULL) {
        return STR("");
    }
    const char *named = row->reading->difference;
    Str note = named == NULL ? STR("") : collect_notes(parity, str_from_cstr(named));
    bool is_explained = note.length > 0 || !row->reading->comparable || !cells_differ(cells) ||
                        collect_notes(parity, row->block->title).length > 0;
    return is_explained ? note : STR("not the same on every cloud");
}

static void add_row(Parity *parity, const Row *row) {
    Arena *arena = parity->arena;
    Str title = row->block->title;
    Str feature = row->field == NULL
                      ? title
                      : str_format(arena, "%.*s: %.*s", STR_ARG(title), STR_ARG(row->field->name));
    Str *cells = arena_alloc_array(arena, parity->column_count, sizeof *cells);
    bool any = false;
    for (size_t i = 0; i < parity->column_count; i++) {
        cells[i] = cell_of(parity, &parity->columns[i], row);
        any = any || cells[i].length > 0;
    }
    if (!any) {
        return;
    }
    ValueBuilder map = value_map_new(arena, span_none());
    value_map_set_string(&map, "feature", feature);
    for (int kind = 0; kind < CLOUD_COUNT; kind++) {
        Str cloud = cloud_info((CloudKind)kind)->name;
        Str text = join_environments(parity, cells, cloud);
        value_map_set(&map, cloud, span_none(), value_string(arena, text, span_none()));
    }
    value_map_set_string(&map, "note", row_note(parity, row, value_finish(&map)));
    value_list_add(&parity->rows, value_finish(&map));
}

static const Reading *find_reading(const Component *component, const Field *field) {
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
        if (str_equal_cstr(component->name, readings[i].component) &&
            str_equal_cstr(field->name, readings[i].field)) {
            return &readings[i];
        }
    }
    return NULL;
}

static void add_block(Parity *parity, const Block *block) {
    Row row = {.block = block};
    add_row(parity, &row);
    for (size_t i = 0; i < block->component->field_count; i++) {
        row.field = &block->component->fields[i];
        row.reading = find_reading(block->component, row.field);
        if (row.reading != NULL || row.field->becomes != NULL) {
            add_row(parity, &row);
        }
    }
}

/* Labels of a repeatable component in any deployment, in order of first mention. */
static StrVector labels_of(const Parity *parity, const Component *component, const Block *around) {
    StrVector labels = {0};
    Map known = map_new(parity->arena);
    for (size_t i = 0; i < parity->column_count; i++) {
        const Value *outer = block_settings(parity->columns[i].settings, around);
        const Value *blocks = value_get(outer, component->name);
        for (uint32_t j = 0; j < value_count(blocks); j++) {
            const ValueMember *member = &blocks->as.map.members[j];
            if (map_get(&known, member->key) == NULL) {
                map_set(&known, member->key, (void *)member);
                vector_push(parity->arena, &labels, member->key);
            }
        }
    }
    return labels;
}

static void add_component(Parity *parity, const Component *component, const Block *around);

static void add_block_and_inside(Parity *parity, const Block *block) {
    add_block(parity, block);
    for (size_t i = 0; i < block->component->block_count; i++) {
        add_component(parity, &block->component->blocks[i], block);
    }
}

static void add_component(Parity *parity, const Component *component, const Block *around) {
    Block block = {.around = around, .component = component, .label = component->name};
    const char *kind = str_to_cstr(parity->arena, component->name);
    if (component->becomes == NULL || !component->generated) {
        return;
    }
    if (!component->repeatable) {
        block.title = around == NULL
                          ? component->name
                          : str_format(parity->arena, "%.*s: %s", STR_ARG(around->title), kind);
        add_block_and_inside(parity, &block);
        return;
    }
    StrVector labels = labels_of(parity, component, around);
    for (size_t i = 0; i < labels.count; i++) {
        block.label = labels.items[i];
        block.title = block_title(parity->arena, kind, block.label);
        add_block_and_inside(parity, &block);
    }
}

const Value *parity_value(Arena *arena, const Schema *schema, const Deployment *deployments,
                          size_t count) {
    Parity parity = {.arena = arena,
                     .columns = deployments,
                     .column_count = count,
                     .rows = value_list_new(arena, span_none())};
    for (size_t i = 0; i < schema->stack->block_count; i++) {
        add_component(&parity, &schema->stack->blocks[i], NULL);
    }
    return value_finish(&parity.rows);
}
