/*
 * Finds out where each hole stands, and which text is final.
 *
 * For HCL the template is masked: holes become runs of `_`, directive lines become blank, and
 * every byte keeps its offset. The mask is scanned by the scanner that also formats and parses
 * HCL, so a hole lies in a string here exactly when it will lie in one in the output. What lies
 * in a branch is scanned in its place, as if every branch were taken.
 */
#ifndef MLSTACK_TEMPLATE_CONTEXT_H
#define MLSTACK_TEMPLATE_CONTEXT_H

#include "hcl/token.h"
#include "template/template_tree.h"

/* What the holes are masked with: an identifier that no template uses itself. */
enum { TEMPLATE_MASK_BYTE = '_' };

/* The template's text with holes and directives masked, of the same length. */
Str template_mask(Arena *arena, Str source, TemplateBody body);

/* These replace template->body. The first is false when mistakes were reported. */
bool template_place_in_hcl(Arena *arena, DiagSink *sink, Template *template);
void template_place_in_markdown(Arena *arena, Template *template);

/* What surrounds a token. */
typedef enum HclContainer {
    HCL_IN_BODY,   /* of a file or block */
    HCL_IN_OBJECT, /* braces of an object or for-expression */
    HCL_IN_GROUP,  /* parentheses, brackets, ${ } */
} HclContainer;

typedef struct TokenPlace {
    HclContainer container;
    int depth;  /* brackets open before the token */
    int quotes; /* quoted strings and heredocs that it is in */
} TokenPlace;

/* A masked template while its nodes are placed. */
typedef struct MaskedTemplate {
    Arena *arena;
    Arena *scratch; /* holds the tokens and their places */
    DiagSink *sink;
    const Template *template;
    Str mask;
    HclTokenVector tokens;
    const TokenPlace *places; /* one per token, and one for the end */
    HclOpenLines open;        /* before the offset `open_at`, the beginning of a line */
    uint32_t open_at;
    bool failed;
} MaskedTemplate;

/* Index of the first token that ends after the offset; the count of tokens when there is none. */
size_t masked_token_at(const MaskedTemplate *masked, uint32_t offset);
/* Brackets that are open at the offset. */
int masked_depth_at(const MaskedTemplate *masked, uint32_t offset);

typedef VECTOR(TemplateNode) TemplateNodeVector;

/* Adds the text as at most three nodes, one of them final where it can be (final.c). */
void template_add_text(MaskedTemplate *masked, TemplateNode text, TemplateNodeVector *nodes);

#endif
