#include "cli/verb.h"

static ExitCode run(Invocation *invocation) {
    invocation->values[OPTION_DIFF] = "";
    return verb_build.run(invocation);
}

static const OptionId takes[] = {OPTION_OUTPUT, OPTION_STDLIB, OPTION_TEMPLATES};

const Verb verb_diff = {
    .name = "diff",
    .operands = "FILE…",
    .summary = "show what a build would change on disk",
    .details = "The same as 'mlstack build --diff': a unified diff between the tree on disk and "
               "what would be\n"
               "written. Writes nothing; exits with 1 when there is a difference.",
    .example = "  mlstack diff fraud-serving.mlstack -o terraform",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .run = run,
};
