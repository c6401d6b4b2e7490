/* Inside views for tests and contributors: what a stage made of a file, as stable text. */
#include <stdio.h>

#include "cli/verb.h"
#include "driver/compile.h"
#include "driver/load.h"
#include "syntax/parse.h"

static void dump_tokens(Compilation *compilation, const CompileOptions *compile_options,
                        Buffer *out) {
    FileId file;
    if (load_source(compilation->arena, compilation->sink, compile_options->files[0], span_none(),
                    &file)) {
        syntax_dump_tokens(compilation->arena, compilation->sink, file, out);
    }
}

static void dump_ast(Compilation *compilation, const CompileOptions *compile_options, Buffer *out) {
    CompileOptions parse_only = *compile_options;
    parse_only.last = STAGE_PARSE;
    compile(compilation, &parse_only);
    for (size_t i = 0; i < compilation->files.count; i++) {
        ast_dump(compilation->files.items[i], out);
    }
}

static void dump_deployment(Compilation *compilation, const CompileOptions *compile_options,
                            Buffer *out) {
    CompileOptions resolve_only = *compile_options;
    resolve_only.last = STAGE_RESOLVE;
    if (!compile(compilation, &resolve_only)) {
        return;
    }
    ValueBuilder all = value_list_new(compilation->arena, span_none());
    for (size_t i = 0; i < compilation->stacks.count; i++) {
        const ResolvedStack *stack = compilation->stacks.items[i].resolved;
        for (size_t j = 0; j < stack->deployment_count; j++) {
            value_list_add(&all, stack->deployments[j].value);
        }
    }
    value_to_json(value_finish(&all), out);
}

typedef struct Dump {
    const char *name;
    void (*write)(Compilation *compilation, const CompileOptions *compile_options, Buffer *out);
} Dump;

static const Dump dumps[] = {
    {"tokens", dump_tokens},
    {"ast", dump_ast},
    {"deployment", dump_deployment},
};

static const Dump *find_dump(Str name) {
    for (size_t i = 0; i < sizeof dumps / sizeof dumps[0]; i++) {
        if (str_equal_cstr(name, dumps[i].name)) {
            return &dumps[i];
        }
    }
    return NULL;
}

static ExitCode run(Invocation *invocation) {
    const StrVector *operands = &invocation->operands;
    const Dump *dump = operands->count == 2 ? find_dump(operands->items[0]) : NULL;
    if (dump == NULL) {
        return usage_error(invocation, "dump takes tokens, ast or deployment, and one file");
    }
    Compilation *compilation = compilation_new();
    CompileOptions compile_options = {
        .files = &operands->items[1],
        .file_count = 1,
        .stdlib_folder = option_text(invocation, OPTION_STDLIB, ""),
    };
    Buffer out = buffer_new(compilation->arena);
    dump->write(compilation, &compile_options, &out);
    Str text = buffer_str(&out);
    fwrite(text.data, 1, text.length, stdout);
    print_diagnostics(invocation, compilation->sink);
    ExitCode code = exit_code_of(compilation->sink);
    compilation_free(compilation);
    return code;
}

static const OptionId takes[] = {OPTION_STDLIB};

const Verb verb_dump = {
    .name = "dump",
    .operands = "STAGE FILE",
    .summary = "show what a stage of the compiler makes of a file",
    .details = "STAGE is tokens, ast or deployment. The form may change with any release.",
    .example = "  mlstack dump ast fraud-serving.mlstack",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .hidden = true,
    .run = run,
};
