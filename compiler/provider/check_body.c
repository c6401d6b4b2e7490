#include "provider/check_body.h"

#include "diag/near_name.h"
#include "provider/check_meta.h"
#include "provider/check_type.h"

/* The block that makes blocks: dynamic "ingress" { for_each = … content { … } }. */
static const ArgumentSchema dynamic_arguments[] = {
    {.name = STR_INIT("for_each"), .is_required = true},
    {.name = STR_INIT("iterator")},
    {.name = STR_INIT("labels")},
};

const HclAttribute *body_attribute(const HclBody *body, Str name) {
    for (size_t i = 0; i < body->attribute_count; i++) {
        if (str_equal(body->attributes[i].name, name)) {
            return &body->attributes[i];
        }
    }
    return NULL;
}

/* ---- Names ---- */

void suggest_name(DiagSink *sink, Diagnostic *diagnostic, Str name, const Str *candidates,
                  size_t count) {
    Str near = near_name(diag_arena(sink), name, candidates, count);
    if (!str_is_empty(near)) {
        diag_help(sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
    }
}

static void collect_names(Arena *arena, const BlockSchema *schema, StrVector *names) {
    for (size_t i = 0; schema != NULL && i < schema->argument_count; i++) {
        if (!schema->arguments[i].is_read_only) {
            vector_push(arena, names, schema->arguments[i].name);
        }
    }
    for (size_t i = 0; schema != NULL && i < schema->block_count; i++) {
        vector_push(arena, names, schema->blocks[i].name);
    }
}

static void report_unknown(const BodyCheck *check, DiagCode code, const char *what, Str name,
                           Span span, Str owner, Allowed allowed) {
    StrVector names = {0};
    collect_names(check->arena, allowed.own, &names);
    collect_names(check->arena, allowed.language, &names);
    Diagnostic *diagnostic = diag_report(check->sink, code, span, "unknown %s '%.*s' in '%.*s'",
                                         what, STR_ARG(name), STR_ARG(owner));
    suggest_name(check->sink, diagnostic, name, names.items, names.count);
}

static const ArgumentSchema *allowed_argument(Allowed allowed, Str name) {
    const ArgumentSchema *found =
        allowed.own == NULL ? NULL : block_schema_argument(allowed.own, name);
    return found == NULL && allowed.language != NULL ? block_schema_argument(allowed.language, name)
                                                     : found;
}

static const NestedBlockSchema *allowed_block(Allowed allowed, Str name) {
    const NestedBlockSchema *found =
        allowed.own == NULL ? NULL : block_schema_block(allowed.own, name);
    return found == NULL && allowed.language != NULL ? block_schema_block(allowed.language, name)
                                                     : found;
}

static bool is_open(Allowed allowed) {
    return (allowed.own != NULL && allowed.own->is_open) ||
           (allowed.language != NULL && allowed.language->is_open);
}

static bool takes_any_argument(Allowed allowed) {
    return allowed.language != NULL && allowed.language->takes_any_argument;
}

/* ---- Arguments ---- */

static void check_nested_object(const BodyCheck *check, const ArgumentSchema *schema,
                                const HclExpr *object) {
    size_t constant = 0;
    for (size_t i = 0; i < object->item_count; i++) {
        const HclItem *item = &object->items[i];
        if (str_is_empty(item->key)) {
            continue;
        }
        constant++;
        const ArgumentSchema *inner = block_schema_argument(schema->nested, item->key);
        if (inner == NULL) {
            report_unknown(check, MLS5010, "attribute", item->key, item->key_span, schema->name,
                           (Allowed){schema->nested, NULL});
        } else if (inner->nested == NULL) {
            check_type(check->sink, inner->name, item->value, inner->type);
        }
    }
    for (size_t a = 0; constant == object->item_count && a < schema->nested->argument_count; a++) {
        const ArgumentSchema *inner = &schema->nested->arguments[a];
        bool found = !inner->is_required;
        for (size_t i = 0; i < object->item_count; i++) {
            found = found || str_equal(object->items[i].key, inner->name);
        }
        if (!found) {
            diag_report(check->sink, MLS5011, object->span,
                        "object in '%.*s' lacks the attribute '%.*s'", STR_ARG(schema->name),
                        STR_ARG(inner->name));
        }
    }
}

/* A nested attribute: an object, or a list, set or map of objects. */
static void check_nested_attribute(const BodyCheck *check, const ArgumentSchema *schema,
                                   const HclExpr *value) {
    if (value->kind == HCL_TRAVERSAL || value->kind == HCL_OTHER ||
        value->kind == HCL_LITERAL_NULL) {
        return;
    }
    bool is_list = schema->nesting == NESTING_LIST || schema->nesting == NESTING_SET;
    if (value->kind != (is_list ? HCL_LIST : HCL_OBJECT)) {
        diag_report(check->sink, MLS5015, value->span, "'%.*s' expects %s", STR_ARG(schema->name),
                    is_list ? "a list of objects" : "an object");
        return;
    }
    if (schema->nesting == NESTING_SINGLE) {
        check_nested_object(check, schema, value);
        return;
    }
    for (size_t i = 0; i < value->item_count; i++) {
        if (value->items[i].value->kind == HCL_OBJECT) {
            check_nested_object(check, schema, value->items[i].value);
        }
    }
}

static void check_attribute(const BodyCheck *check, Str owner, const HclAttribute *attribute,
                            Allowed allowed) {
    const ArgumentSchema *schema = allowed_argument(allowed, attribute->name);
    if (schema == NULL && allowed_block(allowed, attribute->name) != NULL) {
        Diagnostic *diagnostic = diag_report(check->sink, MLS5010, attribute->name_span,
                                             "'%.*s' in '%.*s' is a block, not an argument",
                                             STR_ARG(attribute->name), STR_ARG(owner));
        diag_help(check->sink, diagnostic, "write it as '%.*s { … }'", STR_ARG(attribute->name));
    } else if (schema == NULL) {
        if (!is_open(allowed) && !takes_any_argument(allowed)) {
            report_unknown(check, MLS5010, "argument", attribute->name, attribute->name_span, owner,
                           allowed);
        }
    } else if (schema->is_read_only) {
        Diagnostic *diagnostic = diag_report(check->sink, MLS5016, attribute->name_span,
                                             "argument '%.*s' of '%.*s' is read-only",
                                             STR_ARG(attribute->name), STR_ARG(owner));
        diag_note(check->sink, diagnostic, "the provider decides its value");
    } else if (schema->is_required && attribute->value->kind == HCL_LITERAL_NULL &&
               !str_is_empty(schema->type)) {
        diag_report(check->sink, MLS5011, attribute->value->span,
                    "required argument '%.*s' of '%.*s' has no value: null is none",
                    STR_ARG(attribute->name), STR_ARG(owner));
    } else if (schema->nested != NULL) {
        check_nested_attribute(check, schema, attribute->value);
    } else {
        check_type(check->sink, schema->name, attribute->value, schema->type);
    }
}

static void check_attributes(const BodyCheck *check, Str owner, const HclBody *body,
                             Allowed allowed) {
    Map seen = map_new(check->arena);
    for (size_t i = 0; i < body->attribute_count; i++) {
        const HclAttribute *attribute = &body->attributes[i];
        const HclAttribute *earlier = map_get(&seen, attribute->name);
        if (earlier != NULL && !check->options.is_abstract) {
            Diagnostic *diagnostic =
                diag_report(check->sink, MLS5021, attribute->name_span,
                            "argument '%.*s' is set twice", STR_ARG(attribute->name));
            diag_label(check->sink, diagnostic, earlier->name_span, "first set here");
        }
        map_set(&seen, attribute->name, (void *)attribute);
        check_attribute(check, owner, attribute, allowed);
    }
}

/* ---- Blocks ---- */

static bool is_dynamic(const HclBlock *block) {
    return str_equal(block->type, STR("dynamic")) && block->label_count == 1;
}

/* The type of block that it is or makes. */
static Str effective_type(const HclBlock *block) {
    return is_dynamic(block) ? block->labels[0] : block->type;
}

static Span effective_span(const HclBlock *block) {
    return is_dynamic(block) ? block->label_spans[0] : block->type_span;
}

/* The body that fills the block; of a dynamic one the content's, NULL when it has none. */
static const HclBody *effective_body(const BodyCheck *check, const HclBlock *block) {
    if (!is_dynamic(block)) {
        return &block->body;
    }
    const HclBody *content = NULL;
    for (size_t i = 0; i < block->body.block_count; i++) {
        if (str_equal(block->body.blocks[i].type, STR("content"))) {
            content = &block->body.blocks[i].body;
        }
    }
    if (content == NULL) {
        diag_report(check->sink, MLS5013, block->type_span,
                    "dynamic block '%.*s' lacks its block 'content'", STR_ARG(block->labels[0]));
    }
    HclBody head = block->body;
    head.block_count = 0;
    const BlockSchema schema = {
        .arguments = dynamic_arguments,
        .argument_count = sizeof dynamic_arguments / sizeof *dynamic_arguments,
    };
    check_body(check, STR("dynamic"), block->type_span, &head, (Allowed){&schema, NULL});
    check_dynamic_for_each(check, body_attribute(&head, STR("for_each")));
    return content;
}

/* Blocks in place of a list of objects: only the names of what they hold are known. */
static void check_object_block(const BodyCheck *check, const HclBlock *block, StrVector names) {
    const HclBody *body = effective_body(check, block);
    for (size_t i = 0; body != NULL && i < body->attribute_count; i++) {
        const HclAttribute *attribute = &body->attributes[i];
        bool known = false;
        for (size_t n = 0; n < names.count; n++) {
            known = known || str_equal(names.items[n], attribute->name);
        }
        if (!known) {
            Str owner = effective_type(block);
            Diagnostic *diagnostic = diag_report(check->sink, MLS5010, attribute->name_span,
                                                 "unknown argument '%.*s' in '%.*s'",
                                                 STR_ARG(attribute->name), STR_ARG(owner));
            suggest_name(check->sink, diagnostic, attribute->name, names.items, names.count);
        }
    }
}

static void check_labels(const BodyCheck *check, const HclBlock *block,
                         const NestedBlockSchema *nested) {
    size_t expected = nested->nesting == NESTING_MAP ? 1 : 0;
    if (!is_dynamic(block) && !nested->block->is_open && block->label_count != expected) {
        diag_report(check->sink, MLS5022, block->type_span, "'%.*s' expects %zu labels, found %zu",
                    STR_ARG(block->type), expected, block->label_count);
    }
}

static void check_block(const BodyCheck *check, Str owner, const HclBlock *block, Allowed allowed) {
    Str type = effective_type(block);
    if (is_dynamic(block) && allowed.own != NULL) {
        allowed.language = NULL; /* only blocks of a provider can be made */
    }
    const NestedBlockSchema *nested = allowed_block(allowed, type);
    const ArgumentSchema *argument = allowed_argument(allowed, type);
    StrVector names = {0};
    if (nested != NULL) {
        check_labels(check, block, nested);
        const HclBody *body = effective_body(check, block);
        if (body != NULL) {
            check_body(check, type, effective_span(block), body, (Allowed){nested->block, NULL});
        }
    } else if (argument != NULL && type_is_objects(check->arena, argument->type, &names)) {
        check_object_block(check, block, names);
    } else if (argument != NULL) {
        Diagnostic *diagnostic = diag_report(check->sink, MLS5012, effective_span(block),
                                             "'%.*s' in '%.*s' is an argument, not a block",
                                             STR_ARG(type), STR_ARG(owner));
        diag_help(check->sink, diagnostic, "write it as '%.*s = …'", STR_ARG(type));
    } else if (!is_open(allowed)) {
        report_unknown(check, MLS5012, "block", type, effective_span(block), owner, allowed);
    }
}

/* ---- What is missing, what is too much ---- */

static bool has_block(const HclBody *body, Str type) {
    for (size_t i = 0; i < body->block_count; i++) {
        if (str_equal(effective_type(&body->blocks[i]), type)) {
            return true;
        }
    }
    return false;
}

static void check_required(const BodyCheck *check, Str owner, Span header, const HclBody *body,
                           const BlockSchema *schema) {
    for (size_t i = 0; i < schema->argument_count; i++) {
        const ArgumentSchema *argument = &schema->arguments[i];
        if (argument->is_required && body_attribute(body, argument->name) == NULL &&
            !has_block(body, argument->name)) {
            diag_report(check->sink, MLS5011, header, "'%.*s' lacks the argument '%.*s'",
                        STR_ARG(owner), STR_ARG(argument->name));
        }
    }
}

static void check_count(const BodyCheck *check, Str owner, Span header, const HclBody *body,
                        const NestedBlockSchema *nested) {
    int64_t written = 0;
    bool any_dynamic = false; /* which makes any number of them */
    const HclBlock *excess = NULL;
    for (size_t i = 0; i < body->block_count; i++) {
        const HclBlock *block = &body->blocks[i];
        if (!str_equal(effective_type(block), nested->name)) {
            continue;
        }
        any_dynamic = any_dynamic || is_dynamic(block);
        written += !is_dynamic(block);
        excess = nested->most > 0 && written == nested->most + 1 ? block : excess;
    }
    if (written < nested->least && !any_dynamic && !check->is_partial) {
        diag_report(check->sink, MLS5013, header,
                    "'%.*s' expects at least %lld of block '%.*s', found %lld", STR_ARG(owner),
                    (long long)nested->least, STR_ARG(nested->name), (long long)written);
    }
    if (excess != NULL && written > nested->most && !check->options.is_abstract) {
        diag_report(check->sink, MLS5014, excess->type_span,
                    "'%.*s' expects at most %lld of block '%.*s', found %lld", STR_ARG(owner),
                    (long long)nested->most, STR_ARG(nested->name), (long long)written);
    }
}

static void check_presence(const BodyCheck *check, Str owner, Span header, const HclBody *body,
                           const BlockSchema *schema) {
    if (schema == NULL) {
        return;
    }
    if (!check->is_partial) {
        check_required(check, owner, header, body, schema);
    }
    for (size_t i = 0; i < schema->block_count; i++) {
        check_count(check, owner, header, body, &schema->blocks[i]);
    }
}

void check_body(const BodyCheck *check, Str owner, Span header, const HclBody *body,
                Allowed allowed) {
    check_attributes(check, owner, body, allowed);
    for (size_t i = 0; i < body->block_count; i++) {
        check_block(check, owner, &body->blocks[i], allowed);
    }
    check_presence(check, owner, header, body, allowed.own);
    check_presence(check, owner, header, body, allowed.language);
}
