#include "provider/check_reference.h"

#include "provider/check_body.h"
#include "provider/schema_index.h"
#include "support/file.h"

/* ---- Declarations ---- */

static void declare(Declarations *declarations, Str name, Span span, bool is_partial) {
    const Span *earlier = map_get(&declarations->names, name);
    if (earlier == NULL) {
        Span *first = ARENA_NEW(declarations->arena, Span);
        *first = span;
        map_set(&declarations->names, name, first);
    } else if (!is_partial && !declarations->options.is_abstract) {
        Diagnostic *diagnostic = diag_report(declarations->sink, MLS5021, span,
                                             "'%.*s' is declared twice", STR_ARG(name));
        diag_label(declarations->sink, diagnostic, *earlier, "first declared here");
    }
}

static void declare_locals(Declarations *declarations, const HclBlock *block, bool is_partial) {
    for (size_t i = 0; i < block->body.attribute_count; i++) {
        const HclAttribute *attribute = &block->body.attributes[i];
        Str name = str_format(declarations->arena, "local.%.*s", STR_ARG(attribute->name));
        declare(declarations, name, attribute->name_span, is_partial);
    }
}

static void declare_block(Declarations *declarations, const HclBlock *block, bool is_partial) {
    static const struct {
        Str type;
        const char *prefix;
        size_t label_count;
    } declaring[] = {
        {STR_INIT("variable"), "var.", 1},
        {STR_INIT("module"), "module.", 1},
        {STR_INIT("resource"), "", 2},
        {STR_INIT("data"), "data.", 2},
        {STR_INIT("ephemeral"), "ephemeral.", 2},
    };
    if (str_equal(block->type, STR("locals"))) {
        declare_locals(declarations, block, is_partial);
        return;
    }
    for (size_t i = 0; i < sizeof declaring / sizeof *declaring; i++) {
        size_t labels = declaring[i].label_count;
        if (!str_equal(block->type, declaring[i].type) || block->label_count != labels) {
            continue;
        }
        Str name = str_format(declarations->arena, "%s%.*s%s%.*s", declaring[i].prefix,
                              STR_ARG(block->labels[0]), labels == 2 ? "." : "",
                              labels == 2 ? (int)block->labels[1].length : 0,
                              labels == 2 ? block->labels[1].data : "");
        declare(declarations, name, block->label_spans[labels - 1], is_partial);
    }
}

bool is_override_file(Str path) {
    Str base = path_base(path);
    return str_equal(base, STR("override.tf")) || str_ends_with(base, STR("_override.tf"));
}

Declarations declarations_collect(Arena *arena, DiagSink *sink, SchemaCache *schemas,
                                  const Module *module, CheckOptions options) {
    Declarations declarations = {
        .arena = arena,
        .sink = sink,
        .options = options,
        .schemas = schemas,
        .module = module,
        .names = map_new(arena),
    };
    for (size_t f = 0; f < module->file_count; f++) {
        const HclBody *body = module->files[f].body;
        bool is_partial = is_override_file(module->files[f].path);
        for (size_t b = 0; b < body->block_count; b++) {
            declare_block(&declarations, &body->blocks[b], is_partial);
        }
    }
    return declarations;
}

/* ---- Traversals ---- */

/* The names of a traversal, with indexes left out: var, x, y of var.x[0].y. */
enum { MAX_STEPS = 8 };

typedef struct Steps {
    Str names[MAX_STEPS];
    size_t count;
} Steps;

static bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
}

/* The offset after the bracket that closes the one at `begin`. */
static size_t skip_index(Str text, size_t begin) {
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = begin; i < text.length; i++) {
        char byte = text.data[i];
        if (quoted && byte == '\\') {
            i++;
        } else if (byte == '"') {
            quoted = !quoted;
        } else if (!quoted && byte == '[') {
            depth++;
        } else if (!quoted && byte == ']' && --depth == 0) {
            return i + 1;
        }
    }
    return text.length;
}

