#include "cli/parity.h"
#include "cli/verb.h"
#include "driver/compile.h"

static void print_parity(const Invocation *invocation, const Compilation *compilation) {
    Buffer out = buffer_new(invocation->arena);
    for (size_t i = 0; i < compilation->stacks.count; i++) {
        Page page = parity_page(invocation->arena, compilation->stacks.items[i].resolved);
        buffer_append(&out, i > 0 ? STR("\n") : STR(""));
        page_write_text(&page, (PageTextOptions){.color = invocation->color_results}, &out);
    }
    Str text = buffer_str(&out);
    fwrite(text.data, 1, text.length, invocation->results);
}

static ExitCode run(Invocation *invocation) {
    if (invocation->operands.count == 0) {
        return usage_error(invocation, "check needs a stack file");
    }
    Compilation *compilation = compilation_new();
    compile(compilation, &(CompileOptions){
                             .files = invocation->operands.items,
                             .file_count = invocation->operands.count,
                             .last = STAGE_RESOLVE,
                             .stdlib_folder = option_text(invocation, OPTION_STDLIB, ""),
                         });
    print_diagnostics(invocation, compilation->sink);
    finish_diagnostics(invocation);
    if (option_given(invocation, OPTION_PARITY) && !diag_has_errors(compilation->sink)) {
        print_parity(invocation, compilation);
    }
    ExitCode code = exit_code_of(compilation->sink);
    compilation_free(compilation);
    return code;
}

static const OptionId takes[] = {OPTION_FORMAT, OPTION_PARITY, OPTION_STDLIB};

const Verb verb_check = {
    .name = "check",
    .operands = "FILE…",
    .summary = "check stack files: syntax, names, types and cloud facts",
    .details =
        "Reads the files and what they import, and reports every mistake with its place. Writes\n"
        "nothing. '-' reads a stack file from standard input.",
    .example = "  mlstack check fraud-serving.mlstack\n"
               "  mlstack check --format sarif stacks/*.mlstack > mlstack.sarif",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .run = run,
};
