#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/file.h"
#include "terraform/answer.h"
#include "terraform/process.h"
#include "terraform/scratch.h"

/* ---- Processes ---- */

static bool plain_wait(void *context, struct pollfd *descriptors, size_t count, int milliseconds) {
    (void)context;
    return poll(descriptors, (nfds_t)count, milliseconds) >= 0;
}

static const Waiter waiter = {plain_wait, NULL};

/* Runs one shell script as one command. */
static ProcessResult run_script(Arena *arena, const char *script, int time_limit_seconds) {
    const char *const arguments[] = {"/bin/sh", "-c", script, NULL};
    const char *const environment[] = {"NAME=value", NULL};
    Command command = {arguments, environment};
    ProcessResult result = {0};
    Task task = {&command, 1, &result, time_limit_seconds};
    ProcessSet *set = process_set_new(arena);
    ck_assert(process_set_run(set, &task, 1, 1, waiter));
    process_set_close(set);
    return result;
}

START_TEST(process_gives_both_outputs_and_the_exit_code) {
    Arena *arena = arena_new();
    ProcessResult result = run_script(arena, "echo out; echo err >&2; exit 3", 10);
    ck_assert_int_eq(result.end, PROCESS_EXITED);
    ck_assert_int_eq(result.exit_code, 3);
    assert_str_eq(result.output, "out\n");
    assert_str_eq(result.errors, "err\n");
    arena_free(arena);
}
END_TEST

START_TEST(process_has_only_the_environment_it_was_given) {
    Arena *arena = arena_new();
    ck_assert_int_eq(setenv("MLSTACK_TEST_SECRET", "1", 1), 0);
    ProcessResult result = run_script(arena, "echo \"$NAME-${MLSTACK_TEST_SECRET-}-${HOME-}\"", 10);
    assert_str_eq(result.output, "value--\n");
    arena_free(arena);
}
END_TEST

/* False for a process that has ended, even while init has not yet taken note of it. */
static bool has_memory(Arena *arena, int64_t process) {
    Str text;
    Str problem;
    Str status = str_format(arena, "/proc/%lld/status", (long long)process);
    return file_read(arena, status, 1 << 20, &text, &problem) &&
           str_find(text, STR("VmSize")) < text.length;
}

START_TEST(process_that_hangs_is_ended_with_its_children) {
    Arena *arena = arena_new();
    ProcessResult result = run_script(arena, "sleep 300 & echo $!; sleep 300", 2);
    ck_assert_int_eq(result.end, PROCESS_TIMED_OUT);
    int64_t child = 0;
    ck_assert(str_to_int(str_trim(result.output), &child));
    bool is_alive = true;
    /* Half a minute: on a busy machine it takes a while. */
    for (int i = 0; is_alive && i < 3000; i++) {
        poll(NULL, 0, 10);
        is_alive = has_memory(arena, child);
    }
    ck_assert(!is_alive);
    arena_free(arena);
}
END_TEST

START_TEST(process_that_leaves_a_child_with_its_output_still_ends) {
    Arena *arena = arena_new();
    ProcessResult result = run_script(arena, "sleep 300 & echo done", 30);
    ck_assert_int_eq(result.end, PROCESS_EXITED);
    assert_str_eq(result.output, "done\n");
    arena_free(arena);
}
END_TEST

START_TEST(process_that_is_killed_says_so) {
    Arena *arena = arena_new();
    ProcessResult result = run_script(arena, "kill -SEGV $$", 10);
    ck_assert_int_eq(result.end, PROCESS_KILLED);
    ck_assert_int_eq(result.exit_code, 11);
    arena_free(arena);
}
END_TEST

START_TEST(process_that_cannot_start_says_why) {
    Arena *arena = arena_new();
    const char *const arguments[] = {"/nowhere/terraform", NULL};
    const char *const environment[] = {NULL};
    Command commands[] = {{arguments, environment}, {arguments, environment}};
    ProcessResult results[2] = {0};
    Task task = {commands, 2, results, 10};
    ProcessSet *set = process_set_new(arena);
    ck_assert(process_set_run(set, &task, 1, 4, waiter));
    process_set_close(set);
    ck_assert_int_eq(results[0].end, PROCESS_NOT_STARTED);
    assert_str_eq(results[0].errors, "No such file or directory");
    ck_assert_int_eq(results[1].end, PROCESS_NOT_STARTED);
    arena_free(arena);
}
END_TEST

