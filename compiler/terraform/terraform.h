/*
 * The terraform (or tofu) program as one tool: where it is, which version, what it says of a root.
 *
 * It is given nothing of the user's environment but PATH, a configuration that forbids every
 * download, a home and a data folder in the scratch folder, and the sockets of our plugin server.
 */
#ifndef MLSTACK_TERRAFORM_TERRAFORM_H
#define MLSTACK_TERRAFORM_TERRAFORM_H

#include "diag/diag.h"
#include "support/file.h"
#include "terraform/process.h"

typedef struct Terraform {
    const char *program; /* absolute path */
    Str name;            /* "terraform" or "tofu", by its own word; empty until then */
    Str version;         /* "1.11.4"; empty until terraform_read_version */
} Terraform;

/* Looks for terraform, then for tofu, in the folders of a PATH; relative ones are passed over. */
bool terraform_find(Arena *arena, Str search_path, Terraform *ret_terraform);
/*
 * The program that the user names: a path, or a name that is looked up on PATH. False, reported,
 * when there is none or it cannot be run.
 */
bool terraform_find_named(Arena *arena, DiagSink *sink, Str search_path, Str named,
                          Terraform *ret_terraform);

typedef struct TerraformSession {
    Arena *arena;
    DiagSink *sink;
    Terraform terraform;
    Str scratch;     /* private folder */
    Str search_path; /* PATH for the children */
    Str reattach;    /* TF_REATTACH_PROVIDERS */
    ProcessSet *processes;
    Waiter waiter;
    int time_limit_seconds; /* for one root */
} TerraformSession;

/* Writes the configuration that forbids downloads. False, reported, when it cannot be written. */
bool terraform_prepare(TerraformSession *session);
/*
 * Asks the program which it is, and for its version. False, reported, when it gives none or is too
 * old for the plugin protocol that we speak.
 */
bool terraform_read_version(TerraformSession *session);

/* Commands in one root, one after the other, whatever the result of the earlier ones. */
typedef struct TerraformTask {
    Str root;                  /* its folder */
    Str data;                  /* name of a folder in the scratch folder for what init leaves */
    const StrVector *commands; /* their words: "plan", "-json" */
    size_t command_count;
    ProcessResult *results; /* one for each command */
} TerraformTask;

/* Runs the tasks, at most `parallel` at a time. False when interrupted. */
bool terraform_run(TerraformSession *session, const TerraformTask *tasks, size_t count,
                   size_t parallel);

typedef struct TerraformAnswer {
    Str root;           /* its folder: set by the caller */
    ProcessResult init; /* `terraform init` */
    ProcessResult validate;
} TerraformAnswer;

/* Runs init and validate in every root. False when interrupted. */
bool terraform_validate_roots(TerraformSession *session, TerraformAnswer *answers, size_t count,
                              size_t parallel);

/* "it was ended by signal 11", with what the program itself said as a note. */
void terraform_report_failure(TerraformSession *session, Str command, const ProcessResult *result);

#endif
