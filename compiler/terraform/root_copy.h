/*
 * A copy of a tree in the scratch folder, where terraform may write what a plan or a test leaves
 * behind. Every root of it gets a local backend in place of its own, which would need an account.
 */
#ifndef MLSTACK_TERRAFORM_ROOT_COPY_H
#define MLSTACK_TERRAFORM_ROOT_COPY_H

#include "terraform/folders.h"

/*
 * Copies the tree and the module folders outside of it that it reaches. State files stay behind:
 * what is planned is the whole, from nothing.
 */
bool root_copy_make(const Folders *folders, Str scratch, Str *ret_problem);
/* Adds the lock files of the roots, for real providers: init keeps to them and completes them. */
bool root_copy_lock_files(const Folders *folders, Str scratch, Str *ret_problem);
/* Where the copy of a folder is. */
Str root_copy_path(const Folders *folders, Str scratch, Str path);

#endif
