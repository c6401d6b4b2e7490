#include <stdio.h>

#include "cli/judge_options.h"
#include "cli/lint_options.h"
#include "cli/report.h"
#include "cli/tree_diff.h"
#include "driver/compile.h"

typedef struct Build {
    Invocation *invocation;
    Compilation *compilation;
    ValidateOptions how;    /* the trees are judged */
    VECTOR(ChangeSet) sets; /* one per stack */
} Build;

/* One stack has the folder to itself; several get a folder each in it. */
static Str output_folder(const Build *build, const CompiledStack *stack) {
    Str folder = option_text(build->invocation, OPTION_OUTPUT, "terraform");
    if (build->compilation->stacks.count == 1) {
        return folder;
    }
    return path_join(build->compilation->arena, folder, stack->resolved->name);
}

static bool compare_trees(Build *build) {
    Compilation *compilation = build->compilation;
    bool ok = true;
    for (size_t i = 0; i < compilation->stacks.count; i++) {
        const CompiledStack *stack = &compilation->stacks.items[i];
        ChangeSet set;
        if (tree_compare(compilation->arena, compilation->sink, stack->tree,
                         output_folder(build, stack), &set)) {
            vector_push(compilation->arena, &build->sets, set);
        } else {
            ok = false;
        }
    }
    return ok;
}

static bool is_up_to_date(const ChangeSet *set) {
    return set->count == 0 && !set->manifest_differs;
}

static void list_changes(FILE *results, const ChangeSet *set) {
    static const char *const words[] = {[CHANGE_NONE] = "",
                                        [CHANGE_CREATE] = "create",
                                        [CHANGE_UPDATE] = "update",
                                        [CHANGE_REMOVE] = "remove"};
    for (size_t i = 0; i < set->count; i++) {
        fprintf(results, "%s %.*s/%.*s\n", words[set->changes[i].kind], STR_ARG(set->folder),
                STR_ARG(set->changes[i].path));
    }
}

static ExitCode check_only(const Build *build) {
    ExitCode code = EXIT_FINE;
    for (size_t i = 0; i < build->sets.count; i++) {
        const ChangeSet *set = &build->sets.items[i];
        if (is_up_to_date(set)) {
            continue;
        }
        list_changes(build->invocation->results, set);
        fprintf(stderr, "mlstack: '%.*s' is out of date; run 'mlstack build'\n",
                STR_ARG(set->folder));
        code = EXIT_INPUT;
    }
    return code;
}

static ExitCode dry_run(const Build *build) {
    for (size_t i = 0; i < build->sets.count; i++) {
        list_changes(build->invocation->results, &build->sets.items[i]);
    }
    return EXIT_FINE;
}

static ExitCode show_differences(const Build *build) {
    ExitCode code = EXIT_FINE;
    for (size_t i = 0; i < build->sets.count; i++) {
        if (print_tree_diff(build->invocation, &build->sets.items[i]) != EXIT_FINE) {
            code = EXIT_INPUT;
        }
    }
    return code;
}

static void print_written(const ChangeSet *set) {
    if (is_up_to_date(set)) {
        fprintf(stderr, "%.*s is up to date\n", STR_ARG(set->folder));
        return;
    }
    fprintf(stderr, "wrote %.*s: %zu created, %zu updated, %zu removed\n", STR_ARG(set->folder),
            set->created, set->updated, set->removed);
}

/* What fails here is printed here: the findings of the compilation were before it wrote. */
static bool write_trees(const Build *build) {
    Compilation *compilation = build->compilation;
    DiagSink *sink = diag_sink_new(compilation->arena, compilation->sources);
    for (size_t i = 0; i < build->sets.count; i++) {
        if (!tree_commit(compilation->arena, sink, &build->sets.items[i])) {
            print_diagnostics(build->invocation, sink);
            return false;
        }
        print_written(&build->sets.items[i]);
    }
    return true;
}

