/*
 * What components exist and which settings they take: the data that the checker, `mlstack doc`,
 * completion and hover read.
 *
 * Each file of stdlib/components/ describes one block. The compiler carries them as static tables
 * (schema_embedded), which build_tools/value_table.c writes when the compiler is built;
 * `--stdlib DIR` reads the YAML at run time, through the same decoder, and gives the same Schema.
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
    const Str *words; /* of TYPE_WORD; from the catalogue where the YAML says words_from */
    size_t word_count;
    const Type *element;      /* of TYPE_LIST and TYPE_MAP */
    const Type *key;          /* of TYPE_MAP: a string with a pattern; NULL for any name */
    const Type *alternatives; /* of TYPE_EITHER */
    size_t alternative_count;
    /*
     * In the type's own unit: bytes, seconds, percent, cents, items of a list or map, characters of
     * a string, both ends of a range, prefix length of a CIDR. Lists and maps always have a
     * maximum, which bounds the work on hostile input.
     */
    bool has_minimum;
    bool has_maximum;
    int64_t minimum;
    int64_t maximum;
    bool unique;      /* of TYPE_LIST: no item twice */
    bool ipv4_only;   /* of TYPE_CIDR */
    bool cloud_word;  /* of TYPE_STRING: a cloud's own word, legal only inside an `on` block */
    Str pattern;      /* PCRE2, matched against the whole string; empty for none */
    Str pattern_name; /* what the pattern describes, for messages: "an e-mail address" */
};

typedef struct Field {
    Str name;
    Type type;
    bool required;
    bool fixed;     /* legal in the body of the stack itself, not in overlays and profiles */
    Str only_cloud; /* "gcp": legal only inside `on gcp`; empty for anywhere */
    Str only_label; /* "hcp": legal only in a block with that label; empty for any */
    /*
     * In check's normal form, NULL when there is none or resolve finds it. A default that depends
     * on the environment is a map {"production": value, "otherwise": value}; the value of a field
     * of TYPE_RANGE is a map, too, but with "min" and "max".
     */
    const Value *default_value;
    Str default_text; /* how the reference words the default; empty when there is none */
    Str doc;          /* one line */
    Str deprecated;   /* what to use instead; empty when it is not */
    Str renamed_to;   /* the field of the same block that is set by it; empty when there is none */
    /* What it is on each cloud, in a few words: {"aws": text, …}; NULL where that goes without. */
    const Value *becomes;
} Field;

/* What the label of an overlay block chooses by. */
typedef enum Selector {
    SELECTS_NOTHING,     /* a plain block */
    SELECTS_CLOUD,       /* `on gcp { … }` */
    SELECTS_ENVIRONMENT, /* `environment dev { … }` */
} Selector;

typedef struct Component Component;

/*
 * How a block is labelled:
 *
 *     repeatable  label_required
 *     no          no              network { }       no label, once
 *     yes         no              gpu a { }  gpu { } any label, without one its kind is the label
 *     yes         yes             stack NAME { }    always a label
 *     no          yes             backend hcp { }   the label is a kind; once, and a higher layer
 *                                                   with another label replaces it
 */
struct Component {
    Str name; /* the word before the brace: "cluster", "gpu" */
    Str doc;
    Str module; /* the folder in modules/ of what is generated for it, where that has another name */
    Selector selector;
    bool repeatable;
    bool label_required;
    const Str *labels; /* the labels it may have; none for any name */
    size_t label_count;
    Str label_group;       /* kinds of one group share their labels: no pool and gpu of one name */
    const Value *reserved; /* label -> why it cannot be used; NULL for none */
    bool generated;        /* false: checked, but no tree exists for it in this release */
    const Str *clouds;     /* the clouds that have it; none for all */
    size_t cloud_count;
    const Field *fields;
    size_t field_count;
    const Component *blocks; /* blocks inside it */
    size_t block_count;
    /*
     * Settings that a word field chooses: {"field": "size", "values": {"small": {"nodes": …}}},
     * the settings in normal form. NULL for none.
     */
    const Value *presets;
    const Value *becomes; /* as of a field */
    Str example;          /* entries of a stack's body; of `stack` a whole file */
};

typedef struct Schema {
    const Component *stack;  /* its blocks are the components, `on` and `environment` */
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
/* The block with that selector inside `component`; NULL when there is none. */
const Component *component_overlay(const Component *component, Selector selector);

/* More words than that are cut in a description. */
enum { TYPE_DESCRIBED_WORDS = 16 };

/* "a size of at least 10GiB", "one of small, medium or large": for messages and the reference. */
Str type_describe(Arena *arena, const Type *type);

#endif
