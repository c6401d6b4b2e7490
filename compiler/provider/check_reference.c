#include "provider/check_reference.h"

#include "provider/check_body.h"
#include "provider/language_schema.h"
#include "provider/schema_index.h"
#include "support/file.h"

/* ---- Declarations ---- */

static Declaration *declare(Declarations *declarations, Str name, Span span, bool is_partial) {
    Declaration *declaration = map_get(&declarations->names, name);
    if (declaration == NULL) {
        declaration = ARENA_NEW(declarations->arena, Declaration);
        declaration->span = span;
        map_set(&declarations->names, name, declaration);
    } else if (!is_partial && !declarations->options.is_abstract) {
        Diagnostic *diagnostic = diag_report(declarations->sink, MLS5021, span,
                                             "'%.*s' is declared twice", STR_ARG(name));
        diag_label(declarations->sink, diagnostic, declaration->span, "first declared here");
    }
    return declaration;
}

static void declare_locals(Declarations *declarations, const HclBlock *block, bool is_partial) {
    for (size_t i = 0; i < block->body.attribute_count; i++) {
        const HclAttribute *attribute = &block->body.attributes[i];
        Str name = str_format(declarations->arena, "local.%.*s", STR_ARG(attribute->name));
        declare(declarations, name, attribute->name_span, is_partial);
    }
}

/* Two for one provider need different aliases. */
static void declare_provider(Declarations *declarations, const HclBlock *block, bool is_partial) {
    const HclAttribute *alias = body_attribute(&block->body, STR("alias"));
    bool is_named = alias != NULL && alias->value->kind == HCL_LITERAL_STRING;
    Str name = str_format(declarations->arena, "provider.%.*s%s%.*s", STR_ARG(block->labels[0]),
                          is_named ? "." : "", is_named ? (int)alias->value->text.length : 0,
                          is_named ? alias->value->text.data : "");
    declare(declarations, name, block->type_span, is_partial);
}

static void declare_block(Declarations *declarations, const HclBlock *block, bool is_partial) {
    static const struct {
        Str type;
        const char *prefix;
        size_t label_count;
    } declaring[] = {
        {STR_INIT("variable"), "var.", 1},  {STR_INIT("output"), "output.", 1},
        {STR_INIT("module"), "module.", 1}, {STR_INIT("resource"), "", 2},
        {STR_INIT("data"), "data.", 2},     {STR_INIT("ephemeral"), "ephemeral.", 2},
    };
    if (str_equal(block->type, STR("locals"))) {
        declare_locals(declarations, block, is_partial);
        return;
    }
    if (str_equal(block->type, STR("provider")) && block->label_count == 1) {
        declare_provider(declarations, block, is_partial);
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
        Declaration *declaration =
            declare(declarations, name, block->label_spans[labels - 1], is_partial);
        declaration->is_repeated = declaration->is_repeated ||
                                   body_attribute(&block->body, STR("count")) != NULL ||
                                   body_attribute(&block->body, STR("for_each")) != NULL;
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
    bool is_indexed[MAX_STEPS]; /* an index follows */
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
            } else if (steps.count > 0) {
                steps.is_indexed[steps.count - 1] = true;
            }
        } else if (text.data[i] == '[' && steps.count > 0) {
            i = skip_index(text, i);
            steps.is_indexed[steps.count - 1] = true;
        } else {
            i++;
        }
    }
    return steps;
}

/* ---- References ---- */

/* The block that an expression is in, and those around it. */
typedef struct Place {
    const struct Place *outer;
    Str type;
    Str iterator; /* a name that the block binds, or empty */
    bool has_self;
} Place;

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
    if (str_equal(type, STR("terraform_data"))) {
        schema = &language_terraform_data;
    }
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