/* What only the person who applies knows: roots whose `account` is a required variable. */
static void print_missing_accounts(const Build *build) {
    bool heading = false;
    for (size_t i = 0; i < build->compilation->stacks.count; i++) {
        const ResolvedStack *stack = build->compilation->stacks.items[i].resolved;
        for (size_t j = 0; j < stack->deployment_count; j++) {
            const Deployment *deployment = &stack->deployments[j];
            if (!value_is_null(value_get_cstr(deployment->value, "account"))) {
                continue;
            }
            if (!heading) {
                fputs("to give when applying, as -var or TF_VAR_account:\n", stderr);
                heading = true;
            }
            Str title = value_text(value_path(deployment->value, "cloud.account_title"));
            fprintf(stderr, "  environments/%.*s/%.*s  account: the %.*s\n",
                    STR_ARG(deployment->environment), STR_ARG(deployment->cloud), STR_ARG(title));
        }
    }
}

static ExitCode judge_trees(const Build *build) {
    ExitCode worst = EXIT_FINE;
    for (size_t i = 0; i < build->sets.count; i++) {
        JudgedTree tree = {build->sets.items[i].folder, build->compilation, true, i};
        ExitCode code = judge_and_report(build->invocation, &tree, &build->how);
        if (code > worst) {
            worst = code;
        }
    }
    return worst;
}

static ExitCode finish(Build *build) {
    Invocation *invocation = build->invocation;
    if (option_given(invocation, OPTION_DIFF)) {
        return show_differences(build);
    }
    if (option_given(invocation, OPTION_CHECK)) {
        return check_only(build);
    }
    if (option_given(invocation, OPTION_DRY_RUN)) {
        return dry_run(build);
    }
    if (!write_trees(build)) {
        return EXIT_ENVIRONMENT;
    }
    print_missing_accounts(build);
    return option_given(invocation, OPTION_NO_VALIDATE) ? EXIT_FINE : judge_trees(build);
}

static ExitCode run(Invocation *invocation) {
    if (invocation->operands.count == 0) {
        return usage_error(invocation, "%s needs a stack file", invocation->verb->name);
    }
    if (str_is_empty(option_text(invocation, OPTION_OUTPUT, "terraform"))) {
        return usage_error(invocation, "--output needs the name of a folder");
    }
    ValidateOptions how;
    if (!read_judge_options(invocation, &how)) {
        return EXIT_USAGE;
    }
    LintLevels lint_levels;
    if (!read_lint_levels(invocation, &lint_levels)) {
        return EXIT_USAGE;
    }
    Build build = {.invocation = invocation, .compilation = compilation_new(), .how = how};
    CompileOptions compile_options = {
        .files = invocation->operands.items,
        .file_count = invocation->operands.count,
        .last = STAGE_EMIT,
        .stdlib_folder = option_text(invocation, OPTION_STDLIB, ""),
        .templates_folder = option_text(invocation, OPTION_TEMPLATES, ""),
        .lint_levels = lint_levels,
    };
    bool ok = compile(build.compilation, &compile_options);
    if (ok) {
        report_not_generated(build.compilation);
        ok = compare_trees(&build);
    }
    print_diagnostics(invocation, build.compilation->sink);
    ExitCode code = ok ? finish(&build) : exit_code_of(build.compilation->sink);
    finish_diagnostics(invocation);
    compilation_free(build.compilation);
    return code;
}

static const OptionId takes[] = {
    OPTION_OUTPUT,    OPTION_FORMAT,    OPTION_CHECK, OPTION_DRY_RUN,     OPTION_DIFF,
    OPTION_DENY,      OPTION_WARN,      OPTION_ALLOW, OPTION_NO_VALIDATE, OPTION_REQUIRE_TERRAFORM,
    OPTION_TERRAFORM, OPTION_PROVIDERS, OPTION_JOBS,  OPTION_TIMEOUT,     OPTION_STDLIB,
    OPTION_TEMPLATES};

const Verb verb_build = {
    .name = "build",
    .operands = "FILE…",
    .summary = "compile stack files and write their Terraform trees",
    .details = "Compiles everything first; only when there is no error is anything written, and "
               "only files\n"
               "whose bytes differ. Files that mlstack did not write are never changed. Then the "
               "tree is judged\n"
               "by terraform, or tofu, when one is on PATH (see 'mlstack validate --help').\n"
               "\n"
               "One stack is written to DIR itself; several stacks to DIR/NAME each.",
    .example = "  mlstack build fraud-serving.mlstack -o terraform\n"
               "  mlstack build --check fraud-serving.mlstack    # in CI: up to date?",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .run = run,
};
