#include "driver/compile.h"

#include "driver/lint_config.h"
#include "driver/load.h"
#include "syntax/parse.h"

Compilation *compilation_new(void) {
    Arena *arena = arena_new();
    Compilation *compilation = ARENA_NEW(arena, Compilation);
    compilation->arena = arena;
    compilation->sources = sources_new(arena);
    compilation->sink = diag_sink_new(arena, compilation->sources);
    return compilation;
}

void compilation_free(Compilation *compilation) {
    if (compilation != NULL) {
        arena_free(compilation->arena);
    }
}

static bool load_data(Compilation *compilation, const CompileOptions *options) {
    Arena *arena = compilation->arena;
    if (str_is_empty(options->stdlib_folder)) {
        compilation->schema = schema_embedded();
    } else if (!schema_load(arena, compilation->sink, options->stdlib_folder,
                            &compilation->schema)) {
        return false;
    }
    if (options->last < STAGE_EMIT || str_is_empty(options->templates_folder)) {
        compilation->templates = *template_set_embedded();
        return true;
    }
    return template_set_load(arena, compilation->sink, options->templates_folder,
                             &compilation->templates) &&
           template_set_check(arena, compilation->sink, &compilation->templates,
                              compilation->schema->deployment);
}

/* False when one cannot be read, which is reported. The check passes over syntax errors. */
static bool parse_files(Compilation *compilation, const CompileOptions *options) {
    for (size_t i = 0; i < options->file_count; i++) {
        FileId file = 0;
        if (options->texts != NULL) {
            file = sources_add(compilation->sources, options->files[i], options->texts[i]);
        } else {
            load_source(compilation->arena, compilation->sink, options->files[i], span_none(),
                        &file);
        }
        if (file != 0) {
            vector_push(compilation->arena, &compilation->files,
                        syntax_parse(compilation->arena, compilation->sink, file));
        }
    }
    return compilation->files.count == options->file_count;
}

static void check_program(Compilation *compilation) {
    Loader loader =
        loader_new(compilation->arena, compilation->files.items, compilation->files.count);
    compilation->program =
        check_files(compilation->arena, compilation->sink, compilation->schema,
                    compilation->files.items, compilation->files.count, loader_importer(&loader));
}

static void resolve_stacks(Compilation *compilation) {
    for (size_t i = 0; i < compilation->program->stack_count; i++) {
        const ResolvedStack *resolved =
            resolve_stack(compilation->arena, compilation->sink, compilation->schema,
                          &compilation->program->stacks[i]);
        vector_push(compilation->arena, &compilation->stacks, ((CompiledStack){resolved, NULL}));
    }
}

static void lint_stacks(Compilation *compilation, const CompileOptions *options) {
    const CheckedProgram *program = compilation->program;
    size_t file_count = sources_count(compilation->sources) + 1;
    const LintLevels **of_files =
        arena_alloc_array(compilation->arena, file_count, sizeof *of_files);
    if (!lint_config_find(compilation->arena, compilation->sink, program, of_files)) {
        return;
    }
    const ResolvedStack **stacks =
        arena_alloc_array(compilation->arena, compilation->stacks.count, sizeof *stacks);
    for (size_t i = 0; i < compilation->stacks.count; i++) {
        stacks[i] = compilation->stacks.items[i].resolved;
    }
    LintInput input = {
        .schema = compilation->schema,
        .program = program,
        .stacks = stacks,
        .command_line = &options->lint_levels,
        .of_files = of_files,
        .file_count = file_count,
    };
    lint_program(compilation->arena, compilation->sink, &input);
}

static void emit_trees(Compilation *compilation) {
    for (size_t i = 0; i < compilation->stacks.count; i++) {
        CompiledStack *stack = &compilation->stacks.items[i];
        stack->tree = emit_stack(compilation->arena, &compilation->templates, stack->resolved);
    }
}

bool compile(Compilation *compilation, const CompileOptions *options) {
    DiagSink *sink = compilation->sink;
    if (!load_data(compilation, options)) {
        return false;
    }
    bool read = parse_files(compilation, options);
    if (options->last >= STAGE_CHECK && read) {
        check_program(compilation);
    }
    if (options->last >= STAGE_RESOLVE && !diag_has_errors(sink)) {
        resolve_stacks(compilation);
    }
    if (options->last >= STAGE_LINT && !diag_has_errors(sink)) {
        lint_stacks(compilation, options);
    }
    if (options->last >= STAGE_EMIT && !diag_has_errors(sink)) {
        emit_trees(compilation);
    }
    return !diag_has_errors(sink);
}

static const SettingBlock *first_block(const CheckedStack *stack, Str component) {
    for (size_t i = 0; i < stack->layer_count; i++) {
        const SettingBlock *body = &stack->layers[i].body;
        for (size_t j = 0; j < body->block_count; j++) {
            if (str_equal(body->blocks[j].component->name, component)) {
                return &body->blocks[j];
            }
        }
    }
    return NULL;
}

void report_not_generated(Compilation *compilation) {
    const Component *stack_component = compilation->schema->stack;
    for (size_t i = 0; i < compilation->program->stack_count; i++) {
        for (size_t j = 0; j < stack_component->block_count; j++) {
            const Component *component = &stack_component->blocks[j];
            const SettingBlock *block =
                component->generated
                    ? NULL
                    : first_block(&compilation->program->stacks[i], component->name);
            if (block != NULL) {
                Diagnostic *diagnostic = diag_report(
                    compilation->sink, MLS4008, block->name_span,
                    "nothing is generated for '%.*s' in this release", STR_ARG(component->name));
                diag_note(compilation->sink, diagnostic,
                          "its settings were checked and will take effect when it is");
            }
        }
    }
}
