/*
 * A template as a tree of nodes. Built by template/parse.c, or found ready in the static table
 * that build_tools/template_table.c wrote when the compiler was built.
 */
#ifndef MLSTACK_TEMPLATE_TEMPLATE_TREE_H
#define MLSTACK_TEMPLATE_TEMPLATE_TREE_H

#include "hcl/hcl.h"
#include "template/template.h"

#define TEMPLATE_EXPR_KINDS(X)                                                                     \
    X(TEMPLATE_PATH)                                                                               \
    X(TEMPLATE_STRING)                                                                             \
    X(TEMPLATE_INT)                                                                                \
    X(TEMPLATE_BOOL)                                                                               \
    X(TEMPLATE_LENGTH)                                                                             \
    X(TEMPLATE_NOT)                                                                                \
    X(TEMPLATE_AND)                                                                                \
    X(TEMPLATE_OR)                                                                                 \
    X(TEMPLATE_EQUAL)                                                                              \
    X(TEMPLATE_NOT_EQUAL)                                                                          \
    X(TEMPLATE_LESS)                                                                               \
    X(TEMPLATE_LESS_EQUAL)                                                                         \
    X(TEMPLATE_GREATER)                                                                            \
    X(TEMPLATE_GREATER_EQUAL)

typedef enum TemplateExprKind {
#define X(kind) kind,
    TEMPLATE_EXPR_KINDS(X)
#undef X
} TemplateExprKind;

typedef struct TemplateName {
    Str text;
    Span span;
} TemplateName;

typedef struct TemplateExpr TemplateExpr;

struct TemplateExpr {
    TemplateExprKind kind;
    Span span;
    const TemplateName *names; /* of a path, from the scope inwards */
    size_t name_count;
    Str text;                  /* of a string */
    int64_t integer;           /* of an int; 0 or 1 of a bool */
    const TemplateExpr *left;  /* the only operand of `not` and length() */
    const TemplateExpr *right; /* NULL for these */
};

/* Where a hole stands, which decides how its value is written. */
#define HOLE_CONTEXTS(X)                                                                           \
    X(HOLE_EXPRESSION)    /* a whole literal */                                                    \
    X(HOLE_QUOTED)        /* inside a quoted string */                                             \
    X(HOLE_NAME)          /* an identifier, or a part of one */                                    \
    X(HOLE_KEY)           /* the key of an object item */                                          \
    X(HOLE_COMMENT)       /* in a comment to the end of the line */                                \
    X(HOLE_RAW)           /* unchanged */                                                          \
    X(HOLE_MARKDOWN)      /* running text */                                                       \
    X(HOLE_MARKDOWN_CODE) /* a code span or fence */                                               \
    X(HOLE_DIAGRAM)       /* a mermaid fence */

typedef enum HoleContext {
#define X(context) context,
    HOLE_CONTEXTS(X)
#undef X
} HoleContext;

#define TEMPLATE_NODE_KINDS(X)                                                                     \
    X(TEMPLATE_TEXT)                                                                               \
    X(TEMPLATE_FINAL) /* text whose formatting nothing around it can change; see final.c */        \
    X(TEMPLATE_HOLE)                                                                               \
    X(TEMPLATE_IF) /* an @elif is an @if that is alone in `otherwise` */                           \
    X(TEMPLATE_FOR)                                                                                \
    X(TEMPLATE_INCLUDE)

typedef enum TemplateNodeKind {
#define X(kind) kind,
    TEMPLATE_NODE_KINDS(X)
#undef X
} TemplateNodeKind;

typedef struct TemplateNode TemplateNode;

typedef struct TemplateBody {
    const TemplateNode *nodes;
    size_t count;
} TemplateBody;

struct TemplateNode {
    TemplateNodeKind kind;
    Span span;                /* of the text, the hole, or the directive's argument */
    uint32_t line;            /* of the template, from 1, where the node begins */
    Str text;                 /* of text and final text; the path of an include */
    const TemplateExpr *expr; /* of a hole; the condition; what is looped over */
    HoleContext context;      /* of a hole */
    TemplateName key;         /* of a for over a map; empty otherwise */
    TemplateName item;        /* of a for */
    TemplateBody body;        /* of if and for */
    TemplateBody otherwise;   /* of if */
    /* Of an include: inside brackets. Of final text: it ends with its file, not with a blank line.
     */
    bool nested;
    bool ends_file;
    HclOpenLines open; /* of final text: after it */
};

struct Template {
    Str path;
    FileId file; /* 0 for an embedded template */
    bool markdown;
    TemplateBody body;
};

#endif
