/*
 * More than a verdict on texts: every root planned with its own values, and its tests run, in a
 * copy of the tree.
 */
#ifndef MLSTACK_TERRAFORM_REHEARSAL_H
#define MLSTACK_TERRAFORM_REHEARSAL_H

#include "terraform/folders.h"
#include "terraform/terraform.h"
#include "terraform/validate.h"

typedef struct Rehearsal {
    Folders *folders;
    TerraformSession *session;
    const ValidateOptions *options;
    size_t parallel;
} Rehearsal;

/* True when the root has tests of its own, in its folder or in its folder tests. */
bool rehearsal_has_tests(const Folder *root);
/*
 * Plans and tests the roots, which have been copied, and enters in their verdicts what came of it.
 * False, reported, when the environment failed.
 */
bool rehearsal_run(const Rehearsal *rehearsal, Folder *const *roots, RootVerdict *const *verdicts,
                   size_t count);

#endif
