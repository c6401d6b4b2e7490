#include "stages.h"

#include "syntax/parse.h"

static const AstFile *import_nothing(void *context, DiagSink *sink, FileId importing, Str path,
                                     Span span) {
    (void)context;
    (void)importing;
    diag_report(sink, MLS4001, span, "cannot read '%.*s': there is no such file", STR_ARG(path));
    return NULL;
}

static const ResolvedStack *const *resolve_all(Arena *arena, DiagSink *sink,
                                               const CheckedProgram *program) {
    const ResolvedStack **stacks = arena_alloc_array(arena, program->stack_count, sizeof *stacks);
    for (size_t i = 0; i < program->stack_count; i++) {
        stacks[i] = resolve_stack(arena, sink, schema_embedded(), &program->stacks[i]);
    }
    return diag_has_errors(sink) ? NULL : stacks;
}

Stages stages_run(Arena *arena, DiagSink *sink, Str text) {
    Stages stages = {0};
    FileId file = sources_add(diag_sources(sink), STR("fuzz.mlstack"), text);
    const AstFile *tree = syntax_parse(arena, sink, file);
    stages.program =
        check_files(arena, sink, schema_embedded(), &tree, 1, (Importer){NULL, import_nothing});
    if (!diag_has_errors(sink)) {
        stages.stacks = resolve_all(arena, sink, stages.program);
    }
    return stages;
}
