/*
 * Writes the templates as C: the trees that the compiler starts with, as static tables.
 *
 *     template_table TEMPLATES_FOLDER DEPLOYMENT.yaml OUTPUT.c
 *
 * The folder is read by template_set_load, the code that also serves `--templates DIR`. A template
 * that does not parse, names what the shape of its scope does not have, or an argument that the
 * provider does not have, fails the build with its place. Each kind of struct is one flat array;
 * trees refer to their parts by place. Of a span only the line is kept: the templates' texts are
 * not part of the compiler.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "build_tools/c_string.h"
#include "build_tools/template_schemas.h"
#include "diag/render.h"
#include "schema/yaml.h"
#include "support/file.h"
#include "template/template_tree.h"

typedef struct Table {
    Buffer rows;
    size_t count;
} Table;

typedef struct Writer {
    Arena *arena;
    Table names;
    Table exprs;
    Table nodes;
    Table templates;
    Table entries;
} Writer;

static const char *expr_kind_name(TemplateExprKind kind) {
    static const char *const names[] = {
#define X(name) [name] = #name,
        TEMPLATE_EXPR_KINDS(X)
#undef X
    };
    return names[kind];
}

static const char *hole_context_name(HoleContext context) {
    static const char *const names[] = {
#define X(name) [name] = #name,
        HOLE_CONTEXTS(X)
#undef X
    };
    return names[context];
}

static const char *node_kind_name(TemplateNodeKind kind) {
    static const char *const names[] = {
#define X(name) [name] = #name,
        TEMPLATE_NODE_KINDS(X)
#undef X
    };
    return names[kind];
}

static void write_string_member(Buffer *out, const char *name, Str text) {
    if (!str_is_empty(text)) {
        buffer_printf(out, ", .%s = ", name);
        write_c_string(out, text);
    }
}

/* Returns the expression's place; its operands come before it. */
static size_t write_expr(Writer *writer, const TemplateExpr *expr) {
    Buffer row = buffer_new(writer->arena);
    buffer_printf(&row, "{.kind = %s", expr_kind_name(expr->kind));
    if (expr->left != NULL) {
        buffer_printf(&row, ", .left = &exprs[%zu]", write_expr(writer, expr->left));
    }
    if (expr->right != NULL) {
        buffer_printf(&row, ", .right = &exprs[%zu]", write_expr(writer, expr->right));
    }
    if (expr->name_count > 0) {
        buffer_printf(&row, ", .names = &names[%zu], .name_count = %zu", writer->names.count,
                      expr->name_count);
    }
    for (size_t i = 0; i < expr->name_count; i++) {
        buffer_append(&writer->names.rows, STR("{.text = "));
        write_c_string(&writer->names.rows, expr->names[i].text);
        buffer_append(&writer->names.rows, STR("},\n"));
    }
    writer->names.count += expr->name_count;
    write_string_member(&row, "text", expr->text);
    if (expr->integer != 0) {
        buffer_printf(&row, ", .integer = INT64_C(%" PRId64 ")", expr->integer);
    }
    buffer_append(&writer->exprs.rows, buffer_str(&row));
    buffer_append(&writer->exprs.rows, STR("},\n"));
    return writer->exprs.count++;
}

static size_t write_nodes(Writer *writer, TemplateBody body);

static void write_body_member(Writer *writer, Buffer *out, const char *name, TemplateBody body) {
    if (body.count > 0) {
        buffer_printf(out, ", .%s = {&nodes[%zu], %zu}", name, write_nodes(writer, body),
                      body.count);
    }
}

static void write_open_lines(Buffer *out, HclOpenLines open) {
    if (open.count > 0) {
        buffer_printf(out, ", .open.count = %u, .open.brackets = {", open.count);
        for (size_t i = 0; i < open.count; i++) {
            buffer_printf(out, "%u, ", open.brackets[i]);
        }
        buffer_append(out, STR("}"));
    }
}

static void write_node(Writer *writer, const TemplateNode *node, Buffer *row) {
    buffer_printf(row, "{.kind = %s, .line = %" PRIu32, node_kind_name(node->kind), node->line);
    if (node->kind == TEMPLATE_HOLE) {
        buffer_printf(row, ", .context = %s", hole_context_name(node->context));
    }
    if (node->expr != NULL) {
        buffer_printf(row, ", .expr = &exprs[%zu]", write_expr(writer, node->expr));
    }
    write_string_member(row, "text", node->text);
    write_string_member(row, "key.text", node->key.text);
    write_string_member(row, "item.text", node->item.text);
    write_body_member(writer, row, "body", node->body);
    write_body_member(writer, row, "otherwise", node->otherwise);
    buffer_append(row, node->nested ? STR(", .nested = true") : STR(""));
    buffer_append(row, node->ends_file ? STR(", .ends_file = true") : STR(""));
    write_open_lines(row, node->open);
    buffer_append(row, STR("},\n"));
}

