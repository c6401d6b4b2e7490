#include "terraform/rehearsal.h"

#include "terraform/answer.h"
#include "terraform/placeholder.h"
#include "terraform/root_copy.h"

/* One command on one root, which `init` comes before. */
typedef struct Act {
    const char *command; /* "plan" or "test" */
    const Folder *root;
    RootVerdict *verdict;
    TerraformTask task;
} Act;

typedef VECTOR(Act) ActVector;

bool rehearsal_has_tests(const Folder *root) {
    for (size_t i = 0; i < root->texts.count; i++) {
        if (folders_is_test(root->texts.items[i].name)) {
            return true;
        }
    }
    return false;
}

/* ---- What is run ---- */

static StrVector words_of(Arena *arena, const char *const *words, size_t count) {
    StrVector vector = {0};
    for (size_t i = 0; i < count; i++) {
        vector_push(arena, &vector, str_from_cstr(words[i]));
    }
    return vector;
}

static void add_act(const Rehearsal *rehearsal, ActVector *acts, const Act *given,
                    const char *const *words, size_t word_count) {
    enum { COMMANDS = 2 };
    static const char *const init[] = {"init", "-input=false", "-no-color"};
    Arena *arena = rehearsal->session->arena;
    Act act = *given;
    StrVector command = words_of(arena, words, word_count);
    StrVector values = placeholder_arguments(rehearsal->folders, act.root);
    for (size_t i = 0; i < values.count; i++) {
        vector_push(arena, &command, values.items[i]);
    }
    StrVector *commands = arena_alloc_array(arena, COMMANDS, sizeof *commands);
    commands[0] = words_of(arena, init, sizeof init / sizeof *init);
    commands[1] = command;
    act.task = (TerraformTask){
        .root = root_copy_path(rehearsal->folders, rehearsal->session->scratch, act.root->path),
        .data = str_format(arena, "%s%zu", act.command, acts->count),
        .commands = commands,
        .command_count = COMMANDS,
        .results = arena_alloc_array(arena, COMMANDS, sizeof(ProcessResult)),
    };
    vector_push(arena, acts, act);
}

static ActVector make_acts(const Rehearsal *rehearsal, Folder *const *roots,
                           RootVerdict *const *verdicts, size_t count) {
    static const char *const plan[] = {"plan", "-json", "-input=false", "-lock=false"};
    static const char *const test[] = {"test", "-json"};
    ActVector acts = {0};
    for (size_t i = 0; i < count; i++) {
        Act act = {.root = roots[i], .verdict = verdicts[i]};
        if (rehearsal->options->plan) {
            act.command = "plan";
            add_act(rehearsal, &acts, &act, plan, sizeof plan / sizeof *plan);
        }
        if (rehearsal->options->test && rehearsal_has_tests(roots[i])) {
            act.command = "test";
            add_act(rehearsal, &acts, &act, test, sizeof test / sizeof *test);
        }
    }
    return acts;
}

/* ---- What came of it ---- */

static bool report_act(const Rehearsal *rehearsal, const Act *act) {
    const ProcessResult *init = &act->task.results[0];
    const ProcessResult *outcome = &act->task.results[1];
    AnswerEvents events = {0};
    answer_report_events(rehearsal->folders, act->root->path, outcome->output, &events);
    RootVerdict *verdict = act->verdict;
    verdict->error_count += events.errors;
    bool failed_tests = events.has_tests && events.tests_failed > 0;
    verdict->valid = verdict->valid && events.errors == 0 && !failed_tests;
    if (events.has_plan && events.errors == 0) {
        verdict->is_planned = true;
        verdict->to_add = events.to_add;
    }
    if (events.has_tests) {
        verdict->is_tested = true;
        verdict->tests_passed = events.tests_passed;
        verdict->tests_failed = events.tests_failed;
    }
    bool has_answer = events.errors > 0 || events.has_plan || events.has_tests;
    if (outcome->end == PROCESS_EXITED && has_answer) {
        return true;
    }
    bool in_init = init->end != PROCESS_EXITED || init->exit_code != 0;
    Str command = str_format(rehearsal->session->arena, "%.*s -chdir=%.*s %s",
                             STR_ARG(rehearsal->session->terraform.name), STR_ARG(act->root->path),
                             in_init ? "init" : act->command);
    terraform_report_failure(rehearsal->session, command, in_init ? init : outcome);
    return false;
}

static bool run_acts(const Rehearsal *rehearsal, const ActVector *acts) {
    Arena *arena = rehearsal->session->arena;
    TerraformTask *tasks = arena_alloc_array(arena, acts->count, sizeof *tasks);
    for (size_t i = 0; i < acts->count; i++) {
        tasks[i] = acts->items[i].task;
    }
    if (!terraform_run(rehearsal->session, tasks, acts->count, rehearsal->parallel)) {
        diag_report(rehearsal->session->sink, MLS5006, span_none(), "validation was interrupted");
        return false;
    }
    bool all_answered = true;
    for (size_t i = 0; i < acts->count; i++) {
        all_answered = report_act(rehearsal, &acts->items[i]) && all_answered;
    }
    return all_answered;
}

bool rehearsal_run(const Rehearsal *rehearsal, Folder *const *roots, RootVerdict *const *verdicts,
                   size_t count) {
    ActVector acts = make_acts(rehearsal, roots, verdicts, count);
    return run_acts(rehearsal, &acts);
}
