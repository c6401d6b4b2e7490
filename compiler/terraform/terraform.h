/*
 * The terraform (or tofu) program as one tool: where it is, which version, what it says of a root.
 *
 * It is given nothing of the user's environment but PATH, a configuration that forbids every
 * download, a home and a data folder in the scratch folder, and the sockets of our plugin server.
 * With real providers, which the user asks for, the configuration and the variables are other ones:
 * see cli_environment.h.
 */
#ifndef MLSTACK_TERRAFORM_TERRAFORM_H
#define MLSTACK_TERRAFORM_TERRAFORM_H

#include "diag/diag.h"
#include "support/file.h"
#include "terraform/process.h"
#include "terraform/providers.h"

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
    Providers providers;
    Str reattach;                   /* TF_REATTACH_PROVIDERS, with the built-in providers */
    const char *const *environment; /* the user's, of which little is passed on; NULL last */
    ProcessSet *processes;
    Waiter waiter;
    int time_limit_seconds; /* for one root */
} TerraformSession;

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
    Str root;             /* set by the caller, as the next two */
    Str folder;           /* where terraform is run: the root itself, or a copy of it */
    bool fetches_modules; /* from elsewhere */
    ProcessResult init;   /* `terraform init` */
    ProcessResult validate;
} TerraformAnswer;

/*
 * With real providers: has init fetch them, for one root after the other, since they share a cache
 * that terraform does not lock. It ends at the first root that something could not be fetched for.
 * False when interrupted.
 */
bool terraform_fetch(TerraformSession *session, TerraformAnswer *answers, size_t count);
/* Whether init failed, and not for a mistake in the configuration, which validate tells better. */
bool terraform_could_not_fetch(const TerraformAnswer *answer);
/* Runs validate in every root, and init before it where nothing was fetched. False likewise. */
bool terraform_validate_roots(TerraformSession *session, TerraformAnswer *answers, size_t count,
                              size_t parallel);

/* "it was ended by signal 11", with what the program itself said as a note. */
void terraform_report_failure(TerraformSession *session, Str command, const ProcessResult *result);

#endif
