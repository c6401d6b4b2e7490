/*
 * The pipeline: load, parse, check, resolve, lint, emit. Nothing is written here.
 *
 *     .mlstack text ─ syntax ─▶ AST ─ check ─▶ program ─ resolve ─▶ deployments ─ emit ─▶ trees
 *
 * Each stage runs only when the stages before it found no error, so that one mistake gives one
 * message.
 */
#ifndef MLSTACK_DRIVER_COMPILE_H
#define MLSTACK_DRIVER_COMPILE_H

#include "emit/emit.h"
#include "lint/lint.h"

typedef enum Stage {
    STAGE_PARSE,
    STAGE_CHECK,
    STAGE_RESOLVE,
    STAGE_LINT,
    STAGE_EMIT,
} Stage;

typedef struct CompileOptions {
    const Str *files; /* as given by the user; "-" is standard input */
    size_t file_count;
    const Str *texts;       /* of the files, which are then not read; NULL: read them */
    Stage last;             /* the last stage to run */
    Str stdlib_folder;      /* empty: what the compiler was built with */
    Str templates_folder;   /* empty: likewise */
    LintLevels lint_levels; /* as set on the command line */
} CompileOptions;

typedef struct CompiledStack {
    const ResolvedStack *resolved;
    Tree *tree; /* NULL unless STAGE_EMIT ran */
} CompiledStack;

typedef struct Compilation {
    Arena *arena;
    Sources *sources;
    DiagSink *sink;
    const Schema *schema;
    TemplateSet templates;
    VECTOR(const AstFile *) files;
    const CheckedProgram *program; /* NULL unless STAGE_CHECK ran */
    VECTOR(CompiledStack) stacks;
} Compilation;

Compilation *compilation_new(void);
void compilation_free(Compilation *compilation); /* accepts NULL */

/* False when there are errors in the sink. */
bool compile(Compilation *compilation, const CompileOptions *options);

/* Reports once for each component in use that this release checks but generates nothing for. */
void report_not_generated(Compilation *compilation);

#endif
