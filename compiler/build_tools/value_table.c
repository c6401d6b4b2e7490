/*
 * Writes the stdlib as C: the Schema that the compiler starts with, as static tables.
 *
 *     value_table STDLIB_FOLDER OUTPUT.c
 *
 * The folder is read by schema_load, the code that also serves `--stdlib DIR`, so a mistake in it
 * fails the build with its place in the YAML, and both ways give the same Schema. Each kind of
 * struct is one flat array; nodes refer to each other by their place in it. Spans are left out:
 * the texts are not part of the compiler.
 */
#include <stdio.h>

#include "build_tools/c_string.h"
#include "schema/schema.h"

typedef struct Table {
    Buffer rows;
    size_t count;
} Table;

typedef struct Writer {
    Arena *arena;
    Table values;
    Table members;
    Table items;
    Table indexes;
    Table words;
    Table types;
    Table fields;
    Table components;
} Writer;

static void write_string_member(Buffer *out, const char *name, Str text) {
    if (!str_is_empty(text)) {
        buffer_printf(out, ", .%s = ", name);
        write_c_string(out, text);
    }
}

static void write_place(Buffer *out, const char *name, const char *table, size_t begin,
                        size_t count) {
    if (count > 0) {
        buffer_printf(out, ", .%s = &%s[%zu]", name, table, begin);
    }
}

static size_t write_value(Writer *writer, const Value *value);

/* `.as.list = {…}` of a list whose items are already rows of `values`. */
static void write_list(Writer *writer, const Value *list, Buffer *row) {
    uint32_t count = list->as.list.count;
    size_t *places = arena_alloc_array(writer->arena, count, sizeof *places);
    for (uint32_t i = 0; i < count; i++) {
        places[i] = write_value(writer, list->as.list.items[i]);
    }
    buffer_printf(row, ", .as.list = {.count = %u", count);
    write_place(row, "items", "items", writer->items.count, count);
    buffer_append_byte(row, '}');
    for (uint32_t i = 0; i < count; i++) {
        buffer_printf(&writer->items.rows, "&values[%zu],\n", places[i]);
    }
    writer->items.count += count;
}

static void write_map(Writer *writer, const Value *map, Buffer *row) {
    uint32_t count = map->as.map.count;
    size_t *places = arena_alloc_array(writer->arena, count, sizeof *places);
    for (uint32_t i = 0; i < count; i++) {
        places[i] = write_value(writer, map->as.map.members[i].value);
    }
    buffer_printf(row, ", .as.map = {.count = %u", count);
    write_place(row, "members", "members", writer->members.count, count);
    for (uint32_t i = 0; i < count; i++) {
        buffer_append(&writer->members.rows, STR("{.key = "));
        write_c_string(&writer->members.rows, map->as.map.members[i].key);
        buffer_printf(&writer->members.rows, ", .value = &values[%zu]},\n", places[i]);
    }
    writer->members.count += count;
    if (map->as.map.sorted != NULL) {
        write_place(row, "sorted", "indexes", writer->indexes.count, count);
        for (uint32_t i = 0; i < count; i++) {
            buffer_printf(&writer->indexes.rows, "%u,\n", map->as.map.sorted[i]);
        }
        writer->indexes.count += count;
    }
    buffer_append_byte(row, '}');
}

/* Returns the value's place in `values`; what is inside it comes before it. */
static size_t write_value(Writer *writer, const Value *value) {
    Buffer row = buffer_new(writer->arena);
    switch (value->kind) {
    case VALUE_NULL:
        buffer_append(&row, STR("{.kind = VALUE_NULL"));
        break;
    case VALUE_BOOL:
        buffer_printf(&row, "{.kind = VALUE_BOOL, .as.boolean = %d", value->as.boolean);
        break;
    case VALUE_INT:
        buffer_printf(&row, "{.kind = VALUE_INT, .as.integer = INT64_C(%lld)",
                      (long long)value->as.integer);
        break;
    case VALUE_STRING:
        buffer_append(&row, STR("{.kind = VALUE_STRING, .as.text = "));
        write_c_string(&row, value->as.text);
        break;
    case VALUE_LIST:
        buffer_append(&row, STR("{.kind = VALUE_LIST"));
        write_list(writer, value, &row);
        break;
    case VALUE_MAP:
        buffer_append(&row, STR("{.kind = VALUE_MAP"));
        write_map(writer, value, &row);
        break;
    }
    buffer_append(&writer->values.rows, buffer_str(&row));
    buffer_append(&writer->values.rows, STR("},\n"));
    return writer->values.count++;
}