/* Returns the place of the body's first node; what is inside the nodes comes before them. */
static size_t write_nodes(Writer *writer, TemplateBody body) {
    Buffer rows = buffer_new(writer->arena);
    for (size_t i = 0; i < body.count; i++) {
        write_node(writer, &body.nodes[i], &rows);
    }
    size_t place = writer->nodes.count;
    buffer_append(&writer->nodes.rows, buffer_str(&rows));
    writer->nodes.count += body.count;
    return place;
}

static void write_template(Writer *writer, const TemplateEntry *entry) {
    Buffer row = buffer_new(writer->arena);
    buffer_append(&row, STR("{.path = "));
    write_c_string(&row, entry->path);
    buffer_append(&row, entry->template->markdown ? STR(", .markdown = true") : STR(""));
    write_body_member(writer, &row, "body", entry->template->body);
    buffer_append(&writer->templates.rows, buffer_str(&row));
    buffer_append(&writer->templates.rows, STR("},\n"));
    buffer_append_byte(&writer->entries.rows, '{');
    write_c_string(&writer->entries.rows, entry->path);
    buffer_printf(&writer->entries.rows, ", &templates[%zu]},\n", writer->templates.count++);
    writer->entries.count++;
}

static void print_table(FILE *file, const char *type, const char *name, Table *table) {
    Str rows = buffer_str(&table->rows);
    fprintf(file, "static const %s %s[] = {\n", type, name);
    fwrite(rows.data, 1, rows.length, file);
    fputs(table->count == 0 ? "{0}\n};\n" : "};\n", file);
}

static bool write_file(Writer *writer, const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return false;
    }
    fputs("#include \"template/embedded.h\"\n", file);
    print_table(file, "TemplateName", "names", &writer->names);
    /* These refer to themselves. */
    fprintf(file, "static const TemplateExpr exprs[%zu];\n", writer->exprs.count + 1);
    fprintf(file, "static const TemplateNode nodes[%zu];\n", writer->nodes.count + 1);
    Buffer *sized[] = {&writer->exprs.rows, &writer->nodes.rows};
    for (size_t i = 0; i < 2; i++) {
        buffer_append(sized[i], STR("{0},\n"));
    }
    writer->exprs.count++;
    writer->nodes.count++;
    print_table(file, "TemplateExpr", "exprs", &writer->exprs);
    print_table(file, "TemplateNode", "nodes", &writer->nodes);
    print_table(file, "Template", "templates", &writer->templates);
    print_table(file, "TemplateEntry", "entries", &writer->entries);
    fprintf(file, "const TemplateSet embedded_templates = {entries, %zu};\n",
            writer->entries.count);
    bool written = ferror(file) == 0;
    return fclose(file) == 0 && written;
}

static bool read_shapes(Arena *arena, DiagSink *sink, const char *path, const Value **ret_shapes) {
    Str text = STR("");
    Str problem = STR("");
    Str name = str_from_cstr(path);
    if (!file_read(arena, name, SOURCE_MAX_BYTES, &text, &problem)) {
        diag_report(sink, MLS4001, span_none(), "%s: %.*s", path, STR_ARG(problem));
        return false;
    }
    return yaml_parse(arena, sink, sources_add(diag_sources(sink), name, text), ret_shapes);
}

static bool build_table(Arena *arena, DiagSink *sink, char **arguments) {
    const Value *shapes = NULL;
    TemplateSet set = {0};
    if (!read_shapes(arena, sink, arguments[2], &shapes) ||
        !template_set_load(arena, sink, str_from_cstr(arguments[1]), &set) ||
        !template_set_check(arena, sink, &set, shapes) ||
        !templates_fit_schemas(arena, sink, &set)) {
        return false;
    }
    Table empty = {.rows = buffer_new(arena)};
    Writer writer = {arena, empty, empty, empty, empty, empty};
    for (size_t i = 0; i < set.count; i++) {
        write_template(&writer, &set.entries[i]);
    }
    if (!write_file(&writer, arguments[3])) {
        diag_report(sink, MLS4001, span_none(), "%s: cannot be written", arguments[3]);
        return false;
    }
    return true;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fputs("usage: template_table TEMPLATES_FOLDER DEPLOYMENT.yaml OUTPUT.c\n", stderr);
        return EXIT_FAILURE;
    }
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    bool built = build_table(arena, sink, argv);
    Buffer messages = buffer_new(arena);
    diag_render_text(&sink, 1, (RenderOptions){.color = false}, &messages);
    fwrite(buffer_str(&messages).data, 1, messages.length, stderr);
    arena_free(arena);
    return built ? EXIT_SUCCESS : EXIT_FAILURE;
}
