/*
 * What a set of stack files says once it is known to be right: every name bound, every value of
 * its type, every overlay checked whether anything selects it or not.
 *
 * Overlays are not merged here: that is resolve's first step, once per environment and cloud.
 *
 * Values are in normal form, each with the span of the user's expression: bool; int for integers,
 * sizes (bytes), durations (seconds), percents and money (cents); string for words, strings
 * (references replaced), versions (as spelt) and CIDRs (canonical); list; map for maps and for
 * ranges
 * ({"min": int, "max": int}). A `stack.name` style reference whose value differs per environment
 * or cloud stays a map {"parts": [string or {"reference": "environment.name"}, …]} and is filled in
 * by resolve.
 */
#ifndef MLSTACK_CHECK_PROGRAM_H
#define MLSTACK_CHECK_PROGRAM_H

#include "schema/schema.h"
#include "syntax/ast.h"

typedef struct Setting {
    const Field *field;
    const Value *value; /* NULL when it was wrong, which was reported */
    Span name_span;
} Setting;

typedef struct SettingBlock SettingBlock;

struct SettingBlock {
    const Component *component;
    Str label;      /* the label as written, or empty: in an overlay that means "all of them" */
    Span span;      /* the block's name, to its closing brace */
    Span name_span; /* its name, and label if it has one */
    const Setting *settings;
    size_t setting_count;
    const SettingBlock *blocks;
    size_t block_count;
};

/* One layer of settings, lowest first in CheckedStack. Empty names match everything. */
typedef struct Layer {
    Str cloud;
    Str environment;
    bool profile;      /* from `use`: an unlabelled block in it brings no block into being */
    SettingBlock body; /* its component is schema->stack */
} Layer;

typedef struct CheckedStack {
    Str name;
    Span name_span;
    FileId file;
    const Layer
        *layers; /* profiles in order of `use`, the body, on CLOUD, environment, its on CLOUD */
    size_t layer_count;
    const Str *clouds; /* in the order aws, gcp, azure */
    size_t cloud_count;
    const Str *environments; /* as listed */
    size_t environment_count;
} CheckedStack;

/* A file that was read: named in the invocation, or imported by one that was. */
typedef struct ProgramFile {
    const AstFile *ast;
    bool imported; /* by another file, whether it was named or not */
} ProgramFile;

/* A use of a field that the schema calls deprecated. */
typedef struct DeprecatedUse {
    const Field *field;
    Span span;
} DeprecatedUse;

typedef struct CheckedProgram {
    const CheckedStack *stacks; /* in order of their files and places */
    size_t stack_count;
    const ProgramFile *files; /* in the order in which they were opened */
    size_t file_count;
    /*
     * Lets and profiles that nothing in the invocation refers to, by file and place. Those of
     * imported files are left out: what one stack does not need, another may.
     */
    const AstEntry *const *unused_lets;
    size_t unused_let_count;
    const AstEntry *const *unused_profiles;
    size_t unused_profile_count;
    const DeprecatedUse *deprecated_uses;
    size_t deprecated_use_count;
} CheckedProgram;

/* How an imported file's text is had: NULL when it is not there (already reported). */
typedef struct Importer {
    void *context;
    /* Path relative to the importing file. Gives the file, parsed; the same file for the same path.
     */
    const AstFile *(*import)(void *context, DiagSink *sink, FileId importing, Str path, Span span);
} Importer;

/*
 * Checks files against the schema: imports, lets, profiles, names, types, overlays. Files with
 * syntax errors are checked too, as far as their trees go: while a part of any is left out, or an
 * import is not there, nothing is said to be missing or unknown that may be in it.
 * Always gives a program; with errors in the sink it may be incomplete and must not be resolved.
 */
CheckedProgram *check_files(Arena *arena, DiagSink *sink, const Schema *schema,
                            const AstFile *const *files, size_t file_count, Importer importer);

#endif
