#include "check/reference.h"

#include "check/scope.h"

static const Str scope_words[] = {
    STR_INIT("let"),
    STR_INIT("stack"),
    STR_INIT("environment"),
    STR_INIT("cloud"),
};

enum { SCOPE_WORD_COUNT = sizeof scope_words / sizeof scope_words[0] };

static bool is_name_scope(Str scope) {
    for (size_t i = 1; i < SCOPE_WORD_COUNT; i++) {
        if (str_equal(scope_words[i], scope)) {
            return true;
        }
    }
    return false;
}

static Span scope_span(const AstReference *reference) {
    uint32_t begin = reference->span.begin;
    return (Span){reference->span.file, begin, begin + (uint32_t)reference->scope.length};
}

static Span name_span(const AstReference *reference) {
    uint32_t end = reference->span.end;
    return (Span){reference->span.file, end - (uint32_t)reference->name.length, end};
}

static void report_unknown(Checker *checker, FileScope *scope, const AstReference *reference) {
    Diagnostic *diagnostic =
        diag_report(checker->sink, MLS1019, reference->span, "unknown reference '%.*s.%.*s'",
                    STR_ARG(reference->scope), STR_ARG(reference->name));
    if (str_equal(reference->scope, scope_words[0])) {
        suggest_near(checker, diagnostic, reference->name, name_span(reference),
                     scope_names(checker, &scope->visible_lets), scope->visible_lets.count);
        return;
    }
    if (is_name_scope(reference->scope)) {
        diag_help(checker->sink, diagnostic, "did you mean '%.*s.name'?",
                  STR_ARG(reference->scope));
        return;
    }
    suggest_near(checker, diagnostic, reference->scope, scope_span(reference), scope_words,
                 SCOPE_WORD_COUNT);
    diag_note(checker->sink, diagnostic,
              "references are let.NAME, stack.name, environment.name and cloud.name");
}

bool reference_resolve(Checker *checker, FileScope *scope, const AstReference *reference,
                       Binding **ret_let) {
    *ret_let = NULL;
    if (is_name_scope(reference->scope) && str_equal(reference->name, STR("name"))) {
        return true;
    }
    if (str_equal(reference->scope, scope_words[0])) {
        *ret_let = map_get(&scope->visible_lets, reference->name);
    }
    if (*ret_let == NULL) {
        bool is_let = str_equal(reference->scope, scope_words[0]);
        if (!is_let || !checker->has_hidden_names) {
            report_unknown(checker, scope, reference);
        }
        return false;
    }
    (*ret_let)->used = true;
    return true;
}

TextPart text_part_of_name(Checker *checker, const AstReference *reference) {
    return (TextPart){
        .reference = str_format(checker->arena, "%.*s.name", STR_ARG(reference->scope)),
    };
}

static size_t text_bytes(const TextPartVector *parts) {
    size_t bytes = 0;
    for (size_t i = 0; i < parts->count; i++) {
        bytes += parts->items[i].text.length;
    }
    return bytes;
}

static bool add_parts(Checker *checker, const TextPartVector *more, Span span,
                      TextPartVector *parts) {
    if (text_bytes(parts) + text_bytes(more) > TEXT_MAX_BYTES ||
        parts->count + more->count > TEXT_MAX_PARTS) {
        diag_report(checker->sink, MLS1020, span, "this makes the string too long");
        return false;
    }
    for (size_t i = 0; i < more->count; i++) {
        vector_push(checker->arena, parts, more->items[i]);
    }
    return true;
}