/* An index is there exactly where there are many: `last` is the index of the name in the steps. */
static void check_instance(const Declarations *declarations, Span span,
                           const Declaration *declaration, Str name, const Steps *steps,
                           size_t last) {
    if (declaration->is_repeated && !steps->is_indexed[last] && steps->count > last + 1) {
        Diagnostic *diagnostic =
            diag_report(declarations->sink, MLS5018, span,
                        "'%.*s' are many, and this names an attribute of one", STR_ARG(name));
        diag_label(declarations->sink, diagnostic, declaration->span,
                   "declared here, with 'count' or 'for_each'");
    } else if (!declaration->is_repeated && steps->is_indexed[last]) {
        Diagnostic *diagnostic =
            diag_report(declarations->sink, MLS5018, span,
                        "'%.*s' is a single one: it has no index", STR_ARG(name));
        diag_label(declarations->sink, diagnostic, declaration->span,
                   "declared here, without 'count' or 'for_each'");
    }
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
    const Declaration *declaration = map_get(&declarations->names, name);
    if (declaration == NULL && !declarations->options.is_abstract) {
        report_undeclared(declarations, span, name);
        return;
    }
    if (steps->count > first + 2) {
        check_resource_attribute(declarations, span, kind, type, steps->names[first + 2]);
    }
    if (declaration != NULL && !declarations->options.is_abstract) {
        check_instance(declarations, span, declaration, name, steps, first + 1);
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

/* Objects that terraform itself provides, with all that they have. */
static const struct {
    Str root;
    Str members[3];
} built_in[] = {
    {STR_INIT("each"), {STR_INIT("key"), STR_INIT("value")}},
    {STR_INIT("count"), {STR_INIT("index")}},
    {STR_INIT("path"), {STR_INIT("module"), STR_INIT("root"), STR_INIT("cwd")}},
    {STR_INIT("terraform"), {STR_INIT("workspace"), STR_INIT("applying")}},
};

/* False when it was reported. */
static bool check_member(Declarations *declarations, Span span, const Steps *steps) {
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++) {
        if (!str_equal(steps->names[0], built_in[i].root)) {
            continue;
        }
        size_t count = sizeof built_in[i].members / sizeof *built_in[i].members;
        for (size_t m = 0; m < count; m++) {
            if (str_equal(steps->names[1], built_in[i].members[m])) {
                return true;
            }
        }
        Diagnostic *diagnostic =
            diag_report(declarations->sink, MLS5018, span, "'%.*s' has no member '%.*s'",
                        STR_ARG(steps->names[0]), STR_ARG(steps->names[1]));
        suggest_name(declarations->sink, diagnostic, steps->names[1], built_in[i].members, count);
        return false;
    }
    return true;
}

/* A name on its own refers to nothing, unless a block around it binds it. */
static void check_bare_name(const Declarations *declarations, const Place *place, Span span,
                            Str name) {
    for (; place != NULL; place = place->outer) {
        if (str_equal(place->iterator, name)) {
            return;
        }
    }
    if (!declarations->options.is_abstract) {
        diag_report(declarations->sink, MLS5018, span, "'%.*s' refers to nothing", STR_ARG(name));
    }
}

static void check_self(const Declarations *declarations, const Place *place, Span span) {
    for (; place != NULL; place = place->outer) {
        if (place->has_self) {
            return;
        }
    }
    if (!declarations->options.is_abstract) {
        diag_report(declarations->sink, MLS5018, span,
                    "'self' is there only in provisioners, connections and postconditions");
    }
}

static void check_traversal(Declarations *declarations, const Place *place,
                            const HclExpr *expression) {
    Steps steps = split_traversal(expression->text);
    Span span = expression->span;
    if (steps.count == 1 && !steps.is_indexed[0]) {
        check_bare_name(declarations, place, span, steps.names[0]);
    }
    if (steps.count < 2 || !check_member(declarations, span, &steps)) {
        return;
    }
    Str root = steps.names[0];
    if (str_equal(root, STR("each")) || str_equal(root, STR("count"))) {
        check_repetition(declarations, span, root);
    } else if (str_equal(root, STR("self"))) {
        check_self(declarations, place, span);
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
        bool is_type = provider != NULL && !str_equal(root, provider_name(provider));
        if (is_type || str_equal(root, STR("terraform_data"))) {
            check_resource(declarations, span, PROVIDER_RESOURCE, "", &steps, 0);
        }
    }
}

static void check_expression(Declarations *declarations, const Place *place,
                             const HclExpr *expression) {
    if (expression->kind == HCL_TRAVERSAL) {
        check_traversal(declarations, place, expression);
    }
    for (size_t i = 0; i < expression->item_count; i++) {
        check_expression(declarations, place, expression->items[i].value);
    }
    for (size_t i = 0; i < expression->part_count; i++) {
        check_expression(declarations, place, expression->parts[i]);
    }
}

/* Whether the argument's words are no references: a type, a provider, attributes of the block. */
static bool is_keyword_argument(const Place *place, Str name) {
    static const struct {
        Str block;
        Str argument;
    } keywords[] = {
        {STR_INIT("variable"), STR_INIT("type")},
        {STR_INIT("resource"), STR_INIT("provider")},
        {STR_INIT("data"), STR_INIT("provider")},
        {STR_INIT("ephemeral"), STR_INIT("provider")},
        {STR_INIT("module"), STR_INIT("providers")},
        {STR_INIT("dynamic"), STR_INIT("iterator")},
        {STR_INIT("lifecycle"), STR_INIT("ignore_changes")},
        {STR_INIT("provisioner"), STR_INIT("when")},
        {STR_INIT("provisioner"), STR_INIT("on_failure")},
    };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (str_equal(place->type, keywords[i].block) && str_equal(name, keywords[i].argument)) {
            return true;
        }
    }
    return false;
}

/* The name under which the content of a dynamic block sees its element; empty for other blocks. */
static Str iterator_of(const HclBlock *block) {
    if (!str_equal(block->type, STR("dynamic")) || block->label_count != 1) {
        return STR("");
    }
    const HclAttribute *iterator = body_attribute(&block->body, STR("iterator"));
    return iterator == NULL ? block->labels[0] : iterator->value->text;
}

static void check_block_references(Declarations *declarations, const Place *outer,
                                   const HclBlock *block) {
    Place place = {
        .outer = outer,
        .type = block->type,
        .iterator = iterator_of(block),
        .has_self = str_equal(block->type, STR("provisioner")) ||
                    str_equal(block->type, STR("connection")) ||
                    str_equal(block->type, STR("postcondition")),
    };
    for (size_t i = 0; i < block->body.attribute_count; i++) {
        const HclAttribute *attribute = &block->body.attributes[i];
        if (!is_keyword_argument(&place, attribute->name)) {
            check_expression(declarations, &place, attribute->value);
        }
    }
    for (size_t i = 0; i < block->body.block_count; i++) {
        check_block_references(declarations, &place, &block->body.blocks[i]);
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
    check_block_references(declarations, NULL, block);
}
