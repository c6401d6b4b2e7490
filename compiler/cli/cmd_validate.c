#include "cli/judge_options.h"
#include "cli/report.h"

static ExitCode run(Invocation *invocation) {
    ValidateOptions how;
    if (!read_judge_options(invocation, &how)) {
        return EXIT_USAGE;
    }
    StrVector *folders = &invocation->operands;
    if (folders->count == 0) {
        vector_push(invocation->arena, folders, STR("terraform"));
    }
    /* They hold the texts that diagnostics refer to. */
    Compilation **compilations =
        arena_alloc_array(invocation->arena, folders->count, sizeof *compilations);
    ExitCode worst = EXIT_FINE;
    for (size_t i = 0; i < folders->count; i++) {
        compilations[i] = compilation_new();
        JudgedTree tree = {.folder = folders->items[i], .compilation = compilations[i]};
        ExitCode code = judge_and_report(invocation, &tree, &how);
        if (code > worst) {
            worst = code;
        }
    }
    finish_diagnostics(invocation);
    for (size_t i = 0; i < folders->count; i++) {
        compilation_free(compilations[i]);
    }
    return worst;
}

static const OptionId takes[] = {
    OPTION_FORMAT,    OPTION_PLAN,      OPTION_TEST, OPTION_REQUIRE_TERRAFORM,
    OPTION_TERRAFORM, OPTION_PROVIDERS, OPTION_JOBS, OPTION_TIMEOUT,
    OPTION_STDLIB,    OPTION_TEMPLATES};

const Verb verb_validate = {
    .name = "validate",
    .operands = "[DIR…]",
    .summary = "have every root of a tree judged by terraform, offline",
    .details =
        "Runs the real 'terraform validate' (or tofu) on every distinct root below DIR (default:\n"
        "terraform), with the provider schemas that are built in: nothing is downloaded, no "
        "account\n"
        "is needed and nothing below DIR is written. Without terraform on PATH the same schemas "
        "are\n"
        "checked by mlstack itself, which finds less, and the report says so.\n"
        "\n"
        "A message about a generated line names the line of the stack file that caused it, when "
        "that\n"
        "file is found by its name: in the tree's folder or above it, or in the repository.\n"
        "\n"
        "--providers takes the real providers instead, which know more: 'registry' has terraform\n"
        "download them, and modules from elsewhere, and a folder is one in the form of a "
        "filesystem\n"
        "mirror. Lock files are heeded. No account is read, so --plan is for the built-in ones, "
        "and\n"
        "--test for tests that mock their providers.\n"
        "\n"
        "--plan and --test need terraform. They work in a copy of the tree, from an empty state; "
        "what a\n"
        "cloud would decide gets a plausible value, and so does a variable without any.",
    .example = "  mlstack validate terraform\n"
               "  mlstack validate --plan terraform       # and how many resources each root has\n"
               "  mlstack validate --providers registry   # by the real providers, downloaded",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .run = run,
};
