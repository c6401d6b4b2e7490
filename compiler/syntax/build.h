/*
 * What the actions of grammar/mlstack.y call: one function per rule that makes a node.
 *
 * The functions for known mistakes report the mistake and make the node that was meant, so that the
 * checker can go on and find the next one. Where that is not known they give NULL: such an entry is
 * left out, and the list or map around such an item or pair is AST_INVALID.
 */
#ifndef MLSTACK_SYNTAX_BUILD_H
#define MLSTACK_SYNTAX_BUILD_H

#include "support/buffer.h"
#include "support/vector.h"
#include "syntax/ast.h"

/* The state of one parse; see parse.c. */
typedef struct SyntaxParser SyntaxParser;

typedef struct EntryList EntryList;
typedef struct ItemList ItemList;
typedef struct PairList PairList;
typedef struct PartList PartList;

/* What a token or a rule of the grammar stands for; small, since every token has one. */
typedef union SyntaxValue {
    Str text;
    bool broken;
    const AstReference *reference;
    AstExpr *expr;
    AstEntry *entry;
    AstBody *body;
    const AstMapEntry *pair;
    EntryList *entries;
    ItemList *items;
    PairList *pairs;
    PartList *parts;
} SyntaxValue;

void build_file(SyntaxParser *parser, EntryList *entries);
AstBody *build_body(SyntaxParser *parser, Span span, EntryList *entries);
EntryList *build_entries(SyntaxParser *parser);
EntryList *build_add_entry(SyntaxParser *parser, EntryList *entries, AstEntry *entry);

AstEntry *build_assignment(SyntaxParser *parser, Span span, Str name, Span name_span,
                           AstExpr *value);
AstEntry *build_block(SyntaxParser *parser, Span span, Str name, Span name_span, AstBody *body);
AstEntry *build_labelled_block(SyntaxParser *parser, Span span, Str name, Span name_span, Str label,
                               Span label_span, AstBody *body);
AstEntry *build_use(SyntaxParser *parser, Span span, Str name, Span name_span);
AstEntry *build_let(SyntaxParser *parser, Span span, Str name, Span name_span, AstExpr *value);
AstEntry *build_import(SyntaxParser *parser, Span span, AstExpr *path);

AstExpr *build_word(SyntaxParser *parser, Span span, Str word);
AstExpr *build_reference(SyntaxParser *parser, Span span, const AstReference *reference);

PartList *build_parts(SyntaxParser *parser);
PartList *build_add_text(SyntaxParser *parser, PartList *parts, Span span, Str text);
PartList *build_add_reference(SyntaxParser *parser, PartList *parts, Span span,
                              const AstReference *reference);
/* A string of which a part was reported is AST_INVALID; so are lists and maps below. */
AstExpr *build_string(SyntaxParser *parser, Span span, PartList *parts, bool broken);

ItemList *build_items(SyntaxParser *parser);
ItemList *build_add_item(SyntaxParser *parser, ItemList *items, AstExpr *item);
AstExpr *build_list(SyntaxParser *parser, Span span, const ItemList *items);

PairList *build_pairs(SyntaxParser *parser);
PairList *build_add_pair(SyntaxParser *parser, PairList *pairs, const AstMapEntry *pair);
const AstMapEntry *build_pair(SyntaxParser *parser, Str key, Span key_span, AstExpr *value);
AstExpr *build_map(SyntaxParser *parser, Span span, const PairList *pairs);

/* Known mistakes. */
AstEntry *build_assignment_to_word(SyntaxParser *parser, Str name, Span name_span, Str word,
                                   Span word_span);
AstEntry *build_assignment_without_equals(SyntaxParser *parser, Span span, Str name, Span name_span,
                                          AstExpr *value);
AstEntry *build_let_without_equals(SyntaxParser *parser, Span span, Str name, Span name_span,
                                   AstExpr *value);
AstEntry *build_block_with_quoted_label(SyntaxParser *parser, Span span, Str name, Span name_span,
                                        AstExpr *label, AstBody *body);
AstEntry *build_assignment_to_string(SyntaxParser *parser, Span span, AstExpr *name,
                                     AstExpr *value);
const AstMapEntry *build_pair_without_equals(SyntaxParser *parser, Str key, Span key_span,
                                             AstExpr *value);
const AstMapEntry *build_pair_to_word(SyntaxParser *parser, Str key, Span key_span, Str word,
                                      Span word_span);
const AstMapEntry *build_pair_with_quoted_key(SyntaxParser *parser, AstExpr *key, AstExpr *value);

/* An entry, item or pair was given up; the caller of the parser skips to its end. */
void build_recover_entries(SyntaxParser *parser, EntryList *entries);
/* What cannot follow the last entry may be a part of its value, unless a separator is missing. */
void build_recover_after_entry(SyntaxParser *parser, EntryList *entries);
void build_recover_items(SyntaxParser *parser, ItemList *items);
void build_recover_pairs(SyntaxParser *parser, PairList *pairs);

#endif
