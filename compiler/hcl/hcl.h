/*
 * The output language: tokens, escaping, formatting and a parser for our own output and for
 * users' files. Knows nothing of stacks or templates.
 */
#ifndef MLSTACK_HCL_HCL_H
#define MLSTACK_HCL_HCL_H

#include "diag/diag.h"
#include "source/value.h"
#include "support/buffer.h"

/* Appends the text as the inside of a quoted template string, so that HCL reads it back as it is.
 */
void hcl_escape(Str text, Buffer *out);
/* An ASCII identifier. HCL takes other letters too; keys that have them are quoted. */
bool hcl_is_identifier(Str text);
/* The key of an object item: bare when it is an identifier, quoted otherwise. */
void hcl_write_key(Str key, Buffer *out);
/* A literal: "text", 12, true, null, [a, b], { key = value }; nested collections indented. */
void hcl_write_value(const Value *value, size_t indent, Buffer *out);

/*
 * The formatting of `terraform fmt`: only white space inside lines changes. Text that does not
 * scan is copied. What fmt does beyond white space (unquoting "${x}", quoting labels) is left to
 * whoever writes the text. `out` must not be in `scratch`.
 */
void hcl_format(Arena *scratch, Str text, Buffer *out);
/*
 * The same for text that was put together from pieces: also drops blank lines at the beginning
 * and the end, after an opening and before a closing bracket, and all but one of several in a row.
 */
void hcl_format_tidy(Arena *scratch, Str text, Buffer *out);

/* What is open between two pieces of a text: the lines that left brackets open, outermost first. */
enum { HCL_MOST_OPEN_LINES = 6 };

typedef struct HclOpenLines {
    uint8_t count;
    uint8_t brackets[HCL_MOST_OPEN_LINES]; /* of each line */
    bool follows_opening;                  /* nothing stands in the innermost bracket yet */
} HclOpenLines;

/*
 * The same for what stands between two blank lines, in brackets or not. `open` is what was open
 * before the piece and becomes what is open after it, at most so many lines as it can hold.
 */
void hcl_format_piece(Arena *scratch, Str text, HclOpenLines *open, Buffer *out);

typedef enum HclExprKind {
    HCL_LITERAL_STRING, /* quoted, without interpolation: `text` is decoded */
    HCL_LITERAL_NUMBER,
    HCL_LITERAL_BOOL,
    HCL_LITERAL_NULL,
    HCL_LIST,
    HCL_OBJECT,
    HCL_TRAVERSAL, /* a.b["c"][0].d */
    /*
     * Anything else: templates, operators, calls, for-expressions. What it is made of is in
     * `parts`, except the names that a for-expression binds.
     */
    HCL_OTHER,
} HclExprKind;

typedef struct HclExpr HclExpr;

typedef struct HclItem {
    Str key; /* of an object item with a constant key; empty otherwise */
    Span key_span;
    const HclExpr *value;
} HclItem;

struct HclExpr {
    HclExprKind kind;
    Span span;
    Str text; /* decoded string, number as spelt, true or false, or a traversal's source text */
    const HclItem *items; /* of a list or object */
    size_t item_count;
    const HclExpr *const *parts; /* sub-expressions of HCL_OTHER, computed keys of HCL_OBJECT */
    size_t part_count;
};

typedef struct HclAttribute {
    Str name;
    Span name_span;
    const HclExpr *value;
    Span span;
} HclAttribute;

typedef struct HclBlock HclBlock;

typedef struct HclBody {
    Span span;
    const HclAttribute *attributes;
    size_t attribute_count;
    const HclBlock *blocks;
    size_t block_count;
} HclBody;

struct HclBlock {
    Str type;
    Span type_span;
    const Str *labels;
    const Span *label_spans;
    size_t label_count;
    HclBody body;
    Span span;
};

/* Parses a file in the sink's sources. Always gives a body; false when mistakes were reported. */
bool hcl_parse(Arena *arena, DiagSink *sink, FileId file, const HclBody **ret_body);
/* Parses another text in place of the file's, of the same length, so that places are the file's. */
bool hcl_parse_text(Arena *arena, DiagSink *sink, FileId file, Str text, const HclBody **ret_body);

#endif
