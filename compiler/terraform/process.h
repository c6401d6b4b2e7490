/*
 * Running programs: by argument vector (no shell), with an environment of its own, in a process
 * group of its own, with both outputs read and a time limit. No child outlives process_set_run, nor
 * the process that called it: the system kills the children of one that is killed itself.
 *
 * While a set is open, SIGINT, SIGTERM and SIGHUP are held back, so that no signal can leave
 * children or scratch files behind: process_set_run ends its children and returns early, the caller
 * cleans up, and process_set_close lets the signal through, which then does what it would have
 * done.
 */
#ifndef MLSTACK_TERRAFORM_PROCESS_H
#define MLSTACK_TERRAFORM_PROCESS_H

#include <poll.h>

#include "support/buffer.h"

typedef struct Command {
    const char *const *arguments;   /* the program's absolute path first, NULL last */
    const char *const *environment; /* "NAME=value", NULL last */
} Command;

typedef enum ProcessEnd {
    PROCESS_EXITED,
    PROCESS_KILLED, /* by a signal that was not ours */
    PROCESS_TIMED_OUT,
    PROCESS_TOO_MUCH_OUTPUT,
    PROCESS_NOT_STARTED,
} ProcessEnd;

typedef struct ProcessResult {
    ProcessEnd end;
    int exit_code;          /* or the signal's number */
    int time_limit_seconds; /* the one it was under */
    Str output;
    Str errors;
} ProcessResult;

/* Commands that run one after the other, whatever the result of the earlier ones. */
typedef struct Task {
    const Command *commands;
    size_t command_count;
    ProcessResult *results; /* one for each command, filled in by the run */
    int time_limit_seconds; /* for the whole task; when it is over, the rest is not started */
} Task;

/* Waits for descriptors like poll; the set calls it, so that a server can work meanwhile. */
typedef struct Waiter {
    bool (*wait)(void *context, struct pollfd *descriptors, size_t count, int milliseconds);
    void *context;
} Waiter;

typedef struct ProcessSet ProcessSet;

ProcessSet *process_set_new(Arena *arena);
/* Runs tasks, at most `parallel` at a time. False when a signal came in or waiting failed. */
bool process_set_run(ProcessSet *set, const Task *tasks, size_t task_count, size_t parallel,
                     Waiter waiter);
/* Lets signals through. Accepts NULL. */
void process_set_close(ProcessSet *set);

#endif