START_TEST(tasks_keep_their_results_apart) {
    enum { COUNT = 9 };
    Arena *arena = arena_new();
    const char *const environment[] = {NULL};
    const char *arguments[COUNT][4];
    Command commands[COUNT];
    ProcessResult results[COUNT] = {0};
    Task tasks[COUNT];
    for (int i = 0; i < COUNT; i++) {
        Str script = str_format(arena, "echo %d; exit %d", i, i);
        arguments[i][0] = "/bin/sh";
        arguments[i][1] = "-c";
        arguments[i][2] = str_to_cstr(arena, script);
        arguments[i][3] = NULL;
        commands[i] = (Command){arguments[i], environment};
        tasks[i] = (Task){&commands[i], 1, &results[i], 10};
    }
    ProcessSet *set = process_set_new(arena);
    ck_assert(process_set_run(set, tasks, COUNT, 2, waiter));
    process_set_close(set);
    for (int i = 0; i < COUNT; i++) {
        ck_assert_int_eq(results[i].exit_code, i);
        ck_assert_int_eq(results[i].output.data[0], '0' + i);
    }
    arena_free(arena);
}
END_TEST

/* ---- The scratch folder ---- */

START_TEST(scratch_folder_is_private_and_goes_without_following_links) {
    Arena *arena = arena_new();
    char kept[] = "/tmp/mlstack-kept-XXXXXX";
    ck_assert_int_ge(close(mkstemp(kept)), 0);
    Scratch scratch;
    Str problem;
    ck_assert(scratch_open(arena, STR("/tmp"), &scratch, &problem));
    struct stat status;
    ck_assert_int_eq(stat(str_to_cstr(arena, scratch.folder), &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0700);
    Str inner = path_join(arena, scratch.folder, STR("inner"));
    Str link = path_join(arena, inner, STR("link"));
    Str root = path_join(arena, inner, STR("root"));
    ck_assert_int_eq(mkdir(str_to_cstr(arena, inner), 0700), 0);
    ck_assert_int_eq(symlink(kept, str_to_cstr(arena, link)), 0);
    ck_assert_int_eq(symlink("/tmp", str_to_cstr(arena, root)), 0);
    scratch_close(arena, &scratch);
    ck_assert(!file_exists(scratch.folder));
    ck_assert(file_exists(str_from_cstr(kept)));
    unlink(kept);
    arena_free(arena);
}
END_TEST

START_TEST(scratch_folder_avoids_a_parent_too_long_for_sockets) {
    Arena *arena = arena_new();
    Scratch scratch;
    Str problem;
    Str parent = STR("/a-path-that-would-leave-too-few-bytes-for-the-name-of-a-socket-in-it");
    ck_assert(scratch_open(arena, parent, &scratch, &problem));
    ck_assert(str_starts_with(scratch.folder, STR("/tmp/mlstack-")));
    scratch_close(arena, &scratch);
    arena_free(arena);
}
END_TEST

START_TEST(scratch_folders_of_dead_runs_are_removed) {
    Arena *arena = arena_new();
    char made[] = "/tmp/unit-XXXXXX";
    Str parent = str_from_cstr(mkdtemp(made));
    Scratch dead;
    Scratch alive;
    Scratch next;
    Str problem;
    ck_assert(scratch_open(arena, parent, &dead, &problem));
    ck_assert(scratch_open(arena, parent, &alive, &problem));
    Str inner = path_join(arena, dead.folder, STR("inner"));
    ck_assert_int_eq(mkdir(str_to_cstr(arena, inner), 0700), 0);
    /* Died after it had made its folder, and before it could lock it. */
    Str empty = path_join(arena, parent, STR("mlstack-empty1"));
    ck_assert_int_eq(mkdir(str_to_cstr(arena, empty), 0700), 0);
    close(dead.lock); /* as the system does for a process that ends */
    ck_assert(scratch_open(arena, parent, &next, &problem));
    ck_assert(!file_is_folder(dead.folder));
    ck_assert(!file_is_folder(empty));
    ck_assert(file_is_folder(alive.folder));
    scratch_close(arena, &alive);
    scratch_close(arena, &next);
    ck_assert_int_eq(rmdir(made), 0);
    arena_free(arena);
}
END_TEST

/* A folder in the parent with one file. */
static Str make_other_folder(Arena *arena, Str parent, const char *name, mode_t mode,
                             const char *file) {
    Str folder = path_join(arena, parent, str_from_cstr(name));
    const char *path = str_to_cstr(arena, folder);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    int descriptor = open(str_to_cstr(arena, path_join(arena, folder, str_from_cstr(file))),
                          O_WRONLY | O_CREAT, 0600);
    ck_assert_int_ge(descriptor, 0);
    close(descriptor);
    ck_assert_int_eq(chmod(path, mode), 0);
    return folder;
}

START_TEST(scratch_leaves_folders_of_others_alone) {
    static const struct {
        const char *name;
        mode_t mode;
        const char *file;
    } others[] = {
        {"mlstack-backup", 0700, "notes"}, /* our kind of name, and somebody's file */
        {"mlstack-shared", 0755, "mlstack.lock"},
        {"mlstack-longer-name", 0700, "mlstack.lock"},
        {"other-abcdef", 0700, "mlstack.lock"},
    };
    Arena *arena = arena_new();
    char made[] = "/tmp/unit-XXXXXX";
    Str parent = str_from_cstr(mkdtemp(made));
    char linked[] = "/tmp/unit-XXXXXX";
    Str target =
        make_other_folder(arena, str_from_cstr(mkdtemp(linked)), "x", 0700, "mlstack.lock");
    Str link = path_join(arena, parent, STR("mlstack-linked"));
    ck_assert_int_eq(symlink(str_to_cstr(arena, target), str_to_cstr(arena, link)), 0);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        make_other_folder(arena, parent, others[i].name, others[i].mode, others[i].file);
    }
    Scratch scratch;
    Str problem;
    ck_assert(scratch_open(arena, parent, &scratch, &problem));
    ck_assert(file_exists(path_join(arena, target, STR("mlstack.lock"))));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        Str folder = path_join(arena, parent, str_from_cstr(others[i].name));
        Str file = path_join(arena, folder, str_from_cstr(others[i].file));
        ck_assert_msg(file_exists(file), "%s", others[i].name);
        unlink(str_to_cstr(arena, file));
        rmdir(str_to_cstr(arena, folder));
    }
    scratch_close(arena, &scratch);
    unlink(str_to_cstr(arena, link));
    ck_assert_int_eq(rmdir(made), 0);
    unlink(str_to_cstr(arena, path_join(arena, target, STR("mlstack.lock"))));
    rmdir(str_to_cstr(arena, target));
    rmdir(linked);
    arena_free(arena);
}
END_TEST

