/*
 * What components exist and which settings they take: the data that the checker, `mlstack doc`,
 * completion and hover read.
 *
 * Each file of stdlib/components/ describes one block. The compiler carries them as static tables
 * (schema_embedded); `--stdlib DIR` reads the YAML instead and gives the same Schema.
 */
#ifndef MLSTACK_SCHEMA_SCHEMA_H
#define MLSTACK_SCHEMA_SCHEMA_H

#include "diag/diag.h"
#include "source/value.h"

#define TYPE_KINDS(X)                                                                              \
    X(TYPE_BOOL, "bool")                                                                           \
    X(TYPE_INT, "int")                                                                             \
    X(TYPE_STRING, "string")                                                                       \
    X(TYPE_WORD, "word") /* one of `words`, or any legal name when there are none */               \
    X(TYPE_VERSION, "version")                                                                     \
    X(TYPE_SIZE, "size")                                                                           \
    X(TYPE_DURATION, "duration")                                                                   \
    X(TYPE_PERCENT, "percent")                                                                     \
    X(TYPE_MONEY, "money")                                                                         \
    X(TYPE_RANGE, "range")                                                                         \
    X(TYPE_CIDR, "CIDR")                                                                           \
    X(TYPE_LIST, "list")                                                                           \
    X(TYPE_MAP, "map")                                                                             \
    X(TYPE_EITHER, "either") /* one of `alternatives`: `flow_logs = on` or `= 30d` */

typedef enum TypeKind {
#define X(kind, name) kind,
    TYPE_KINDS(X)
#undef X
} TypeKind;

typedef struct Type Type;

struct Type {
    TypeKind kind;
    const Str *words; /* of TYPE_WORD */
    size_t word_count;
    const Type *element;      /* of TYPE_LIST and TYPE_MAP */
    const Type *alternatives; /* of TYPE_EITHER */
    size_t alternative_count;
    bool has_minimum; /* in the type's own unit: bytes, seconds, percent, cents, items */
    bool has_maximum;
    int64_t minimum;
    int64_t maximum;
    Str pattern;      /* PCRE2, matched against the whole string; empty for none */
    Str pattern_name; /* what the pattern describes, for messages: "an e-mail address" */
};

typedef struct Field {
    Str name;
    Type type;
    bool required;
    Str only_cloud;             /* "gcp": legal only inside `on gcp`; "*": inside any `on` block */
    const Value *default_value; /* in check's normal form, NULL when there is none */
    Str default_text;           /* how the reference words the default */
    Str doc;                    /* one line */
    Str deprecated;             /* what to use instead; empty when it is not */
} Field;

typedef struct Component Component;

struct Component {
    Str name; /* the word before the brace: "cluster", "gpu" */
    Str doc;
    bool repeatable;     /* takes a label; without one its kind is the label */
    bool label_required; /* false for both `gpu {}` and `network {}` */
    bool generated;      /* false: checked, but no tree exists for it in this release */
    const Field *fields;
    size_t field_count;
    const Component *blocks; /* blocks inside it */
    size_t block_count;
    /* Presets chosen by a word field: {"field": "size", "values": {"small": {…}}}; NULL for none.
     */
    const Value *presets;
};

typedef struct Schema {
    const Component *stack;  /* its fields are those of `stack`, its blocks are the components */
    const Value *catalog;    /* stdlib/catalog/NAME.yaml under its NAME */
    const Value *names;      /* stdlib/names.yaml: legal names per cloud and kind of resource */
    const Value *providers;  /* stdlib/providers.yaml: the provider lines */
    const Value *deployment; /* stdlib/deployment.yaml: the shapes that templates see */
} Schema;

/* The schema the compiler was built with. Costs nothing. */
const Schema *schema_embedded(void);

/*
 * Reads a stdlib folder. Mistakes in it are reported with their place in the YAML. False when
 * there were any.
 */
bool schema_load(Arena *arena, DiagSink *sink, Str directory, const Schema **ret_schema);

const Field *component_field(const Component *component, Str name);
const Component *component_block(const Component *component, Str name);
/* "size, from 10GiB", "one of small, medium, large": for messages and the reference. */
Str type_describe(Arena *arena, const Type *type);

#endif