/* The parts of a let's value; NULL when it has none (reported by the caller) or is broken. */
static bool let_parts(Checker *checker, Binding *let, const AstReference *reference,
                      TextPartVector *parts) {
    const AstExpr *value = let->entry->value;
    Binding *next = NULL;
    switch (value->kind) {
    case AST_STRING:
        return text_flatten(checker, let->owner, value, parts);
    case AST_REFERENCE:
        if (!reference_resolve(checker, let->owner, &value->as.reference, &next)) {
            return false;
        }
        if (next != NULL) {
            return !next->broken && let_parts(checker, next, reference, parts);
        }
        vector_push(checker->arena, parts, text_part_of_name(checker, &value->as.reference));
        return true;
    case AST_LIST:
    case AST_MAP: {
        Diagnostic *diagnostic = diag_report(checker->sink, MLS1020, reference->span,
                                             "a %.*s cannot be put into a string",
                                             STR_ARG(ast_expr_kind_name(value->kind)));
        diag_label(checker->sink, diagnostic, value->span, "the value comes from here");
        return false;
    }
    case AST_INVALID:
        return false;
    case AST_WORD:
    case AST_INTEGER:
    case AST_VERSION:
    case AST_SIZE:
    case AST_DURATION:
    case AST_PERCENT:
    case AST_MONEY:
    case AST_RANGE:
    case AST_CIDR: {
        TextPart as_written = {.text = sources_slice(diag_sources(checker->sink), value->span)};
        vector_push(checker->arena, parts, as_written);
        return true;
    }
    }
    return false;
}

static bool flatten_reference(Checker *checker, FileScope *scope, const AstReference *reference,
                              TextPartVector *parts) {
    Binding *let = NULL;
    if (!reference_resolve(checker, scope, reference, &let)) {
        return false;
    }
    if (let == NULL) {
        TextPartVector name = {0};
        vector_push(checker->arena, &name, text_part_of_name(checker, reference));
        return add_parts(checker, &name, reference->span, parts);
    }
    if (let->broken) {
        return false;
    }
    if (let->parts == NULL) {
        TextPartVector *own = ARENA_NEW(checker->arena, TextPartVector);
        if (!let_parts(checker, let, reference, own)) {
            return false;
        }
        let->parts = own;
    }
    return add_parts(checker, let->parts, reference->span, parts);
}

bool text_flatten(Checker *checker, FileScope *scope, const AstExpr *string,
                  TextPartVector *parts) {
    bool whole = true;
    for (size_t i = 0; i < string->as.string.count; i++) {
        const AstStringPart *part = &string->as.string.parts[i];
        if (part->is_reference) {
            whole = flatten_reference(checker, scope, &part->reference, parts) && whole;
        } else if (part->text.length > 0) {
            TextPart text = {.text = part->text};
            vector_push(checker->arena, parts, text);
        }
    }
    return whole;
}

/* The text of a part where it is known; false where resolve has to fill it in. */
static bool part_text(const Context *context, const TextPart *part, Str *ret_text) {
    *ret_text = part->text;
    if (str_is_empty(part->reference)) {
        return true;
    }
    *ret_text = str_equal(part->reference, STR("stack.name"))         ? context->stack
                : str_equal(part->reference, STR("environment.name")) ? context->environment
                                                                      : context->cloud;
    return !str_is_empty(*ret_text);
}

static void add_text(ValueBuilder *list, Buffer *text, Span origin) {
    if (text->length > 0) {
        value_list_add(list, value_string(text->arena, buffer_str(text), origin));
        *text = buffer_new(text->arena);
    }
}

const Value *text_value(const Context *context, const TextPartVector *parts, Span origin) {
    Arena *arena = context->checker->arena;
    ValueBuilder list = value_list_new(arena, origin);
    Buffer text = buffer_new(arena);
    bool known = true;
    for (size_t i = 0; i < parts->count; i++) {
        Str known_text;
        if (part_text(context, &parts->items[i], &known_text)) {
            buffer_append(&text, known_text);
            continue;
        }
        known = false;
        add_text(&list, &text, origin);
        ValueBuilder reference = value_map_new(arena, origin);
        value_map_set_string(&reference, "reference", parts->items[i].reference);
        value_list_add(&list, value_finish(&reference));
    }
    if (known) {
        return value_string(arena, buffer_str(&text), origin);
    }
    add_text(&list, &text, origin);
    ValueBuilder deferred = value_map_new(arena, origin);
    value_map_set_value(&deferred, "parts", value_finish(&list));
    return value_finish(&deferred);
}
