#include <stdio.h>

#include "cli/verb.h"
#include "driver/load.h"
#include "support/diff.h"
#include "support/file_replace.h"
#include "syntax/format.h"
#include "syntax/parse.h"

typedef struct Formatting {
    Invocation *invocation;
    DiagSink *sink;
    StrVector broken; /* have syntax errors */
    bool differs;     /* something would be changed, and --check or --diff forbid it */
} Formatting;

static void write_file(Formatting *formatting, Str path, Str formatted) {
    Str problem;
    if (file_replace(formatting->invocation->arena, path, formatted, &problem)) {
        fprintf(stderr, "formatted %.*s\n", STR_ARG(path));
        return;
    }
    diag_report(formatting->sink, MLS4007, span_none(), "cannot write '%.*s': %.*s", STR_ARG(path),
                STR_ARG(problem));
}

static void show_difference(Formatting *formatting, Str name, Str text, Str formatted) {
    if (!option_given(formatting->invocation, OPTION_DIFF)) {
        printf("%.*s\n", STR_ARG(name));
        return;
    }
    Buffer out = buffer_new(formatting->invocation->arena);
    diff_unified((DiffSide){name, text}, (DiffSide){name, formatted}, &out);
    Str diff = buffer_str(&out);
    fwrite(diff.data, 1, diff.length, stdout);
}

static void deliver(Formatting *formatting, Str path, FileId file, Str formatted) {
    const Invocation *invocation = formatting->invocation;
    Sources *sources = diag_sources(formatting->sink);
    bool differs = !str_equal(sources_text(sources, file), formatted);
    if (option_given(invocation, OPTION_CHECK) || option_given(invocation, OPTION_DIFF)) {
        if (differs) {
            show_difference(formatting, sources_name(sources, file), sources_text(sources, file),
                            formatted);
            formatting->differs = true;
        }
    } else if (str_equal(path, STR("-"))) {
        fwrite(formatted.data, 1, formatted.length, stdout);
    } else if (differs) {
        write_file(formatting, path, formatted);
    }
}

static void format_path(Formatting *formatting, Str path) {
    Arena *arena = formatting->invocation->arena;
    DiagSink *sink = formatting->sink;
    FileId file;
    if (!load_source(arena, sink, path, span_none(), &file)) {
        return;
    }
    size_t errors = diag_count(sink, DIAG_ERROR);
    const AstFile *tree = syntax_parse(arena, sink, file);
    if (diag_count(sink, DIAG_ERROR) > errors) {
        vector_push(arena, &formatting->broken, sources_name(diag_sources(sink), file));
        return;
    }
    Buffer out = buffer_new(arena);
    format_file(tree, sources_text(diag_sources(sink), file), &out);
    if (out.length > SYNTAX_MAX_BYTES) {
        diag_report(sink, MLS0032, (Span){file, 0, 0},
                    "in its canonical form the file would be larger than %d MiB",
                    SYNTAX_MAX_BYTES / (1024 * 1024));
        return;
    }
    deliver(formatting, path, file, buffer_str(&out));
}

static void format_folder(Formatting *formatting, Str folder) {
    Arena *arena = formatting->invocation->arena;
    StrVector paths;
    Str problem;
    if (!file_list(arena, folder, &paths, &problem)) {
        diag_report(formatting->sink, MLS4001, span_none(), "cannot read '%.*s': %.*s",
                    STR_ARG(folder), STR_ARG(problem));
        return;
    }
    for (size_t i = 0; i < paths.count; i++) {
        if (str_ends_with(paths.items[i], STR(".mlstack"))) {
            format_path(formatting, path_join(arena, folder, paths.items[i]));
        }
    }
}

static ExitCode run(Invocation *invocation) {
    if (invocation->operands.count == 0) {
        return usage_error(invocation, "fmt needs a stack file, a folder, or '-'");
    }
    Formatting formatting = {
        .invocation = invocation,
        .sink = diag_sink_new(invocation->arena, sources_new(invocation->arena)),
    };
    for (size_t i = 0; i < invocation->operands.count; i++) {
        Str operand = invocation->operands.items[i];
        if (file_is_folder(operand)) {
            format_folder(&formatting, operand);
        } else {
            format_path(&formatting, operand);
        }
    }
    print_diagnostics(invocation, formatting.sink);
    for (size_t i = 0; i < formatting.broken.count; i++) {
        fprintf(stderr, "mlstack: '%.*s' has syntax errors and was left as it is\n",
                STR_ARG(formatting.broken.items[i]));
    }
    ExitCode code = exit_code_of(formatting.sink);
    return code == EXIT_FINE && formatting.differs ? EXIT_INPUT : code;
}

static const OptionId takes[] = {OPTION_CHECK, OPTION_DIFF};

const Verb verb_fmt = {
    .name = "fmt",
    .operands = "FILE…",
    .summary = "put stack files into canonical form",
    .details =
        "Rewrites each file whose bytes differ, all of it or nothing; a link is followed. A "
        "folder\n"
        "stands for every *.mlstack file below it. '-' reads a stack file from standard input and\n"
        "writes it to standard output. A file with syntax errors is left as it is.\n"
        "\n"
        "Comments and the spelling of values are kept; what the file means never changes.",
    .example = "  mlstack fmt stacks\n"
               "  mlstack fmt --check stacks     # in CI: list what is not in canonical form",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .run = run,
};
