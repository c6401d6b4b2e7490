/* A private folder for the time of one validation. */
#ifndef MLSTACK_TERRAFORM_SCRATCH_H
#define MLSTACK_TERRAFORM_SCRATCH_H

#include "support/str.h"

/*
 * Makes a folder that only this user can enter (mode 0700) in the parent, or in /tmp when the
 * parent's path is relative or too long to hold sockets.
 */
bool scratch_open(Arena *arena, Str parent, Str *ret_folder, Str *ret_problem);
/* Removes it with all it holds; links are removed, not followed. */
void scratch_close(Arena *arena, Str folder);

#endif