/* ---- Folders ---- */

START_TEST(paths_are_normalized) {
    static const char *const pairs[][2] = {
        {"a/./b/../c", "a/c"}, {"./a", "a"},      {"..", ".."},
        {"a/..", "."},         {"../a/..", ".."}, {"../../a", "../../a"},
        {"/a/../../b", "/b"},  {"a//b/", "a/b"},  {"", "."},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_str_eq(folders_normalize(arena, str_from_cstr(pairs[i][0])), pairs[i][1]);
    }
    arena_free(arena);
}
END_TEST

/* ---- Terraform's answers ---- */

static Folders *folders_with(Arena *arena, DiagSink *sink) {
    Folders *folders = ARENA_NEW(arena, Folders);
    *folders = (Folders){
        .arena = arena,
        .sink = sink,
        .tree = STR("tree"),
        .by_path = map_new(arena),
        .files = map_new(arena),
    };
    FileId *file = ARENA_NEW(arena, FileId);
    *file = sources_add(diag_sources(sink), STR("tree/modules/x/main.tf"), STR("0123456789"));
    map_set(&folders->files, STR("tree/modules/x/main.tf"), file);
    return folders;
}

START_TEST(diagnostics_keep_terraforms_words_and_place) {
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    Folders *folders = folders_with(arena, sink);
    AnswerCounts counts = {0};
    Str json = STR("{\"valid\":false,\"error_count\":1,\"warning_count\":1,\"diagnostics\":["
                   "{\"severity\":\"error\",\"summary\":\"Unsupported argument\","
                   "\"detail\":\"Did you mean \\\"x\\\"?\",\"range\":{"
                   "\"filename\":\"../../modules/x/main.tf\","
                   "\"start\":{\"byte\":2},\"end\":{\"byte\":5}}},"
                   "{\"severity\":\"warning\",\"summary\":\"Old\",\"detail\":\"a\\nb\"}]}");
    ck_assert(answer_report(folders, STR("tree/env/dev"), json, &counts));
    ck_assert_uint_eq(counts.errors, 1);
    ck_assert_uint_eq(counts.warnings, 1);
    DiagnosticList list = diag_sorted(sink);
    ck_assert_uint_eq(list.count, 2);
    const Diagnostic *warning = list.items[0];
    const Diagnostic *error = list.items[1];
    assert_str_eq(error->message, "Unsupported argument: Did you mean \"x\"?");
    assert_str_eq(sources_slice(diag_sources(sink), error->span), "234");
    assert_str_eq(warning->message, "env/dev: Old");
    ck_assert_int_eq(warning->level, DIAG_WARNING);
    ck_assert_uint_eq(warning->notes.count, 2);
    assert_str_eq(warning->notes.items[1], "b");
    arena_free(arena);
}
END_TEST

