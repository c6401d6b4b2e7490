#include "terraform/validate.h"

#include <errno.h>
#include <unistd.h>

#include "provider/plugin_server.h"
#include "terraform/answer.h"
#include "terraform/cli_environment.h"
#include "terraform/rehearsal.h"
#include "terraform/root_copy.h"
#include "terraform/scratch.h"
#include "terraform/terraform.h"

enum { DEFAULT_SECONDS = 300 };

/* ---- The roots and their verdicts ---- */

typedef struct Trial {
    Arena *arena;
    DiagSink *sink;
    Folders *folders;
    FolderVector roots;
    RootVerdict *verdicts; /* one for each root */
    /* Of each root the index of the one that is judged in its place, which may be itself. */
    size_t *judged;
} Trial;

/* Terraform is not asked about a root that needs what it cannot have. */
static bool can_be_judged(const Trial *trial, Folder *root) {
    FolderVector reached = folders_reached(trial->arena, root);
    for (size_t i = 0; i < reached.count; i++) {
        if (!reached.items[i]->can_be_judged) {
            return false;
        }
    }
    return true;
}

static bool fetches_modules(const Trial *trial, Folder *root) {
    FolderVector reached = folders_reached(trial->arena, root);
    for (size_t i = 0; i < reached.count; i++) {
        if (reached.items[i]->fetches_modules) {
            return true;
        }
    }
    return false;
}

static Trial make_trial(Arena *arena, DiagSink *sink, Folders *folders) {
    Trial trial = {.arena = arena, .sink = sink, .folders = folders};
    trial.roots = folders_roots(folders);
    trial.verdicts = arena_alloc_array(arena, trial.roots.count, sizeof(RootVerdict));
    trial.judged = arena_alloc_array(arena, trial.roots.count, sizeof(size_t));
    Map first = map_new(arena); /* index of the first root with a signature */
    for (size_t i = 0; i < trial.roots.count; i++) {
        Folder *root = trial.roots.items[i];
        Str signature = folders_signature(arena, root);
        const size_t *earlier = map_get(&first, signature);
        trial.judged[i] = earlier == NULL ? i : *earlier;
        if (earlier == NULL) {
            size_t *index = ARENA_NEW(arena, size_t);
            *index = i;
            map_set(&first, signature, index);
        }
        trial.verdicts[i].root = folders_relative(folders, root->path);
    }
    return trial;
}

/* Gives the roots that were not judged the verdict of the one that was. */
static void copy_verdicts(Trial *trial) {
    for (size_t i = 0; i < trial->roots.count; i++) {
        if (trial->judged[i] != i) {
            RootVerdict verdict = trial->verdicts[trial->judged[i]];
            verdict.same_as = verdict.root;
            verdict.root = trial->verdicts[i].root;
            trial->verdicts[i] = verdict;
        }
    }
}

/* ---- By the schemas ---- */

/* The errors of one folder. What a file with mistakes in its syntax holds cannot be checked. */
static size_t check_folder(const Trial *trial, const Folder *folder) {
    size_t before = diag_count(trial->sink, DIAG_ERROR);
    if (folder->unreadable == 0) {
        (void)provider_check_module(trial->arena, trial->sink, &folder->module, (CheckOptions){0});
    }
    return diag_count(trial->sink, DIAG_ERROR) - before + folder->unreadable +
           (folder->can_be_judged ? 0 : 1);
}

static void judge_by_schema(Trial *trial) {
    Map counts = map_new(trial->arena); /* errors of each folder, by its path */
    for (size_t i = 0; i < trial->roots.count; i++) {
        FolderVector reached = folders_reached(trial->arena, trial->roots.items[i]);
        RootVerdict *verdict = &trial->verdicts[i];
        for (size_t f = 0; f < reached.count && trial->judged[i] == i; f++) {
            const Folder *folder = reached.items[f];
            size_t *count = map_get(&counts, folder->path);
            if (count == NULL) {
                count = ARENA_NEW(trial->arena, size_t);
                *count = check_folder(trial, folder);
                map_set(&counts, folder->path, count);
            }
            verdict->error_count += *count;
        }
        verdict->valid = verdict->error_count == 0;
    }
}

/* ---- By terraform ---- */

static size_t core_count(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (size_t)count;
}

static bool wait_only(void *context, struct pollfd *descriptors, size_t count, int milliseconds) {
    (void)context;
    return poll(descriptors, count, milliseconds) >= 0 || errno == EINTR;
}

static bool wait_serving(void *context, struct pollfd *descriptors, size_t count,
                         int milliseconds) {
    return plugin_server_poll(context, descriptors, count, milliseconds);
}

