#include "syntax/build.h"

#include "syntax/parser.h"

struct EntryList {
    VECTOR(AstEntry *) entries;
    bool has_gaps;
};

struct ItemList {
    VECTOR(AstExpr *) items;
    bool has_gaps;
};

struct PairList {
    VECTOR(AstMapEntry) pairs;
    bool has_gaps;
};

/* The text since the last reference is still growing. */
struct PartList {
    VECTOR(AstStringPart) parts;
    Buffer text;
    Span text_span;
};

static AstExpr *expr_new(SyntaxParser *parser, AstExprKind kind, Span span) {
    AstExpr *expr = ARENA_NEW(parser->arena, AstExpr);
    expr->kind = kind;
    expr->span = span;
    return expr;
}

static AstEntry *entry_new(SyntaxParser *parser, AstEntryKind kind, Span span, Str name,
                           Span name_span) {
    AstEntry *entry = ARENA_NEW(parser->arena, AstEntry);
    entry->kind = kind;
    entry->span = span;
    entry->name = name;
    entry->name_span = name_span;
    return entry;
}

void build_file(SyntaxParser *parser, EntryList *entries) {
    parser->body.entries = entries->entries.items;
    parser->body.count = entries->entries.count;
    parser->body.has_gaps = entries->has_gaps;
}

AstBody *build_body(SyntaxParser *parser, Span span, EntryList *entries) {
    AstBody *body = ARENA_NEW(parser->arena, AstBody);
    body->span = span;
    body->entries = entries->entries.items;
    body->count = entries->entries.count;
    body->has_gaps = entries->has_gaps;
    return body;
}

EntryList *build_entries(SyntaxParser *parser) {
    return ARENA_NEW(parser->arena, EntryList);
}

static void leave_gap(SyntaxParser *parser, EntryList *entries) {
    parser->has_gaps = true;
    entries->has_gaps = true;
}

/* On a garbled line nobody knows what belongs to the mistake, unless it is the entry's value. */
static bool is_doubtful(const SyntaxParser *parser, const AstEntry *entry) {
    bool has_mistake = entry->value != NULL && entry->value->kind == AST_INVALID;
    return parser->tokens[parser->current].quiet && !has_mistake;
}

EntryList *build_add_entry(SyntaxParser *parser, EntryList *entries, AstEntry *entry) {
    if (entry == NULL || is_doubtful(parser, entry)) {
        leave_gap(parser, entries);
    } else {
        vector_push(parser->arena, &entries->entries, entry);
    }
    return entries;
}

AstEntry *build_assignment(SyntaxParser *parser, Span span, Str name, Span name_span,
                           AstExpr *value) {
    AstEntry *entry = entry_new(parser, AST_ASSIGNMENT, span, name, name_span);
    entry->value = value;
    return entry;
}

AstEntry *build_block(SyntaxParser *parser, Span span, Str name, Span name_span, AstBody *body) {
    AstEntry *entry = entry_new(parser, AST_BLOCK, span, name, name_span);
    entry->body = body;
    return entry;
}

AstEntry *build_labelled_block(SyntaxParser *parser, Span span, Str name, Span name_span, Str label,
                               Span label_span, AstBody *body) {
    AstEntry *entry = build_block(parser, span, name, name_span, body);
    entry->label = label;
    entry->label_span = label_span;
    return entry;
}

AstEntry *build_use(SyntaxParser *parser, Span span, Str name, Span name_span) {
    return entry_new(parser, AST_USE, span, name, name_span);
}

AstEntry *build_let(SyntaxParser *parser, Span span, Str name, Span name_span, AstExpr *value) {
    AstEntry *entry = entry_new(parser, AST_LET, span, name, name_span);
    entry->value = value;
    return entry;
}

AstEntry *build_import(SyntaxParser *parser, Span span, AstExpr *path) {
    AstEntry *entry = entry_new(parser, AST_IMPORT, span, STR(""), span_none());
    entry->value = path;
    return entry;
}

AstExpr *build_word(SyntaxParser *parser, Span span, Str word) {
    AstExpr *expr = expr_new(parser, AST_WORD, span);
    expr->as.word = word;
    return expr;
}

AstExpr *build_reference(SyntaxParser *parser, Span span, const AstReference *reference) {
    AstExpr *expr = expr_new(parser, AST_REFERENCE, span);
    expr->as.reference = *reference;
    return expr;
}

PartList *build_parts(SyntaxParser *parser) {
    PartList *parts = ARENA_NEW(parser->arena, PartList);
    parts->text = buffer_new(parser->arena);
    return parts;
}

