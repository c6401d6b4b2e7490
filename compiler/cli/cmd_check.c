#include "cli/apply_fixes.h"
#include "cli/lint_options.h"
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

static bool reads_stdin(const Invocation *invocation) {
    for (size_t i = 0; i < invocation->operands.count; i++) {
        if (str_equal(invocation->operands.items[i], STR("-"))) {
            return true;
        }
    }
    return false;
}

static ExitCode run(Invocation *invocation) {
    if (invocation->operands.count == 0) {
        return usage_error(invocation, "check needs a stack file");
    }
    if (option_given(invocation, OPTION_FIX) && reads_stdin(invocation)) {
        return usage_error(invocation, "--fix rewrites files, and standard input is none");
    }
    LintLevels lint_levels;
    if (!read_lint_levels(invocation, &lint_levels)) {
        return EXIT_USAGE;
    }
    CompileOptions compile_options = {
        .files = invocation->operands.items,
        .file_count = invocation->operands.count,
        .last = STAGE_LINT,
        .stdlib_folder = option_text(invocation, OPTION_STDLIB, ""),
        .lint_levels = lint_levels,
    };
    Compilation *compilation = compilation_new();
    if (!option_given(invocation, OPTION_FIX) ||
        apply_fixes(invocation, compilation->sink, &compile_options)) {
        compile(compilation, &compile_options);
    }
    print_diagnostics(invocation, compilation->sink);
    finish_diagnostics(invocation);
    if (option_given(invocation, OPTION_PARITY) && !diag_has_errors(compilation->sink)) {
        print_parity(invocation, compilation);
    }
    ExitCode code = exit_code_of(compilation->sink);
    compilation_free(compilation);
    return code;
}

static const OptionId takes[] = {OPTION_FORMAT, OPTION_FIX,   OPTION_PARITY, OPTION_DENY,
                                 OPTION_WARN,   OPTION_ALLOW, OPTION_STDLIB};

const Verb verb_check = {
    .name = "check",
    .operands = "FILE…",
    .summary = "check syntax, names, types, cloud facts and lint rules",
    .details =
        "Reads the files and what they import, and reports every mistake with its place. '-'\n"
        "reads a stack file from standard input.\n"
        "\n"
        "--fix first carries out the suggestions that are safe: names with one possible meaning,\n"
        "missing signs, units, quotes, what is never used. Only the named files are written.\n"
        "\n"
        "Lint rules find what is legal and still unlikely to be meant. Their levels come\n"
        "from --deny, --warn and --allow, else from the nearest .mlstack-lint.yaml above\n"
        "the file. A comment silences one rule on its line, or on the next:\n"
        "  # mlstack: allow RULE because REASON",
    .example = "  mlstack check fraud-serving.mlstack\n"
               "  mlstack check --fix stacks/*.mlstack\n"
               "  mlstack check --format sarif stacks/*.mlstack > mlstack.sarif",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .run = run,
};
