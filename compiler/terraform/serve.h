/*
 * Runs one command of the user's own with the providers served: `terraform plan`, a script that
 * calls terraform, a shell. It has the user's terminal and environment, and one variable more.
 */
#ifndef MLSTACK_TERRAFORM_SERVE_H
#define MLSTACK_TERRAFORM_SERVE_H

#include "diag/diag.h"
#include "support/file.h"

typedef struct ServeOptions {
    StrVector command;              /* the program, looked up on PATH, and its arguments */
    const char *const *environment; /* NULL last */
    Str temporary_folder;
} ServeOptions;

/*
 * ret_exit_code is the command's, or 128 and its signal's number. A signal that comes meanwhile is
 * passed on, but for SIGINT, which a terminal sends to both. False, reported, when it could not be
 * run.
 */
bool serve_command(Arena *arena, DiagSink *sink, const ServeOptions *options, int *ret_exit_code);

#endif