/* In a copy terraform may write, and with real providers it does: a lock file. */
static bool copy_tree(const Trial *trial, const TerraformSession *session) {
    Str problem;
    bool ok = root_copy_make(trial->folders, session->scratch, &problem) &&
              (session->providers.origin == PROVIDERS_BUILT_IN ||
               root_copy_lock_files(trial->folders, session->scratch, &problem));
    if (!ok) {
        diag_report(trial->sink, MLS5006, span_none(), "the tree cannot be copied: %.*s",
                    STR_ARG(problem));
    }
    return ok;
}

static bool report_interruption(const Trial *trial) {
    diag_report(trial->sink, MLS5006, span_none(), "validation was interrupted");
    return false;
}

static void report_init(Trial *trial, TerraformSession *session, const TerraformAnswer *answer) {
    Str command = str_format(trial->arena, "%.*s -chdir=%.*s init",
                             STR_ARG(session->terraform.name), STR_ARG(answer->root));
    terraform_report_failure(session, command, &answer->init);
}

static bool report_answer(Trial *trial, TerraformSession *session, const TerraformAnswer *answer,
                          RootVerdict *verdict) {
    AnswerCounts counts = {0};
    if (answer->init.end != PROCESS_EXITED) {
        report_init(trial, session, answer);
        return false;
    }
    if (answer->validate.end != PROCESS_EXITED ||
        !answer_report(trial->folders, answer->root, answer->validate.output, &counts)) {
        Str command = str_format(trial->arena, "%.*s -chdir=%.*s validate -json",
                                 STR_ARG(session->terraform.name), STR_ARG(answer->root));
        terraform_report_failure(session, command, &answer->validate);
        return false;
    }
    if (counts.errors == 0 && answer->init.exit_code != 0) {
        report_init(trial, session, answer);
        return false;
    }
    verdict->valid = counts.errors == 0;
    verdict->error_count = counts.errors;
    verdict->warning_count = counts.warnings;
    return true;
}

/* False, reported, when a root needs something that could not be fetched. */
static bool fetch_providers(Trial *trial, TerraformSession *session, TerraformAnswer *answers,
                            size_t count) {
    if (!copy_tree(trial, session)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        answers[i].folder = root_copy_path(trial->folders, session->scratch, answers[i].root);
    }
    if (!terraform_fetch(session, answers, count)) {
        return report_interruption(trial);
    }
    for (size_t i = 0; i < count; i++) {
        if (terraform_could_not_fetch(&answers[i])) {
            report_init(trial, session, &answers[i]);
            return false;
        }
    }
    return true;
}

static bool ask_terraform(Trial *trial, TerraformSession *session, size_t jobs) {
    TerraformAnswer *answers = arena_alloc_array(trial->arena, trial->roots.count, sizeof *answers);
    RootVerdict **asked =
        arena_alloc_array(trial->arena, trial->roots.count, sizeof(RootVerdict *));
    size_t count = 0;
    for (size_t i = 0; i < trial->roots.count; i++) {
        if (trial->judged[i] != i) {
            continue;
        }
        if (can_be_judged(trial, trial->roots.items[i])) {
            Folder *root = trial->roots.items[i];
            answers[count] = (TerraformAnswer){
                .root = root->path,
                .folder = root->path,
                .fetches_modules = fetches_modules(trial, root),
            };
            asked[count++] = &trial->verdicts[i];
        } else {
            trial->verdicts[i].error_count = 1;
        }
    }
    if (session->providers.origin != PROVIDERS_BUILT_IN &&
        !fetch_providers(trial, session, answers, count)) {
        return false;
    }
    if (!terraform_validate_roots(session, answers, count, jobs == 0 ? core_count() : jobs)) {
        return report_interruption(trial);
    }
    bool all_answered = true;
    for (size_t i = 0; i < count; i++) {
        all_answered = report_answer(trial, session, &answers[i], asked[i]) && all_answered;
    }
    return all_answered;
}

/* Plans and tests all roots whose texts are valid; the others would only say the same again. */
static bool rehearse(Trial *trial, TerraformSession *session, const ValidateOptions *options) {
    if (session->providers.origin == PROVIDERS_BUILT_IN && !copy_tree(trial, session)) {
        return false; /* with real providers the copy is there */
    }
    Folder **roots = arena_alloc_array(trial->arena, trial->roots.count, sizeof(Folder *));
    RootVerdict **verdicts =
        arena_alloc_array(trial->arena, trial->roots.count, sizeof(RootVerdict *));
    size_t count = 0;
    for (size_t i = 0; i < trial->roots.count; i++) {
        if (trial->verdicts[i].valid) {
            roots[count] = trial->roots.items[i];
            verdicts[count++] = &trial->verdicts[i];
        }
    }
    Rehearsal rehearsal = {
        .folders = trial->folders,
        .session = session,
        .options = options,
        .parallel = options->jobs == 0 ? core_count() : options->jobs,
    };
    return rehearsal_run(&rehearsal, roots, verdicts, count);
}

