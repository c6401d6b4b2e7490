/*
 * Values for the variables of a root that nothing sets, so that it can be planned: the account
 * above all, which a stack file may leave to those who apply.
 */
#ifndef MLSTACK_TERRAFORM_PLACEHOLDER_H
#define MLSTACK_TERRAFORM_PLACEHOLDER_H

#include "terraform/folders.h"

/* "-var=account=123456789012" for each variable that has no default and no value in a .tfvars. */
StrVector placeholder_arguments(Folders *folders, const Folder *root);

#endif
