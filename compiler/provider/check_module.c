/* The lesser check of a folder: each top-level block, and the names between them. */
#include "provider/check_body.h"
#include "provider/check_meta.h"
#include "provider/check_reference.h"
#include "provider/language_schema.h"
#include "provider/schema_index.h"
#include "support/file.h"

typedef struct ModuleCheck {
    BodyCheck body;
    SchemaCache schemas;
    const Module *module;
} ModuleCheck;

/* ---- Module calls ---- */

static const HclBlock *find_variable(const Module *module, Str name) {
    for (size_t f = 0; f < module->file_count; f++) {
        const HclBody *body = module->files[f].body;
        for (size_t b = 0; b < body->block_count; b++) {
            const HclBlock *block = &body->blocks[b];
            if (str_equal(block->type, STR("variable")) && block->label_count == 1 &&
                str_equal(block->labels[0], name)) {
                return block;
            }
        }
    }
    return NULL;
}

static void check_unset_variables(ModuleCheck *check, const HclBlock *call, const Module *called,
                                  StrVector *names) {
    for (size_t f = 0; f < called->file_count; f++) {
        const HclBody *body = called->files[f].body;
        for (size_t b = 0; b < body->block_count; b++) {
            const HclBlock *variable = &body->blocks[b];
            if (!str_equal(variable->type, STR("variable")) || variable->label_count != 1) {
                continue;
            }
            vector_push(check->body.arena, names, variable->labels[0]);
            if (body_attribute(&variable->body, STR("default")) == NULL &&
                body_attribute(&call->body, variable->labels[0]) == NULL &&
                !check->body.is_partial) {
                Diagnostic *diagnostic =
                    diag_report(check->body.sink, MLS5020, call->label_spans[0],
                                "module '%.*s' needs the variable '%.*s'", STR_ARG(call->labels[0]),
                                STR_ARG(variable->labels[0]));
                diag_label(check->body.sink, diagnostic, variable->label_spans[0],
                           "declared here, without a default");
            }
        }
    }
}

static void check_call(ModuleCheck *check, const HclBlock *call) {
    const Module *called = NULL;
    for (size_t i = 0; i < check->module->call_count; i++) {
        if (str_equal(check->module->calls[i].name, call->labels[0])) {
            called = check->module->calls[i].module;
        }
    }
    if (called == NULL) {
        return;
    }
    StrVector names = {0};
    check_unset_variables(check, call, called, &names);
    const BlockSchema *own = &language_blocks[LANGUAGE_MODULE].schema;
    for (size_t i = 0; i < call->body.attribute_count; i++) {
        const HclAttribute *attribute = &call->body.attributes[i];
        if (block_schema_argument(own, attribute->name) == NULL &&
            find_variable(called, attribute->name) == NULL) {
            Diagnostic *diagnostic =
                diag_report(check->body.sink, MLS5019, attribute->name_span,
                            "module '%.*s' has no variable '%.*s'", STR_ARG(call->labels[0]),
                            STR_ARG(attribute->name));
            suggest_name(check->body.sink, diagnostic, attribute->name, names.items, names.count);
        }
    }
}

/* ---- Blocks of a provider ---- */

static const char *kind_words(ProviderKind kind) {
    switch (kind) {
    case PROVIDER_CONFIG:
        return "provider";
    case PROVIDER_RESOURCE:
        return "resource";
    case PROVIDER_DATA:
        return "data source";
    case PROVIDER_EPHEMERAL:
        return "ephemeral resource";
    case PROVIDER_KIND_COUNT:
        break;
    }
    return "";
}