static ProviderSelection *select_types(const Trial *trial) {
    ProviderSelection *selection = provider_selection_new(trial->arena);
    for (size_t i = 0; i < trial->folders->all.count; i++) {
        const Folder *folder = trial->folders->all.items[i];
        for (size_t t = 0; t < folder->texts.count; t++) {
            provider_selection_add_text(selection, folder->texts.items[t].text);
        }
    }
    return selection;
}

static bool ask_all(Trial *trial, TerraformSession *session, const ValidateOptions *options) {
    bool ok = cli_environment_prepare(session) && terraform_read_version(session) &&
              ask_terraform(trial, session, options->jobs);
    copy_verdicts(trial);
    if (ok && (options->plan || options->test)) {
        ok = rehearse(trial, session, options);
    }
    return ok;
}

/* With the scratch folder open: starts the server, and asks. */
static bool ask_with_server(Trial *trial, TerraformSession *session,
                            const ValidateOptions *options) {
    PluginServer *server = NULL;
    Str problem;
    if (!plugin_server_open(trial->arena, session->scratch, select_types(trial), &server,
                            &problem)) {
        diag_report(trial->sink, MLS5006, span_none(), "the plugin server cannot listen: %.*s",
                    STR_ARG(problem));
        return false;
    }
    session->reattach = plugin_server_reattach(trial->arena, server);
    session->waiter = (Waiter){wait_serving, server};
    bool ok = ask_all(trial, session, options);
    plugin_server_close(server);
    return ok;
}

static bool judge_by_terraform(Trial *trial, const ValidateOptions *options, Terraform *terraform) {
    TerraformSession session = {
        .arena = trial->arena,
        .sink = trial->sink,
        .terraform = *terraform,
        .search_path = options->search_path,
        .providers = options->providers,
        .environment = options->environment,
        .waiter = {wait_only, NULL},
        .time_limit_seconds =
            options->time_limit_seconds == 0 ? DEFAULT_SECONDS : options->time_limit_seconds,
    };
    Str problem;
    bool ok = false;
    session.processes = process_set_new(trial->arena);
    Scratch scratch;
    if (scratch_open(trial->arena, options->temporary_folder, &scratch, &problem)) {
        session.scratch = scratch.folder;
        bool served = options->providers.origin == PROVIDERS_BUILT_IN;
        ok = served ? ask_with_server(trial, &session, options) : ask_all(trial, &session, options);
        scratch_close(trial->arena, &scratch);
    } else {
        diag_report(trial->sink, MLS5006, span_none(), "a private folder cannot be made: %.*s",
                    STR_ARG(problem));
    }
    process_set_close(session.processes);
    *terraform = session.terraform;
    return ok;
}

/* ---- The whole ---- */

/* Without a program, ret_terraform stays empty. False, reported, when one is needed. */
static bool find_terraform(Arena *arena, DiagSink *sink, const ValidateOptions *options,
                           Terraform *ret_terraform) {
    if (!str_is_empty(options->terraform)) {
        return terraform_find_named(arena, sink, options->search_path, options->terraform,
                                    ret_terraform);
    }
    bool is_needed = options->require_terraform || options->plan || options->test ||
                     options->providers.origin != PROVIDERS_BUILT_IN;
    if (!terraform_find(arena, options->search_path, ret_terraform) && is_needed) {
        diag_report(sink, MLS5003, span_none(), "neither 'terraform' nor 'tofu' is on PATH");
        return false;
    }
    return true;
}

static Str judge_name(Arena *arena, const Terraform *terraform, const ValidateOptions *options) {
    bool real = options->providers.origin != PROVIDERS_BUILT_IN;
    return str_format(arena, "%.*s %.*s%s", STR_ARG(terraform->name), STR_ARG(terraform->version),
                      real ? " with real providers" : "");
}

bool validate_tree(Arena *arena, DiagSink *sink, const ValidateOptions *options,
                   ValidateResult *ret_result) {
    Terraform terraform = {0};
    if (!find_terraform(arena, sink, options, &terraform)) {
        return false;
    }
    bool by_terraform = terraform.program != NULL;
    DiagSink *syntax_sink = by_terraform ? diag_sink_new(arena, diag_sources(sink)) : sink;
    Folders *folders = NULL;
    if (!folders_read(arena, sink, syntax_sink, options->tree, options->providers.origin,
                      &folders)) {
        return false;
    }
    Trial trial = make_trial(arena, sink, folders);
    if (!by_terraform) {
        judge_by_schema(&trial);
        copy_verdicts(&trial);
    } else if (!judge_by_terraform(&trial, options, &terraform)) {
        return false;
    }
    *ret_result = (ValidateResult){
        .judge = by_terraform ? JUDGE_TERRAFORM : JUDGE_SCHEMA,
        .judge_name =
            by_terraform ? judge_name(arena, &terraform, options) : STR("mlstack's schema check"),
        .roots = trial.verdicts,
        .root_count = trial.roots.count,
    };
    return true;
}