START_TEST(a_range_past_the_end_of_the_file_is_cut) {
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    Folders *folders = folders_with(arena, sink);
    AnswerCounts counts = {0};
    Str json = STR("{\"valid\":false,\"diagnostics\":[{\"severity\":\"error\",\"summary\":\"X\","
                   "\"range\":{\"filename\":\"main.tf\",\"start\":{\"byte\":8},"
                   "\"end\":{\"byte\":99}}}]}");
    ck_assert(answer_report(folders, STR("tree/modules/x"), json, &counts));
    assert_str_eq(sources_slice(diag_sources(sink), diag_sorted(sink).items[0]->span), "89");
    arena_free(arena);
}
END_TEST

START_TEST(what_is_no_answer_is_refused) {
    static const char *const texts[] = {
        "",
        "hello",
        "[]",
        "{}",
        "{\"valid\":1}",
        "{\"valid\":true",
        "{\"valid\":false,\"error_count\":1,\"diagnostics\":[]}",
        "{\"valid\":true,\"diagnostics\":[{\"severity\":\"error\"}]}",
    };
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    Folders *folders = folders_with(arena, sink);
    AnswerCounts counts = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert(!answer_report(folders, STR("tree"), str_from_cstr(texts[i]), &counts));
    }
    ck_assert_uint_eq(diag_sorted(sink).count, 0);
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        process_gives_both_outputs_and_the_exit_code,
        process_has_only_the_environment_it_was_given,
        process_that_hangs_is_ended_with_its_children,
        process_that_leaves_a_child_with_its_output_still_ends,
        process_that_is_killed_says_so,
        process_that_cannot_start_says_why,
        tasks_keep_their_results_apart,
        scratch_folder_is_private_and_goes_without_following_links,
        scratch_folder_avoids_a_parent_too_long_for_sockets,
        scratch_folders_of_dead_runs_are_removed,
        scratch_leaves_folders_of_others_alone,
        paths_are_normalized,
        diagnostics_keep_terraforms_words_and_place,
        a_range_past_the_end_of_the_file_is_cut,
        what_is_no_answer_is_refused,
    };
    return run_unit_tests("terraform", tests, sizeof tests / sizeof tests[0]);
}