static void write_value_member(Writer *writer, Buffer *out, const char *name, const Value *value) {
    if (value != NULL) {
        buffer_printf(out, ", .%s = &values[%zu]", name, write_value(writer, value));
    }
}

static size_t write_words(Writer *writer, const Str *words, size_t count) {
    size_t begin = writer->words.count;
    for (size_t i = 0; i < count; i++) {
        write_c_string(&writer->words.rows, words[i]);
        buffer_append(&writer->words.rows, STR(",\n"));
    }
    writer->words.count += count;
    return begin;
}

static void write_words_member(Writer *writer, Buffer *out, const char *name,
                               const char *count_name, const Str *words, size_t count) {
    write_place(out, name, "words", write_words(writer, words, count), count);
    buffer_printf(out, ", .%s = %zu", count_name, count);
}

static void write_type(Writer *writer, const Type *type, Buffer *out);

/* Rows of one array of types, next to each other; returns the place of the first. */
static size_t write_types(Writer *writer, const Type *types, size_t count) {
    Buffer rows = buffer_new(writer->arena);
    for (size_t i = 0; i < count; i++) {
        write_type(writer, &types[i], &rows);
        buffer_append(&rows, STR(",\n"));
    }
    size_t begin = writer->types.count;
    buffer_append(&writer->types.rows, buffer_str(&rows));
    writer->types.count += count;
    return begin;
}

static void write_type_member(Writer *writer, Buffer *out, const char *name, const Type *types,
                              size_t count) {
    if (types != NULL) {
        write_place(out, name, "types", write_types(writer, types, count), count);
    }
}

static void write_type(Writer *writer, const Type *type, Buffer *out) {
    buffer_printf(out, "{.kind = (TypeKind)%d", type->kind);
    write_words_member(writer, out, "words", "word_count", type->words, type->word_count);
    write_type_member(writer, out, "element", type->element, 1);
    write_type_member(writer, out, "key", type->key, 1);
    write_type_member(writer, out, "alternatives", type->alternatives, type->alternative_count);
    buffer_printf(out, ", .alternative_count = %zu, .has_minimum = %d, .has_maximum = %d",
                  type->alternative_count, type->has_minimum, type->has_maximum);
    buffer_printf(out, ", .minimum = INT64_C(%lld), .maximum = INT64_C(%lld)",
                  (long long)type->minimum, (long long)type->maximum);
    buffer_printf(out, ", .unique = %d, .ipv4_only = %d, .cloud_word = %d", type->unique,
                  type->ipv4_only, type->cloud_word);
    write_string_member(out, "pattern", type->pattern);
    write_string_member(out, "pattern_name", type->pattern_name);
    buffer_append_byte(out, '}');
}

static size_t write_fields(Writer *writer, const Field *fields, size_t count) {
    Buffer rows = buffer_new(writer->arena);
    for (size_t i = 0; i < count; i++) {
        const Field *field = &fields[i];
        buffer_append(&rows, STR("{.name = "));
        write_c_string(&rows, field->name);
        buffer_append(&rows, STR(", .type = "));
        write_type(writer, &field->type, &rows);
        buffer_printf(&rows, ", .required = %d, .fixed = %d", field->required, field->fixed);
        write_string_member(&rows, "only_cloud", field->only_cloud);
        write_string_member(&rows, "only_label", field->only_label);
        write_value_member(writer, &rows, "default_value", field->default_value);
        write_string_member(&rows, "default_text", field->default_text);
        write_string_member(&rows, "doc", field->doc);
        write_string_member(&rows, "deprecated", field->deprecated);
        write_string_member(&rows, "renamed_to", field->renamed_to);
        write_value_member(writer, &rows, "becomes", field->becomes);
        buffer_append(&rows, STR("},\n"));
    }
    size_t begin = writer->fields.count;
    buffer_append(&writer->fields.rows, buffer_str(&rows));
    writer->fields.count += count;
    return begin;
}

