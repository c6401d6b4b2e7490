/*
 * What the parts of this room share: the state of one check, names and where they are bound, and
 * the context in which a value stands.
 */
#ifndef MLSTACK_CHECK_CHECKER_H
#define MLSTACK_CHECK_CHECKER_H

#include "check/program.h"
#include "schema/pattern.h"
#include "support/map.h"
#include "support/vector.h"

/* Lets and profiles may refer through this many others, which bounds recursion. */
enum { CHECK_MAX_REFERENCE_DEPTH = 64 };

typedef struct FileScope FileScope;

typedef enum Progress {
    PROGRESS_NEW,
    PROGRESS_ACTIVE, /* being looked at: meeting it again is a cycle */
    PROGRESS_DONE,
} Progress;

/* A piece of a string: a text, or a reference to what only resolve knows. */
typedef struct TextPart {
    Str text;
    Str reference; /* "environment.name"; empty for a text */
} TextPart;

typedef VECTOR(TextPart) TextPartVector;

/* A let or a profile. */
typedef struct Binding {
    const AstEntry *entry;
    FileScope *owner;
    bool used;
    bool broken; /* reported: whatever uses it stays silent */
    Progress progress;
    int depth;                   /* of the longest chain of references below it */
    const TextPartVector *parts; /* of a let that was put into a string */
} Binding;

typedef VECTOR(Binding *) BindingVector;

struct FileScope {
    const AstFile *file;
    bool given;    /* named in the invocation */
    bool imported; /* by another file */
    Progress progress;
    BindingVector lets; /* its own, in order */
    BindingVector profiles;
    Map visible_lets; /* Str -> Binding: its own and those of the files it imports */
    Map visible_profiles;
};

typedef VECTOR(FileScope *) FileScopeVector;

typedef struct ImportStep {
    FileScope *scope;
    Span span;
} ImportStep;

typedef struct Checker {
    Arena *arena;
    DiagSink *sink;
    const Schema *schema;
    Importer importer;
    PatternSet *patterns;
    FileScopeVector scopes; /* in the order in which they were opened */
    VECTOR(ImportStep) importing;
    VECTOR(DeprecatedUse) deprecated_uses;
    Map stacks; /* name -> AstEntry */
    /* A file, or a part of one, could not be read: */
    bool has_gaps;         /* it may set a field that is required */
    bool has_hidden_names; /* it may have lets, profiles and stacks */
} Checker;

/* Where a value or block stands. Empty texts are what is not known there. */
typedef struct Context {
    Checker *checker;
    FileScope *scope; /* whose names are visible */
    Str stack;
    Str environment;
    Str cloud;
    bool in_cloud;      /* inside an `on` block, even one for a cloud that is unknown */
    bool overlay;       /* not the stack's own body: no label means every block of the kind */
    const Str *clouds;  /* of the stack */
    size_t cloud_count; /* 0 when they are not known */
    const Str *environments;
    size_t environment_count;
} Context;

/* `[a-z][a-z0-9_-]*`, at most 63 bytes; reports anything else. */
bool check_name(Checker *checker, Str name, Span span, const char *what);
/*
 * Adds "did you mean" when one of the candidates is near, with the edit of the name's place, which
 * is safe when nothing else can have been meant. Without a place nothing can be edited there.
 */
bool suggest_near(Checker *checker, Diagnostic *diagnostic, Str name, Span place,
                  const Str *candidates, size_t count);

#endif
