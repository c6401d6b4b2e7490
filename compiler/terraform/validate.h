/*
 * The verdict on generated roots: the real terraform (or tofu), served with the embedded provider
 * schemas so that it needs no network and no account; or, without it, our own lesser check.
 */
#ifndef MLSTACK_TERRAFORM_VALIDATE_H
#define MLSTACK_TERRAFORM_VALIDATE_H

#include "diag/diag.h"
#include "terraform/providers.h"

typedef enum Judge {
    JUDGE_TERRAFORM, /* terraform or tofu said so */
    JUDGE_SCHEMA,    /* the lesser check: provider schemas only */
} Judge;

typedef struct RootVerdict {
    Str root;    /* path of the root from the tree's folder: "environments/dev/aws" */
    Str same_as; /* the root that was judged in its place because the texts are equal, or empty */
    bool valid;
    size_t error_count; /* in the root and the modules it calls; of the root in same_as likewise */
    size_t warning_count;
    bool is_planned;
    size_t to_add; /* resources, from nothing */
    bool is_tested;
    size_t tests_passed;
    size_t tests_failed;
} RootVerdict;

typedef struct ValidateOptions {
    Str tree;        /* folder of the tree, or of one root */
    Str search_path; /* the PATH variable; without terraform or tofu on it, the lesser check */
    Str terraform;   /* the program to use: a path, or a name on PATH; empty: terraform, or tofu */
    bool require_terraform;
    Providers providers;            /* real ones need terraform */
    const char *const *environment; /* the user's: the way to the network is taken from it */
    bool plan;              /* every root, with its own values; needs terraform; built-in only */
    bool test;              /* run the roots' tests; needs terraform */
    size_t jobs;            /* 0: one per core */
    Str temporary_folder;   /* where a private folder is made for the time of the run; /tmp */
    int time_limit_seconds; /* for one root; 0: five minutes */
} ValidateOptions;

typedef struct ValidateResult {
    Judge judge;
    Str judge_name;           /* "terraform 1.11.4" or "mlstack's schema check" */
    const RootVerdict *roots; /* by path */
    size_t root_count;
} ValidateResult;

/*
 * Judges every root below the tree: every folder with .tf files that no module block of another
 * folder points to. Diagnostics (terraform's own messages included) go to the sink. False when
 * the environment failed: no such folder, terraform missing though required, too old, crashed, or
 * printing no JSON; that too is in the sink. Nothing in the tree is written or changed.
 */
bool validate_tree(Arena *arena, DiagSink *sink, const ValidateOptions *options,
                   ValidateResult *ret_result);

#endif