PartList *build_add_text(SyntaxParser *parser, PartList *parts, Span span, Str text) {
    (void)parser;
    parts->text_span = parts->text.length == 0 ? span : span_join(parts->text_span, span);
    buffer_append(&parts->text, text);
    return parts;
}

static void end_text(SyntaxParser *parser, PartList *parts) {
    if (parts->text.length > 0) {
        AstStringPart part = {.text = buffer_str(&parts->text), .span = parts->text_span};
        vector_push(parser->arena, &parts->parts, part);
        parts->text = buffer_new(parser->arena);
    }
}

PartList *build_add_reference(SyntaxParser *parser, PartList *parts, Span span,
                              const AstReference *reference) {
    end_text(parser, parts);
    AstStringPart part = {.is_reference = true, .reference = *reference, .span = span};
    vector_push(parser->arena, &parts->parts, part);
    return parts;
}

AstExpr *build_string(SyntaxParser *parser, Span span, PartList *parts, bool broken) {
    end_text(parser, parts);
    AstExpr *expr = expr_new(parser, broken ? AST_INVALID : AST_STRING, span);
    if (!broken) {
        expr->as.string.parts = parts->parts.items;
        expr->as.string.count = parts->parts.count;
    }
    return expr;
}

ItemList *build_items(SyntaxParser *parser) {
    return ARENA_NEW(parser->arena, ItemList);
}

ItemList *build_add_item(SyntaxParser *parser, ItemList *items, AstExpr *item) {
    vector_push(parser->arena, &items->items, item);
    return items;
}

AstExpr *build_list(SyntaxParser *parser, Span span, const ItemList *items) {
    AstExpr *expr = expr_new(parser, items->has_gaps ? AST_INVALID : AST_LIST, span);
    if (!items->has_gaps) {
        expr->as.list.items = items->items.items;
        expr->as.list.count = items->items.count;
    }
    return expr;
}

PairList *build_pairs(SyntaxParser *parser) {
    return ARENA_NEW(parser->arena, PairList);
}

PairList *build_add_pair(SyntaxParser *parser, PairList *pairs, const AstMapEntry *pair) {
    if (pair == NULL) {
        pairs->has_gaps = true;
    } else {
        vector_push(parser->arena, &pairs->pairs, *pair);
    }
    return pairs;
}

const AstMapEntry *build_pair(SyntaxParser *parser, Str key, Span key_span, AstExpr *value) {
    AstMapEntry *pair = ARENA_NEW(parser->arena, AstMapEntry);
    *pair = (AstMapEntry){key, key_span, value};
    return pair;
}

AstExpr *build_map(SyntaxParser *parser, Span span, const PairList *pairs) {
    AstExpr *expr = expr_new(parser, pairs->has_gaps ? AST_INVALID : AST_MAP, span);
    if (!pairs->has_gaps) {
        expr->as.map.entries = pairs->pairs.items;
        expr->as.map.count = pairs->pairs.count;
    }
    return expr;
}

static void report_missing_equals(SyntaxParser *parser, Str name, Span name_span, Span value_span) {
    enum { LONGEST_SHOWN = 40 };
    Span after_name = {name_span.file, name_span.end, name_span.end};
    Str value = sources_slice(diag_sources(parser->sink), value_span);
    Diagnostic *diagnostic =
        diag_report(parser->sink, MLS0003, value_span, "expected '=' between '%.*s' and its value",
                    STR_ARG(name));
    Str title =
        value.length > LONGEST_SHOWN || str_find_byte(value, '\n') < value.length
            ? STR("put '=' between them")
            : str_format(parser->arena, "write '%.*s = %.*s'", STR_ARG(name), STR_ARG(value));
    diag_fix(parser->sink, diagnostic, title, true, after_name, STR(" ="));
}

/* `size small`, or `storage models` without its braces. */
AstEntry *build_assignment_to_word(SyntaxParser *parser, Str name, Span name_span, Str word,
                                   Span word_span) {
    Diagnostic *diagnostic =
        diag_report(parser->sink, MLS0003, word_span, "expected '=' between '%.*s' and '%.*s'",
                    STR_ARG(name), STR_ARG(word));
    diag_fix(parser->sink, diagnostic,
             str_format(parser->arena, "write '%.*s = %.*s', or '%.*s %.*s { … }' for a block",
                        STR_ARG(name), STR_ARG(word), STR_ARG(name), STR_ARG(word)),
             false, (Span){name_span.file, name_span.end, name_span.end}, STR(" ="));
    bracket_claim_stray(parser->brackets, word_span);
    return NULL;
}

