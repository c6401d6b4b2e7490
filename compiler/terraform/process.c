#include "terraform/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_OUTPUT_BYTES = 64 * 1024 * 1024,
    READ_SIZE = 64 * 1024,
    /* How late a signal or a time limit may be noticed. */
    TICK_MILLISECONDS = 50,
    /* Between the end of a child's output and its end. */
    REAP_MILLISECONDS = 2,
    STREAM_COUNT = 2, /* output and errors */
};

static const int held_signals[] = {SIGINT, SIGTERM, SIGHUP};

/* One task that is under way. */
typedef struct Runner {
    const Task *task; /* NULL: free */
    size_t next;      /* command to start next */
    bool running;
    pid_t child;
    int streams[STREAM_COUNT]; /* -1: at its end */
    Buffer texts[STREAM_COUNT];
    int64_t deadline; /* of the task, on the monotonic clock, in milliseconds */
} Runner;

struct ProcessSet {
    Arena *arena;
    sigset_t held;     /* signals that we hold back */
    sigset_t original; /* the mask before */
    Runner *runners;
    size_t runner_count;
};

/* Only for time limits; nothing that is written depends on it. */
static int64_t monotonic_milliseconds(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- Signals ---- */

ProcessSet *process_set_new(Arena *arena) {
    ProcessSet *set = ARENA_NEW(arena, ProcessSet);
    set->arena = arena;
    sigemptyset(&set->held);
    for (size_t i = 0; i < sizeof held_signals / sizeof *held_signals; i++) {
        struct sigaction action;
        /* An ignored signal stays ignored: held back, it would count as pending. */
        if (sigaction(held_signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
            sigaddset(&set->held, held_signals[i]);
        }
    }
    sigprocmask(SIG_BLOCK, &set->held, &set->original);
    return set;
}

static bool signal_is_pending(const ProcessSet *set) {
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    for (size_t i = 0; i < sizeof held_signals / sizeof *held_signals; i++) {
        if (sigismember(&set->held, held_signals[i]) == 1 &&
            sigismember(&pending, held_signals[i]) == 1) {
            return true;
        }
    }
    return false;
}

/* ---- One child ---- */

static bool open_pipe(int ends[2]) {
    if (pipe(ends) != 0) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

/* In the child: becomes the command. Returns the error when it cannot. */
static int become(const ProcessSet *set, const Command *command, const int outputs[STREAM_COUNT],
                  pid_t parent) {
    /* A parent that is killed outright cannot end its children, so the system is asked to. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
        return ESRCH;
    }
    setpgid(0, 0);
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL); /* fails for those that are always so */
    }
    int input = open("/dev/null", O_RDONLY);
    if (input < 0 || dup2(input, STDIN_FILENO) < 0 || dup2(outputs[0], STDOUT_FILENO) < 0 ||
        dup2(outputs[1], STDERR_FILENO) < 0) {
        return errno;
    }
    if (input != STDIN_FILENO) {
        close(input);
    }
    sigprocmask(SIG_SETMASK, &set->original, NULL);
    execve(command->arguments[0], (char *const *)command->arguments,
           (char *const *)command->environment);
    return errno;
}

/* The error that the child met before it became the command; 0 when it met none. */
static int read_error(int descriptor) {
    int error = 0;
    ssize_t count = 0;
    do {
        count = read(descriptor, &error, sizeof error);
    } while (count < 0 && errno == EINTR);
    return count == (ssize_t)sizeof error ? error : 0;
}

/* By fork, because posix_spawn cannot tie the child's life to ours. */
static int spawn(const ProcessSet *set, const Command *command, const int outputs[STREAM_COUNT],
                 pid_t *ret_child) {
    int report[2];
    if (!open_pipe(report)) {
        return errno;
    }
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        int error = become(set, command, outputs, parent);
        (void)!write(report[1], &error, sizeof error);
        _exit(EXIT_FAILURE);
    }
    int error = child < 0 ? errno : 0;
    close(report[1]);
    if (child > 0) {
        setpgid(child, child); /* as the child does: whoever comes first */
        error = read_error(report[0]);
    }
    close(report[0]);
    if (child > 0 && error != 0) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    *ret_child = child;
    return error;
}

/* Starts the task's next command. A failure is its result, and the runner stays without a child. */
static void start_command(ProcessSet *set, Runner *runner) {
    ProcessResult *result = &runner->task->results[runner->next];
    int pipes[STREAM_COUNT][2] = {{-1, -1}, {-1, -1}};
    int error = 0;
    for (int i = 0; i < STREAM_COUNT && error == 0; i++) {
        error = open_pipe(pipes[i]) ? 0 : errno;
    }
    if (error == 0) {
        const int outputs[STREAM_COUNT] = {pipes[0][1], pipes[1][1]};
        error = spawn(set, &runner->task->commands[runner->next], outputs, &runner->child);
    }
    for (int i = 0; i < STREAM_COUNT; i++) {
        if (pipes[i][1] >= 0) {
            close(pipes[i][1]);
        }
        if (error != 0 && pipes[i][0] >= 0) {
            close(pipes[i][0]);
        }
        if (error == 0) {
            fcntl(pipes[i][0], F_SETFL, O_NONBLOCK);
        }
        runner->streams[i] = error == 0 ? pipes[i][0] : -1;
        runner->texts[i] = buffer_new(set->arena);
    }
    runner->running = error == 0;
    if (error != 0) {
        *result = (ProcessResult){
            .end = PROCESS_NOT_STARTED,
            .errors = str_copy(set->arena, str_from_cstr(strerror(error))),
        };
        runner->next++;
    }
}

/* Reads what is there. False when there is more of it than anyone could want. */
static bool read_stream(Runner *runner, int index) {
    Buffer *text = &runner->texts[index];
    while (runner->streams[index] >= 0) {
        buffer_reserve(text, READ_SIZE);
        ssize_t count = read(runner->streams[index], text->data + text->length, READ_SIZE);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0 && errno == EAGAIN) {
            return true;
        }
        if (count <= 0) {
            close(runner->streams[index]);
            runner->streams[index] = -1;
            return true;
        }
        text->length += (size_t)count;
        if (text->length > MAX_OUTPUT_BYTES) {
            return false;
        }
    }
    return true;
}