/* Whether the folder says where the provider of that local name is from. */
static bool is_required_provider(const Module *module, Str name) {
    for (size_t f = 0; f < module->file_count; f++) {
        const HclBody *body = module->files[f].body;
        for (size_t b = 0; b < body->block_count; b++) {
            const HclBody *settings = &body->blocks[b].body;
            bool is_settings = str_equal(body->blocks[b].type, STR("terraform"));
            for (size_t i = 0; is_settings && i < settings->block_count; i++) {
                if (str_equal(settings->blocks[i].type, STR("required_providers")) &&
                    body_attribute(&settings->blocks[i].body, name) != NULL) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Of one that is required under this name the folder's reader has said that it is unknown. */
static void check_unknown_provider(const ModuleCheck *check, const HclBlock *block,
                                   bool is_config) {
    Str name = block->labels[0];
    if (!is_config) {
        name = str_slice(name, 0, str_find_byte(name, '_'));
    }
    bool says_other = body_attribute(&block->body, STR("provider")) != NULL;
    if (!says_other && !str_equal(name, STR("terraform")) &&
        !is_required_provider(check->module, name) && !check->body.options.is_abstract) {
        diag_report(check->body.sink, MLS5009, block->label_spans[0],
                    "no schema of a provider '%.*s' is built in", STR_ARG(name));
    }
}

static void check_provider_block(ModuleCheck *check, const HclBlock *block, ProviderKind kind,
                                 const BlockSchema *language) {
    Str name = block->labels[0];
    bool is_config = kind == PROVIDER_CONFIG;
    const Provider *provider = is_config ? provider_find(name) : provider_of_type(name);
    bool is_built_in = kind == PROVIDER_RESOURCE && str_equal(name, STR("terraform_data"));
    if (provider == NULL && !is_built_in) {
        check_unknown_provider(check, block, is_config);
        return;
    }
    const BlockSchema *own = is_built_in ? &language_terraform_data
                                         : schema_cache_find(&check->schemas, provider, kind,
                                                             is_config ? STR("") : name);
    if (own == NULL) {
        Str source = provider_source(provider);
        Diagnostic *diagnostic = diag_report(
            check->body.sink, MLS5017, block->label_spans[0], "%.*s %.*s has no %s '%.*s'",
            STR_ARG(source), STR_ARG(provider_version(provider)), kind_words(kind), STR_ARG(name));
        Str near = schema_index_near(check->body.arena, provider, kind, name);
        if (!str_is_empty(near)) {
            diag_help(check->body.sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
        }
        return;
    }
    BodyCheck body = check->body;
    /* Terraform does not insist on a provider's arguments: the environment may give them. */
    body.is_partial = body.is_partial || is_config;
    check_body(&body, name, block->label_spans[0], &block->body, (Allowed){own, language});
    if (!is_config) {
        check_meta(&body, block, own);
    }
}

/* ---- Blocks of the language ---- */

/* required_providers { aws = { source = …, version = … } } */
static void check_required_providers(const ModuleCheck *check, const HclBlock *settings) {
    static const Str keys[] = {STR_INIT("source"), STR_INIT("version"),
                               STR_INIT("configuration_aliases")};
    enum { KEY_COUNT = sizeof keys / sizeof *keys };
    for (size_t b = 0; b < settings->body.block_count; b++) {
        const HclBlock *block = &settings->body.blocks[b];
        bool is_list = str_equal(block->type, STR("required_providers"));
        for (size_t a = 0; is_list && a < block->body.attribute_count; a++) {
            const HclExpr *value = block->body.attributes[a].value;
            for (size_t i = 0; value->kind == HCL_OBJECT && i < value->item_count; i++) {
                Str key = value->items[i].key;
                if (str_equal(key, keys[0]) || str_equal(key, keys[1]) || str_equal(key, keys[2])) {
                    continue;
                }
                Diagnostic *diagnostic =
                    diag_report(check->body.sink, MLS5010, value->items[i].key_span,
                                "unknown attribute '%.*s' in 'required_providers'", STR_ARG(key));
                suggest_name(check->body.sink, diagnostic, key, keys, KEY_COUNT);
            }
        }
    }
}

static LanguageKind language_kind(Str type) {
    int kind = 0;
    while (kind < LANGUAGE_KIND_COUNT && !str_equal(language_blocks[kind].name, type)) {
        kind++;
    }
    return (LanguageKind)kind;
}

static void report_unknown_block(const ModuleCheck *check, const HclBlock *block) {
    Str names[LANGUAGE_KIND_COUNT];
    for (size_t i = 0; i < LANGUAGE_KIND_COUNT; i++) {
        names[i] = language_blocks[i].name;
    }
    Diagnostic *diagnostic = diag_report(check->body.sink, MLS5012, block->type_span,
                                         "unknown block '%.*s'", STR_ARG(block->type));
    suggest_name(check->body.sink, diagnostic, block->type, names, LANGUAGE_KIND_COUNT);
}

static bool is_name(Str text) {
    bool good =
        text.length > 0 && !(text.data[0] >= '0' && text.data[0] <= '9') && text.data[0] != '-';
    for (size_t i = 0; good && i < text.length; i++) {
        char byte = text.data[i];
        good = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
               (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || (byte & 0x80) != 0;
    }
    return good;
}

/* The last label is a name that expressions use, so it must be one. */
static bool check_labels(const ModuleCheck *check, const HclBlock *block, LanguageKind kind) {
    size_t expected = language_blocks[kind].label_count;
    if (block->label_count != expected) {
        diag_report(check->body.sink, MLS5022, block->type_span,
                    "'%.*s' expects %zu labels, found %zu", STR_ARG(block->type), expected,
                    block->label_count);
        return false;
    }
    if (expected == 0 || check->body.options.is_abstract) {
        return true;
    }
    Str name = block->labels[expected - 1];
    if (!is_name(name)) {
        diag_report(check->body.sink, MLS5022, block->label_spans[expected - 1],
                    "'%.*s' is no name: expected letters, digits, '_' and '-', beginning with a "
                    "letter or '_'",
                    STR_ARG(name));
    } else if (kind == LANGUAGE_VARIABLE && language_is_module_argument(name)) {
        diag_report(check->body.sink, MLS5022, block->label_spans[0],
                    "'%.*s' is an argument of every module block, so no variable can have the name",
                    STR_ARG(name));
    }
    return true;
}

static void check_top_block(ModuleCheck *check, const HclBlock *block) {
    LanguageKind kind = language_kind(block->type);
    if (kind == LANGUAGE_KIND_COUNT) {
        report_unknown_block(check, block);
        return;
    }
    const LanguageBlock *language = &language_blocks[kind];
    if (!check_labels(check, block, kind)) {
        return;
    }
    static const ProviderKind provider_kinds[LANGUAGE_KIND_COUNT] = {
        [LANGUAGE_PROVIDER] = PROVIDER_CONFIG,
        [LANGUAGE_RESOURCE] = PROVIDER_RESOURCE,
        [LANGUAGE_DATA] = PROVIDER_DATA,
        [LANGUAGE_EPHEMERAL] = PROVIDER_EPHEMERAL,
    };
    bool of_provider = kind == LANGUAGE_PROVIDER || provider_kinds[kind] != PROVIDER_CONFIG;
    if (of_provider) {
        check_provider_block(check, block, provider_kinds[kind], &language->schema);
        return;
    }
    check_body(&check->body, block->type, block->type_span, &block->body,
               (Allowed){NULL, &language->schema});
    if (kind == LANGUAGE_MODULE) {
        check_call(check, block);
        check_meta(&check->body, block, NULL);
    } else if (kind == LANGUAGE_TERRAFORM) {
        check_required_providers(check, block);
    }
}

static void check_top_attributes(const ModuleCheck *check, const HclBody *body) {
    for (size_t i = 0; i < body->attribute_count; i++) {
        diag_report(check->body.sink, MLS5010, body->attributes[i].name_span,
                    "'%.*s' is set outside of any block", STR_ARG(body->attributes[i].name));
    }
}

bool provider_check_module(Arena *arena, DiagSink *sink, const Module *module,
                           CheckOptions options) {
    size_t before = diag_count(sink, DIAG_ERROR) + diag_suppressed(sink);
    ModuleCheck check = {
        .body = {.arena = arena, .sink = sink, .options = options},
        .schemas = schema_cache_new(arena),
        .module = module,
    };
    Declarations declarations = declarations_collect(arena, sink, &check.schemas, module, options);
    bool has_all_blocks = true;
    for (size_t f = 0; f < module->file_count; f++) {
        const HclBody *body = module->files[f].body;
        check.body.is_partial = is_override_file(module->files[f].path);
        check_top_attributes(&check, body);
        for (size_t b = 0; b < body->block_count; b++) {
            check_top_block(&check, &body->blocks[b]);
            has_all_blocks =
                has_all_blocks && language_kind(body->blocks[b].type) != LANGUAGE_KIND_COUNT;
        }
    }
    /* What a misspelt block declares would be missed wherever it is used. */
    for (size_t f = 0; has_all_blocks && f < module->file_count; f++) {
        const HclBody *body = module->files[f].body;
        for (size_t b = 0; b < body->block_count; b++) {
            check_references(&declarations, &body->blocks[b]);
        }
    }
    return diag_count(sink, DIAG_ERROR) + diag_suppressed(sink) == before;
}
