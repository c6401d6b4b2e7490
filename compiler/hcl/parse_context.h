/* What the generated parser shares with hcl/parse.c (input, messages) and hcl/build.c (the tree).
 */
#ifndef MLSTACK_HCL_PARSE_CONTEXT_H
#define MLSTACK_HCL_PARSE_CONTEXT_H

#include "hcl/hcl.h"
#include "hcl/token.h"

/* Words that are keywords in some places; hcl/parse.c knows which. */
typedef enum HclWord {
    HCL_WORD_NAME,
    HCL_WORD_FOR,
    HCL_WORD_IN,
    HCL_WORD_IF,
    HCL_WORD_ELSE,
    HCL_WORD_ENDIF,
    HCL_WORD_ENDFOR,
} HclWord;

typedef struct HclInput {
    HclTokenKind kind;
    HclWord word; /* of an identifier */
    Str text;
    Span span;
} HclInput;

/* A bracket that is open. */
typedef struct HclLevel {
    size_t token;
    HclTokenKind kind;
    bool newlines_count;
    bool is_for;
} HclLevel;

typedef VECTOR(HclAttribute) HclAttributes;
typedef VECTOR(HclBlock) HclBlocks;

typedef struct HclBodyBuilder {
    HclAttributes attributes;
    HclBlocks blocks;
} HclBodyBuilder;

typedef struct HclLabels {
    VECTOR(Str) texts;
    VECTOR(Span) spans;
} HclLabels;

/* An expression under construction. */
typedef struct HclNode {
    HclExpr *expr;
    unsigned depth;
    bool is_word; /* a name by itself, which as a key stands for its own text */
} HclNode;

/* Sub-expressions, or the pieces of a template. */
typedef struct HclParts {
    VECTOR(const HclExpr *) exprs;
    Buffer text; /* decoded */
    bool is_template;
    unsigned depth;
    size_t bound; /* names that a for-expression binds */
} HclParts;

typedef struct HclObjectItem {
    HclNode key;
    HclNode value;
} HclObjectItem;

typedef struct HclItems {
    VECTOR(HclItem) items;
    HclParts *computed_keys;
    unsigned depth;
} HclItems;

typedef struct HclParse {
    Arena *arena;
    DiagSink *sink;
    FileId file;
    Str text;
    HclTokenVector tokens;
    size_t next;       /* token */
    size_t in_at;      /* the token that is the `in` of the last `for` */
    HclTokenKind last; /* kind of the last input */
    VECTOR(HclLevel) levels;
    VECTOR(Str) bound; /* names of for-expressions, which refer to nothing outside */
    HclBodyBuilder *body;
    bool newline_due; /* one that is not in the text, to end a recovery */
    bool failed;
    bool too_deep;
} HclParse;

/* hcl/parse.c */
HclInput hcl_next_input(HclParse *parse);
void hcl_report_unexpected(HclParse *parse, Span span, Str expected, Str found);
void hcl_report_nesting(HclParse *parse, Span span);

/* grammar/hcl.y: false when mistakes were reported */
bool hcl_run_parser(HclParse *parse);

/* hcl/build.c */
HclBodyBuilder *hcl_body_new(HclParse *parse);
void hcl_body_add_attribute(HclParse *parse, HclBodyBuilder *body, HclAttribute attribute);
void hcl_body_add_block(HclParse *parse, HclBodyBuilder *body, const HclBlock *block);
HclBody hcl_body(const HclBodyBuilder *body, Span span);
HclBlock *hcl_block(HclParse *parse, Str type, Span type_span, const HclLabels *labels,
                    const HclBodyBuilder *body, Span body_span);
HclLabels *hcl_labels_new(HclParse *parse);
void hcl_labels_add(HclParse *parse, HclLabels *labels, Str text, Span span);
HclParts *hcl_parts_new(HclParse *parse);
void hcl_parts_add(HclParse *parse, HclParts *parts, HclNode node);
void hcl_parts_add_text(HclParse *parse, HclParts *parts, Str text);
void hcl_parts_add_control(HclParse *parse, HclParts *parts);
Str hcl_literal_text(HclParts *parts);
HclParts *hcl_for_names(HclParse *parse, Str first, Str second);
HclNode hcl_for(HclParse *parse, Span span, HclParts *intro, HclNode first, HclNode second,
                HclNode condition);
HclNode hcl_number(HclParse *parse, Span span, Str text);
HclNode hcl_word(HclParse *parse, Span span, Str text);
HclNode hcl_string(HclParse *parse, Span span, HclParts *parts);
HclNode hcl_list(HclParse *parse, Span span, const HclParts *items);
HclItems *hcl_items_new(HclParse *parse);
void hcl_items_add(HclParse *parse, HclItems *items, HclObjectItem item);
HclNode hcl_object(HclParse *parse, Span span, const HclItems *items);
HclNode hcl_step(HclParse *parse, Span span, HclNode base);
HclNode hcl_splat(HclParse *parse, Span span, HclNode base);
HclNode hcl_index(HclParse *parse, Span span, HclNode base, HclNode index);
HclNode hcl_negation(HclParse *parse, Span span, HclNode operand);
HclNode hcl_operation(HclParse *parse, Span span, HclNode left, HclNode right);
HclNode hcl_conditional(HclParse *parse, Span span, HclNode condition, HclNode yes, HclNode no);
HclNode hcl_other(HclParse *parse, Span span, HclNode operand);
HclNode hcl_other_of(HclParse *parse, Span span, const HclParts *parts);

#endif
