/*
 * The syntax tree of one .mlstack file, as written: nothing is resolved, merged or typed.
 *
 * The grammar is generic. `stack NAME { … }`, `environment NAME { … }`, `on CLOUD { … }`,
 * `profile NAME { … }` and every component are blocks with a name and at most one label; which
 * names exist where is the checker's business. Nodes live in the arena of the compilation and
 * text slices point into the source text or the arena.
 */
#ifndef MLSTACK_SYNTAX_AST_H
#define MLSTACK_SYNTAX_AST_H

#include "source/source.h"

/* X(kind, what a user calls it) */
#define AST_EXPR_KINDS(X)                                                                          \
    X(AST_WORD, "word")                                                                            \
    X(AST_STRING, "string")                                                                        \
    X(AST_INTEGER, "integer")                                                                      \
    X(AST_VERSION, "version")                                                                      \
    X(AST_SIZE, "size")                                                                            \
    X(AST_DURATION, "duration")                                                                    \
    X(AST_PERCENT, "percent")                                                                      \
    X(AST_MONEY, "money")                                                                          \
    X(AST_RANGE, "range")                                                                          \
    X(AST_CIDR, "CIDR")                                                                            \
    X(AST_LIST, "list")                                                                            \
    X(AST_MAP, "map")                                                                              \
    X(AST_REFERENCE, "reference")                                                                  \
    X(AST_INVALID, "invalid value") /* already reported; poisons what uses it */

typedef enum AstExprKind {
#define X(kind, name) kind,
    AST_EXPR_KINDS(X)
#undef X
} AstExprKind;

typedef struct AstExpr AstExpr;

/* `let.domain`, `stack.name`: scope "let", name "domain". */
typedef struct AstReference {
    Str scope;
    Str name;
    Span span;
} AstReference;

/* A string is a sequence of literal texts (escapes already decoded) and references. */
typedef struct AstStringPart {
    bool is_reference;
    Str text;
    AstReference reference;
    Span span;
} AstStringPart;

typedef struct AstCidr {
    bool is_ipv6;
    uint8_t address[16]; /* network order; 4 bytes used for IPv4 */
    uint8_t prefix;
} AstCidr;

typedef struct AstMapEntry {
    Str key;
    Span key_span;
    AstExpr *value;
} AstMapEntry;

struct AstExpr {
    AstExprKind kind;
    Span span;
    union {
        Str word;
        struct {
            AstStringPart *parts;
            size_t count;
        } string;
        int64_t integer;
        Str version;     /* as spelt: 1.30 is not 1.3 */
        int64_t bytes;   /* of AST_SIZE */
        int64_t seconds; /* of AST_DURATION */
        int64_t percent;
        int64_t cents; /* of AST_MONEY, US cents */
        struct {
            int64_t low;
            int64_t high;
        } range;
        AstCidr cidr;
        struct {
            AstExpr **items;
            size_t count;
        } list;
        struct {
            AstMapEntry *entries;
            size_t count;
        } map;
        AstReference reference;
    } as;
};

typedef enum AstEntryKind {
    AST_ASSIGNMENT, /* NAME = value */
    AST_BLOCK,      /* NAME [LABEL] { … } */
    AST_USE,        /* use NAME */
    AST_LET,        /* let NAME = value */
    AST_IMPORT,     /* import "PATH" */
} AstEntryKind;

typedef struct AstEntry AstEntry;

typedef struct AstBody {
    Span span; /* braces included; the whole text for a file */
    AstEntry **entries;
    size_t count;
    bool has_gaps; /* an entry is left out */
} AstBody;

struct AstEntry {
    AstEntryKind kind;
    Span span;
    Str name; /* of the field, block, profile or let; empty for an import */
    Span name_span;
    Str label; /* of a block; empty when it has none */
    Span label_span;
    AstExpr *value; /* of AST_ASSIGNMENT, AST_LET and AST_IMPORT (a string, or AST_INVALID) */
    AstBody *body;  /* of AST_BLOCK */
};

typedef struct AstComment {
    Span span; /* from # or // to the end of the line, line end not included */
} AstComment;

/*
 * What the tree shows of the text. With syntax errors it can still be checked: a mistake was mended
 * where there is one way only, is AST_INVALID, or left a gap in a body.
 */
typedef enum AstExtent {
    AST_WHOLE,
    AST_WITH_GAPS,
    AST_GUESSED, /* brackets did not match, or much was given up: what is inside what is a guess */
} AstExtent;

typedef struct AstFile {
    FileId file;
    AstExtent extent;
    AstBody body;
    AstComment *comments; /* in order */
    size_t comment_count;
} AstFile;

/* The user's word for a kind: "a CIDR" without the article. */
Str ast_expr_kind_name(AstExprKind kind);

#endif