static Steps split_traversal(Str text) {
    Steps steps = {0};
    size_t i = 0;
    while (i < text.length && steps.count < MAX_STEPS) {
        size_t begin = i;
        while (i < text.length && is_name_byte(text.data[i])) {
            i++;
        }
        if (i > begin) {
            bool is_index = text.data[begin] >= '0' && text.data[begin] <= '9';
            if (!is_index) {
                steps.names[steps.count++] = str_slice(text, begin, i);
            }
        } else if (text.data[i] == '[') {
            i = skip_index(text, i);
        } else {
            i++;
        }
    }
    return steps;
}

/* ---- References ---- */

static void report_undeclared(Declarations *declarations, Span span, Str name) {
    if (declarations->options.is_abstract) {
        return;
    }
    Diagnostic *diagnostic = diag_report(declarations->sink, MLS5018, span,
                                         "'%.*s' is not declared in this folder", STR_ARG(name));
    Str *candidates =
        arena_alloc_array(declarations->arena, declarations->names.count, sizeof *candidates);
    size_t count = 0;
    Str prefix = str_slice(name, 0, str_find_byte(name, '.') + 1);
    for (size_t i = 0; i < declarations->names.count; i++) {
        Str candidate = declarations->names.entries[i].key;
        if (str_starts_with(candidate, prefix)) {
            candidates[count++] = candidate;
        }
    }
    suggest_name(declarations->sink, diagnostic, name, candidates, count);
}

static const ModuleCall *find_call(const Module *module, Str name) {
    for (size_t i = 0; i < module->call_count; i++) {
        if (str_equal(module->calls[i].name, name)) {
            return &module->calls[i];
        }
    }
    return NULL;
}

/* The names of a module's top-level blocks of one type with one label. */
static StrVector labels_of(Arena *arena, const Module *module, Str type) {
    StrVector labels = {0};
    for (size_t f = 0; f < module->file_count; f++) {
        const HclBody *body = module->files[f].body;
        for (size_t b = 0; b < body->block_count; b++) {
            if (str_equal(body->blocks[b].type, type) && body->blocks[b].label_count == 1) {
                vector_push(arena, &labels, body->blocks[b].labels[0]);
            }
        }
    }
    return labels;
}

static void check_module_output(Declarations *declarations, Span span, const Steps *steps) {
    const ModuleCall *call = find_call(declarations->module, steps->names[1]);
    if (call == NULL || call->module == NULL || steps->count < 3) {
        return;
    }
    StrVector outputs = labels_of(declarations->arena, call->module, STR("output"));
    for (size_t i = 0; i < outputs.count; i++) {
        if (str_equal(outputs.items[i], steps->names[2])) {
            return;
        }
    }
    Diagnostic *diagnostic =
        diag_report(declarations->sink, MLS5018, span, "module '%.*s' has no output '%.*s'",
                    STR_ARG(call->name), STR_ARG(steps->names[2]));
    suggest_name(declarations->sink, diagnostic, steps->names[2], outputs.items, outputs.count);
}

/* The attribute that follows a resource's name must be one that the type has. */
static void check_resource_attribute(Declarations *declarations, Span span, ProviderKind kind,
                                     Str type, Str attribute) {
    const Provider *provider = provider_of_type(type);
    const BlockSchema *schema =
        provider == NULL ? NULL : schema_cache_find(declarations->schemas, provider, kind, type);
    if (schema == NULL || block_schema_argument(schema, attribute) != NULL ||
        block_schema_block(schema, attribute) != NULL) {
        return;
    }
    StrVector names = {0};
    for (size_t i = 0; i < schema->argument_count; i++) {
        vector_push(declarations->arena, &names, schema->arguments[i].name);
    }
    for (size_t i = 0; i < schema->block_count; i++) {
        vector_push(declarations->arena, &names, schema->blocks[i].name);
    }
    Diagnostic *diagnostic =
        diag_report(declarations->sink, MLS5023, span, "'%.*s' has no attribute '%.*s'",
                    STR_ARG(type), STR_ARG(attribute));
    suggest_name(declarations->sink, diagnostic, attribute, names.items, names.count);
}

