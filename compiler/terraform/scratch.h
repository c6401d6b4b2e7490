/*
 * A private folder for the time of one validation.
 *
 * A run that is killed outright leaves its folder behind, so each run first removes those of dead
 * ones. In every folder is a file that its run holds locked; the system lets go of the lock when
 * the process ends, however it ends. A folder whose lock can be taken therefore belongs to nobody.
 * Whoever removes a folder holds its lock to the end, and whoever makes one looks, once it has the
 * lock, whether the file is still there; if not, it makes another folder.
 */
#ifndef MLSTACK_TERRAFORM_SCRATCH_H
#define MLSTACK_TERRAFORM_SCRATCH_H

#include "support/str.h"

typedef struct Scratch {
    Str folder;
    int lock; /* descriptor of the locked file */
} Scratch;

/*
 * Makes a folder that only this user can enter (mode 0700) in the parent, or in /tmp when the
 * parent's path is relative or too long to hold sockets. Removes those of dead runs there: only
 * folders of this user with that mode, a name of ours and the file in them, or nothing.
 */
bool scratch_open(Arena *arena, Str parent, Scratch *ret_scratch, Str *ret_problem);
/* Removes it with all it holds; links are removed, not followed. */
void scratch_close(Arena *arena, const Scratch *scratch);

#endif