static size_t write_components(Writer *writer, const Component *components, size_t count) {
    Buffer rows = buffer_new(writer->arena);
    for (size_t i = 0; i < count; i++) {
        const Component *component = &components[i];
        buffer_append(&rows, STR("{.name = "));
        write_c_string(&rows, component->name);
        write_string_member(&rows, "doc", component->doc);
        write_string_member(&rows, "module", component->module);
        buffer_printf(&rows, ", .selector = (Selector)%d, .repeatable = %d", component->selector,
                      component->repeatable);
        buffer_printf(&rows, ", .label_required = %d, .generated = %d", component->label_required,
                      component->generated);
        write_words_member(writer, &rows, "labels", "label_count", component->labels,
                           component->label_count);
        write_words_member(writer, &rows, "clouds", "cloud_count", component->clouds,
                           component->cloud_count);
        write_place(&rows, "fields", "fields",
                    write_fields(writer, component->fields, component->field_count),
                    component->field_count);
        write_place(&rows, "blocks", "components",
                    write_components(writer, component->blocks, component->block_count),
                    component->block_count);
        buffer_printf(&rows, ", .field_count = %zu, .block_count = %zu", component->field_count,
                      component->block_count);
        write_string_member(&rows, "label_group", component->label_group);
        write_value_member(writer, &rows, "reserved", component->reserved);
        write_value_member(writer, &rows, "presets", component->presets);
        write_value_member(writer, &rows, "becomes", component->becomes);
        write_string_member(&rows, "example", component->example);
        buffer_append(&rows, STR("},\n"));
    }
    size_t begin = writer->components.count;
    buffer_append(&writer->components.rows, buffer_str(&rows));
    writer->components.count += count;
    return begin;
}

/* A table is one row longer than its content, so that an empty one is valid C. */
static void print_table(FILE *file, const char *type, const char *name, Table *table) {
    fprintf(file, "static const %s %s[%zu] = {\n%.*s};\n\n", type, name, table->count + 1,
            STR_ARG(buffer_str(&table->rows)));
}

static void print_tables(FILE *file, Writer *writer, Str schema) {
    fputs("#include \"schema/embedded.h\"\n\n", file);
    fprintf(file, "static const Value values[%zu];\n", writer->values.count + 1);
    fprintf(file, "static const Type types[%zu];\n", writer->types.count + 1);
    fprintf(file, "static const Component components[%zu];\n\n", writer->components.count + 1);
    print_table(file, "Str", "words", &writer->words);
    print_table(file, "uint32_t", "indexes", &writer->indexes);
    print_table(file, "Value *const", "items", &writer->items);
    print_table(file, "ValueMember", "members", &writer->members);
    print_table(file, "Value", "values", &writer->values);
    print_table(file, "Type", "types", &writer->types);
    print_table(file, "Field", "fields", &writer->fields);
    print_table(file, "Component", "components", &writer->components);
    fprintf(file, "const Schema embedded_schema = {%.*s};\n", STR_ARG(schema));
}

static bool write_schema(Arena *arena, const Schema *schema, const char *path) {
    Buffer out = buffer_new(arena);
    Writer writer = {.arena = arena};
    Table *tables[] = {&writer.values, &writer.members, &writer.items,  &writer.indexes,
                       &writer.words,  &writer.types,   &writer.fields, &writer.components};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        tables[i]->rows = buffer_new(arena);
    }
    buffer_printf(&out, ".stack = &components[%zu]", write_components(&writer, schema->stack, 1));
    write_value_member(&writer, &out, "catalog", schema->catalog);
    write_value_member(&writer, &out, "names", schema->names);
    write_value_member(&writer, &out, "providers", schema->providers);
    write_value_member(&writer, &out, "deployment", schema->deployment);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return false;
    }
    print_tables(file, &writer, buffer_str(&out));
    bool failed = ferror(file) != 0;
    return fclose(file) == 0 && !failed;
}

static void print_diagnostics(DiagSink *sink) {
    DiagnosticList list = diag_sorted(sink);
    Sources *sources = diag_sources(sink);
    for (size_t i = 0; i < list.count; i++) {
        const Diagnostic *diagnostic = list.items[i];
        if (!span_is_none(diagnostic->span)) {
            SourcePosition position =
                sources_position(sources, diagnostic->span.file, diagnostic->span.begin);
            fprintf(stderr, "%.*s:%u:%u: ", STR_ARG(sources_name(sources, diagnostic->span.file)),
                    position.line, position.column);
        }
        fprintf(stderr, "error[%.*s]: %.*s\n", STR_ARG(diag_code_info(diagnostic->code)->code),
                STR_ARG(diagnostic->message));
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: value_table STDLIB_FOLDER OUTPUT.c\n");
        return 2;
    }
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    const Schema *schema = NULL;
    bool written = schema_load(arena, sink, str_from_cstr(argv[1]), &schema);
    print_diagnostics(sink);
    if (written && !write_schema(arena, schema, argv[2])) {
        fprintf(stderr, "value_table: cannot write %s\n", argv[2]);
        written = false;
    }
    arena_free(arena);
    return written ? 0 : 1;
}