/* A resource, data source or ephemeral resource: `first` is the index of its type in the steps. */
static void check_resource(Declarations *declarations, Span span, ProviderKind kind,
                           const char *prefix, const Steps *steps, size_t first) {
    if (steps->count < first + 2) {
        return;
    }
    Str type = steps->names[first];
    Str name = str_format(declarations->arena, "%s%.*s.%.*s", prefix, STR_ARG(type),
                          STR_ARG(steps->names[first + 1]));
    if (!map_has(&declarations->names, name) && !declarations->options.is_abstract) {
        report_undeclared(declarations, span, name);
    } else if (steps->count > first + 2) {
        check_resource_attribute(declarations, span, kind, type, steps->names[first + 2]);
    }
}

/* each.key and count.index are there only in a block that has the argument they come from. */
static void check_repetition(const Declarations *declarations, Span span, Str root) {
    Str argument = str_equal(root, STR("each")) ? STR("for_each") : STR("count");
    if (body_attribute(&declarations->block->body, argument) == NULL &&
        !declarations->options.is_abstract) {
        diag_report(declarations->sink, MLS5018, span, "'%.*s' needs the argument '%.*s' in '%.*s'",
                    STR_ARG(root), STR_ARG(argument), STR_ARG(declarations->block->type));
    }
}

static void check_traversal(Declarations *declarations, const HclExpr *expression) {
    Steps steps = split_traversal(expression->text);
    Span span = expression->span;
    if (steps.count < 2) {
        return;
    }
    Str root = steps.names[0];
    if (str_equal(root, STR("each")) || str_equal(root, STR("count"))) {
        check_repetition(declarations, span, root);
    } else if (str_equal(root, STR("data"))) {
        check_resource(declarations, span, PROVIDER_DATA, "data.", &steps, 1);
    } else if (str_equal(root, STR("ephemeral"))) {
        check_resource(declarations, span, PROVIDER_EPHEMERAL, "ephemeral.", &steps, 1);
    } else if (str_equal(root, STR("var")) || str_equal(root, STR("local")) ||
               str_equal(root, STR("module"))) {
        Str name =
            str_format(declarations->arena, "%.*s.%.*s", STR_ARG(root), STR_ARG(steps.names[1]));
        if (!map_has(&declarations->names, name)) {
            report_undeclared(declarations, span, name);
        } else if (str_equal(root, STR("module"))) {
            check_module_output(declarations, span, &steps);
        }
    } else {
        const Provider *provider = provider_of_type(root);
        if (provider != NULL && !str_equal(root, provider_name(provider))) {
            check_resource(declarations, span, PROVIDER_RESOURCE, "", &steps, 0);
        }
    }
}

static void check_expression(Declarations *declarations, const HclExpr *expression) {
    if (expression->kind == HCL_TRAVERSAL) {
        check_traversal(declarations, expression);
    }
    for (size_t i = 0; i < expression->item_count; i++) {
        check_expression(declarations, expression->items[i].value);
    }
    for (size_t i = 0; i < expression->part_count; i++) {
        check_expression(declarations, expression->parts[i]);
    }
}

static void check_body_references(Declarations *declarations, const HclBody *body) {
    for (size_t i = 0; i < body->attribute_count; i++) {
        check_expression(declarations, body->attributes[i].value);
    }
    for (size_t i = 0; i < body->block_count; i++) {
        check_body_references(declarations, &body->blocks[i].body);
    }
}

void check_references(Declarations *declarations, const HclBlock *block) {
    /* These name what is no longer there, or not yet. */
    static const Str exempt[] = {STR_INIT("moved"), STR_INIT("removed"), STR_INIT("import"),
                                 STR_INIT("terraform")};
    for (size_t i = 0; i < sizeof exempt / sizeof *exempt; i++) {
        if (str_equal(block->type, exempt[i])) {
            return;
        }
    }
    declarations->block = block;
    check_body_references(declarations, &block->body);
}