AstEntry *build_assignment_without_equals(SyntaxParser *parser, Span span, Str name, Span name_span,
                                          AstExpr *value) {
    report_missing_equals(parser, name, name_span, value->span);
    /* `storage "models"`: a label may have been meant. */
    return value->kind == AST_STRING ? NULL
                                     : build_assignment(parser, span, name, name_span, value);
}

AstEntry *build_let_without_equals(SyntaxParser *parser, Span span, Str name, Span name_span,
                                   AstExpr *value) {
    report_missing_equals(parser, name, name_span, value->span);
    return build_let(parser, span, name, name_span, value);
}

/* The text between the quotes; quoted names are not decoded further. */
static Str name_in_quotes(SyntaxParser *parser, const AstExpr *string) {
    Str text = sources_slice(diag_sources(parser->sink), string->span);
    return str_slice(text, 1, text.length - (text.length > 1 ? 1 : 0));
}

static bool is_name(Str text) {
    bool valid = text.length > 0 && text.data[0] >= 'a' && text.data[0] <= 'z';
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        valid = valid && ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
                          byte == '_' || byte == '-');
    }
    return valid;
}

/* False when what is in the quotes cannot be a name either. */
static bool mend_quoted_name(SyntaxParser *parser, const AstExpr *string, const char *what,
                             Str *ret_name) {
    if (string->kind == AST_INVALID) {
        return false;
    }
    Str name = name_in_quotes(parser, string);
    *ret_name = name;
    Diagnostic *diagnostic = diag_report(parser->sink, MLS0010, string->span,
                                         "%s is written without quotes, found a string", what);
    if (is_name(name)) {
        diag_fix(parser->sink, diagnostic, str_format(parser->arena, "write '%.*s'", STR_ARG(name)),
                 true, string->span, name);
        return true;
    }
    diag_help(parser->sink, diagnostic,
              "names begin with a lower-case letter and hold lower-case letters, digits, '_' "
              "and '-'");
    return false;
}

AstEntry *build_block_with_quoted_label(SyntaxParser *parser, Span span, Str name, Span name_span,
                                        AstExpr *label, AstBody *body) {
    Str text;
    return mend_quoted_name(parser, label, "the label of a block", &text)
               ? build_labelled_block(parser, span, name, name_span, text, label->span, body)
               : NULL;
}

AstEntry *build_assignment_to_string(SyntaxParser *parser, Span span, AstExpr *name,
                                     AstExpr *value) {
    Str text;
    return mend_quoted_name(parser, name, "the name of a field", &text)
               ? build_assignment(parser, span, text, name->span, value)
               : NULL;
}

const AstMapEntry *build_pair_without_equals(SyntaxParser *parser, Str key, Span key_span,
                                             AstExpr *value) {
    report_missing_equals(parser, key, key_span, value->span);
    return build_pair(parser, key, key_span, value);
}

const AstMapEntry *build_pair_to_word(SyntaxParser *parser, Str key, Span key_span, Str word,
                                      Span word_span) {
    report_missing_equals(parser, key, key_span, word_span);
    return build_pair(parser, key, key_span, build_word(parser, word_span, word));
}

const AstMapEntry *build_pair_with_quoted_key(SyntaxParser *parser, AstExpr *key, AstExpr *value) {
    Str text;
    return mend_quoted_name(parser, key, "the key of a map", &text)
               ? build_pair(parser, text, key->span, value)
               : NULL;
}

/* Between two members with a lost separator nothing is left out. */
void build_recover_entries(SyntaxParser *parser, EntryList *entries) {
    parser->recovering = true;
    if (!parser->separator_lost) {
        leave_gap(parser, entries);
    }
}

void build_recover_after_entry(SyntaxParser *parser, EntryList *entries) {
    build_recover_entries(parser, entries);
    size_t count = entries->entries.count;
    if (parser->separator_lost || count == 0) {
        return;
    }
    AstEntry *last = entries->entries.items[count - 1];
    if (last->value != NULL) {
        last->value = expr_new(parser, AST_INVALID, last->value->span);
    }
}

void build_recover_items(SyntaxParser *parser, ItemList *items) {
    parser->recovering = true;
    items->has_gaps = items->has_gaps || !parser->separator_lost;
}

void build_recover_pairs(SyntaxParser *parser, PairList *pairs) {
    parser->recovering = true;
    pairs->has_gaps = pairs->has_gaps || !parser->separator_lost;
}