/* Ends the whole group: a child may have children of its own. */
static void end_group(const Runner *runner) {
    kill(-runner->child, SIGKILL);
}

/* Records how the command ended; the child has been waited for. */
static void finish_command(Runner *runner, ProcessEnd end, int exit_code) {
    end_group(runner);
    for (int i = 0; i < STREAM_COUNT; i++) {
        (void)read_stream(runner, i);
        if (runner->streams[i] >= 0) {
            close(runner->streams[i]);
            runner->streams[i] = -1;
        }
    }
    runner->task->results[runner->next++] = (ProcessResult){
        .end = end,
        .exit_code = exit_code,
        .time_limit_seconds = runner->task->time_limit_seconds,
        .output = buffer_str(&runner->texts[0]),
        .errors = buffer_str(&runner->texts[1]),
    };
    runner->running = false;
}

static void stop_command(Runner *runner, ProcessEnd end) {
    end_group(runner);
    while (waitpid(runner->child, NULL, 0) < 0 && errno == EINTR) {
    }
    finish_command(runner, end, 0);
}

/* Goes on with a child as far as it goes without waiting. */
static void watch_command(Runner *runner) {
    for (int i = 0; i < STREAM_COUNT; i++) {
        if (!read_stream(runner, i)) {
            stop_command(runner, PROCESS_TOO_MUCH_OUTPUT);
            return;
        }
    }
    int status = 0;
    pid_t ended = waitpid(runner->child, &status, WNOHANG);
    if (ended == runner->child && WIFEXITED(status)) {
        finish_command(runner, PROCESS_EXITED, WEXITSTATUS(status));
    } else if (ended != 0) {
        finish_command(runner, PROCESS_KILLED, ended > 0 ? WTERMSIG(status) : 0);
    } else if (monotonic_milliseconds() >= runner->deadline) {
        stop_command(runner, PROCESS_TIMED_OUT);
    }
}

/* ---- All of them ---- */

/* Gives the runner its next command or, when the task is done, frees it. */
static void advance(ProcessSet *set, Runner *runner) {
    while (runner->task != NULL && !runner->running) {
        if (runner->next == runner->task->command_count) {
            runner->task = NULL;
        } else if (runner->next > 0 &&
                   runner->task->results[runner->next - 1].end != PROCESS_EXITED) {
            runner->task->results[runner->next++].end = PROCESS_NOT_STARTED;
        } else {
            start_command(set, runner);
        }
    }
}

static bool wait_for_output(const ProcessSet *set, Waiter waiter) {
    struct pollfd *polled =
        arena_alloc_array(set->arena, set->runner_count * STREAM_COUNT, sizeof *polled);
    size_t count = 0;
    int timeout = TICK_MILLISECONDS;
    for (size_t i = 0; i < set->runner_count; i++) {
        const Runner *runner = &set->runners[i];
        bool open = false;
        for (int s = 0; runner->running && s < STREAM_COUNT; s++) {
            if (runner->streams[s] >= 0) {
                polled[count++] = (struct pollfd){.fd = runner->streams[s], .events = POLLIN};
                open = true;
            }
        }
        if (runner->running && !open) {
            timeout = REAP_MILLISECONDS;
        }
    }
    return waiter.wait(waiter.context, polled, count, timeout);
}

static void stop_all(ProcessSet *set) {
    for (size_t i = 0; i < set->runner_count; i++) {
        if (set->runners[i].running) {
            stop_command(&set->runners[i], PROCESS_KILLED);
        }
    }
}

bool process_set_run(ProcessSet *set, const Task *tasks, size_t task_count, size_t parallel,
                     Waiter waiter) {
    set->runner_count = parallel < task_count ? parallel : task_count;
    set->runners = arena_alloc_array(set->arena, set->runner_count, sizeof(Runner));
    size_t next_task = 0;
    for (;;) {
        bool busy = false;
        for (size_t i = 0; i < set->runner_count; i++) {
            Runner *runner = &set->runners[i];
            if (runner->running) {
                watch_command(runner);
            }
            advance(set, runner);
            while (runner->task == NULL && next_task < task_count) {
                const Task *task = &tasks[next_task++];
                int64_t limit = (int64_t)task->time_limit_seconds * 1000;
                *runner = (Runner){.task = task, .deadline = monotonic_milliseconds() + limit};
                advance(set, runner);
            }
            busy = busy || runner->running;
        }
        if (!busy) {
            return true;
        }
        ArenaMark mark = arena_mark(set->arena);
        bool waited = wait_for_output(set, waiter);
        arena_rewind(set->arena, mark);
        if (!waited || signal_is_pending(set)) {
            stop_all(set);
            return false;
        }
    }
}

void process_set_close(ProcessSet *set) {
    if (set != NULL) {
        sigprocmask(SIG_SETMASK, &set->original, NULL);
    }
}
