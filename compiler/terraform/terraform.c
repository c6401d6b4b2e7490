#include "terraform/terraform.h"

#include <jansson.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/file.h"
#include "terraform/answer.h"
#include "terraform/cli_environment.h"

enum {
    MINIMUM_MAJOR = 1,
    MINIMUM_MINOR = 5, /* before, terraform and our plugin server are untried together */
    VERSION_SECONDS = 30,
    MAX_SAID_LINES = 12,
};

/* ---- The program ---- */

static bool is_program(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

static const char *find_program(Arena *arena, Str search_path, Str name) {
    size_t begin = 0;
    while (begin < search_path.length) {
        Str rest = str_slice(search_path, begin, search_path.length);
        Str folder = str_slice(rest, 0, str_find_byte(rest, ':'));
        begin += folder.length + 1;
        const char *path = str_to_cstr(arena, path_join(arena, folder, name));
        if (str_starts_with(folder, STR("/")) && is_program(path)) {
            return path;
        }
    }
    return NULL;
}

bool terraform_find(Arena *arena, Str search_path, Terraform *ret_terraform) {
    static const char *const names[] = {"terraform", "tofu"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str name = str_from_cstr(names[i]);
        const char *program = find_program(arena, search_path, name);
        if (program != NULL) {
            *ret_terraform = (Terraform){.program = program};
            return true;
        }
    }
    return false;
}

static Str absolute_path(Arena *arena, Str path) {
    char *folder = str_starts_with(path, STR("/")) ? NULL : getcwd(NULL, 0);
    if (folder != NULL) {
        path = path_join(arena, str_from_cstr(folder), path);
    }
    free(folder);
    return path;
}

bool terraform_find_named(Arena *arena, DiagSink *sink, Str search_path, Str named,
                          Terraform *ret_terraform) {
    bool is_path = str_find_byte(named, '/') < named.length;
    const char *program = is_path ? str_to_cstr(arena, absolute_path(arena, named))
                                  : find_program(arena, search_path, named);
    if (program == NULL) {
        diag_report(sink, MLS5003, span_none(), "no program '%.*s' is on PATH", STR_ARG(named));
        return false;
    }
    if (!file_exists(str_from_cstr(program))) {
        diag_report(sink, MLS5003, span_none(), "there is no program '%.*s'", STR_ARG(named));
        return false;
    }
    if (!is_program(program)) {
        diag_report(sink, MLS5004, span_none(), "'%.*s' is not a program that can be run",
                    STR_ARG(named));
        return false;
    }
    *ret_terraform = (Terraform){.program = program};
    return true;
}

/* ---- What went wrong with it ---- */

static Str describe_end(Arena *arena, const ProcessResult *result) {
    switch (result->end) {
    case PROCESS_EXITED:
        return str_format(arena, "it ended with exit code %d and no answer", result->exit_code);
    case PROCESS_KILLED:
        return str_format(arena, "it was ended by signal %d", result->exit_code);
    case PROCESS_TIMED_OUT:
        return str_format(arena, "it had not answered after %d seconds",
                          result->time_limit_seconds);
    case PROCESS_TOO_MUCH_OUTPUT:
        return STR("it did not stop writing");
    case PROCESS_NOT_STARTED:
        return STR("it could not be started");
    }
    return STR("");
}

static void note_what_it_said(TerraformSession *session, Diagnostic *diagnostic,
                              const ProcessResult *result) {
    Str said = str_trim(result->errors.length > 0 ? result->errors : result->output);
    if (!str_is_empty(said)) {
        diag_note(session->sink, diagnostic, "it said:");
        note_lines(session->sink, diagnostic, said, MAX_SAID_LINES);
    }
}

void terraform_report_failure(TerraformSession *session, Str command, const ProcessResult *result) {
    Str end = describe_end(session->arena, result);
    Diagnostic *diagnostic = diag_report(session->sink, MLS5004, span_none(), "'%.*s' failed: %.*s",
                                         STR_ARG(command), STR_ARG(end));
    note_what_it_said(session, diagnostic, result);
}

/* ---- Version ---- */

/* The number at the beginning of the text, which is then what follows it and a dot. */
static int64_t take_number(Str *text) {
    size_t length = 0;
    while (length < text->length && text->data[length] >= '0' && text->data[length] <= '9') {
        length++;
    }
    int64_t number = 0;
    if (!str_to_int(str_slice(*text, 0, length), &number)) {
        number = -1;
    }
    bool dot = length < text->length && text->data[length] == '.';
    *text = str_slice(*text, length + (dot ? 1 : 0), text->length);
    return number;
}

static bool is_recent(Str version) {
    int64_t major = take_number(&version);
    int64_t minor = take_number(&version);
    return major > MINIMUM_MAJOR || (major == MINIMUM_MAJOR && minor >= MINIMUM_MINOR);
}

/*
 * Both call their version "terraform_version"; whether it is outdated is told by Terraform only,
 * which OpenTofu never asks anyone.
 */
static bool parse_version(Arena *arena, Str json, Terraform *terraform) {
    json_t *root = json_loadb(json.data, json.length, 0, NULL);
    const char *version = json_string_value(json_object_get(root, "terraform_version"));
    bool is_terraform = json_object_get(root, "terraform_outdated") != NULL;
    if (version != NULL) {
        terraform->version = str_copy(arena, str_from_cstr(version));
        terraform->name = is_terraform ? STR("terraform") : STR("tofu");
    }
    json_decref(root);
    return version != NULL;
}

bool terraform_read_version(TerraformSession *session) {
    const char *const arguments[] = {session->terraform.program, "version", "-json", NULL};
    Command command = {arguments, cli_environment_variables(session, STR("version"))};
    ProcessResult result = {0};
    Task task = {&command, 1, &result, VERSION_SECONDS};
    if (session->time_limit_seconds < VERSION_SECONDS) {
        task.time_limit_seconds = session->time_limit_seconds;
    }
    if (!process_set_run(session->processes, &task, 1, 1, session->waiter)) {
        return false;
    }
    if (result.end != PROCESS_EXITED || result.exit_code != 0) {
        Str shown = str_format(session->arena, "%s version -json", session->terraform.program);
        terraform_report_failure(session, shown, &result);
        return false;
    }
    if (!parse_version(session->arena, result.output, &session->terraform)) {
        Diagnostic *diagnostic = diag_report(
            session->sink, MLS5004, span_none(),
            "'%s' is neither terraform nor tofu: asked for its version as JSON, it gave none",
            session->terraform.program);
        note_what_it_said(session, diagnostic, &result);
        return false;
    }
    if (!is_recent(session->terraform.version)) {
        diag_report(session->sink, MLS5004, span_none(),
                    "'%s' is version %.*s, expected %d.%d or newer", session->terraform.program,
                    STR_ARG(session->terraform.version), MINIMUM_MAJOR, MINIMUM_MINOR);
        return false;
    }
    return true;
}

/* ---- Roots ---- */

static Command make_command(const TerraformSession *session, const TerraformTask *task,
                            const StrVector *words) {
    Arena *arena = session->arena;
    const char **arguments = arena_alloc_array(arena, words->count + 3, sizeof *arguments);
    arguments[0] = session->terraform.program;
    arguments[1] = str_to_cstr(arena, str_format(arena, "-chdir=%.*s", STR_ARG(task->root)));
    for (size_t i = 0; i < words->count; i++) {
        arguments[i + 2] = str_to_cstr(arena, words->items[i]);
    }
    return (Command){arguments, cli_environment_variables(session, task->data)};
}

bool terraform_run(TerraformSession *session, const TerraformTask *tasks, size_t count,
                   size_t parallel) {
    Arena *arena = session->arena;
    Task *started = arena_alloc_array(arena, count, sizeof *started);
    for (size_t i = 0; i < count; i++) {
        Command *commands = arena_alloc_array(arena, tasks[i].command_count, sizeof *commands);
        for (size_t c = 0; c < tasks[i].command_count; c++) {
            commands[c] = make_command(session, &tasks[i], &tasks[i].commands[c]);
        }
        started[i] = (Task){
            .commands = commands,
            .command_count = tasks[i].command_count,
            .results = tasks[i].results,
            .time_limit_seconds = session->time_limit_seconds,
        };
    }
    return process_set_run(session->processes, started, count, parallel, session->waiter);
}

/* ---- Verdicts ---- */

static Str data_of(const TerraformSession *session, size_t root) {
    return str_format(session->arena, "root%zu", root);
}

bool terraform_could_not_fetch(const TerraformAnswer *answer) {
    if (answer->init.end != PROCESS_EXITED) {
        return true;
    }
    /* Said when the configuration has been read and found to be right so far. */
    Str marker = STR("Initializing provider plugins");
    bool had_read = str_find(answer->init.output, marker) < answer->init.output.length;
    return answer->init.exit_code != 0 && (had_read || answer->fetches_modules);
}

bool terraform_fetch(TerraformSession *session, TerraformAnswer *answers, size_t count) {
    Str words[] = {STR("init"), STR("-backend=false"), STR("-input=false"), STR("-no-color")};
    const StrVector init = {.items = words, .count = sizeof words / sizeof *words};
    for (size_t i = 0; i < count; i++) {
        TerraformTask task = {
            .root = answers[i].folder,
            .data = data_of(session, i),
            .commands = &init,
            .command_count = 1,
            .results = &answers[i].init,
        };
        if (!terraform_run(session, &task, 1, 1)) {
            return false;
        }
        if (terraform_could_not_fetch(&answers[i])) {
            return true;
        }
    }
    return true;
}

bool terraform_validate_roots(TerraformSession *session, TerraformAnswer *answers, size_t count,
                              size_t parallel) {
    enum { INIT, VALIDATE, COMMANDS };
    Str init[] = {
        STR("init"),
        STR("-backend=false"),
        STR("-input=false"),
        STR("-no-color"),
        /* A lock file would be the user's; nothing that we serve is entered in one. */
        STR("-lockfile=readonly"),
    };
    Str validate[] = {STR("validate"), STR("-json"), STR("-no-color")};
    const StrVector commands[COMMANDS] = {
        [INIT] = {.items = init, .count = sizeof init / sizeof *init},
        [VALIDATE] = {.items = validate, .count = sizeof validate / sizeof *validate},
    };
    size_t first = session->providers.origin == PROVIDERS_BUILT_IN ? INIT : VALIDATE;
    TerraformTask *tasks = arena_alloc_array(session->arena, count, sizeof *tasks);
    for (size_t i = 0; i < count; i++) {
        ProcessResult *results = arena_alloc_array(session->arena, COMMANDS, sizeof(ProcessResult));
        tasks[i] = (TerraformTask){
            .root = answers[i].folder,
            .data = data_of(session, i),
            .commands = commands + first,
            .command_count = COMMANDS - first,
            .results = results + first,
        };
    }
    bool finished = terraform_run(session, tasks, count, parallel);
    for (size_t i = 0; i < count; i++) {
        const ProcessResult *results = tasks[i].results - first;
        answers[i].init = first == INIT ? results[INIT] : answers[i].init;
        answers[i].validate = results[VALIDATE];
    }
    return finished;
}
