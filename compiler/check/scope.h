/*
 * Names: which lets and profiles a file sees. Its own, and those of every file that it imports,
 * directly or through others. A name is bound once in what a file sees.
 */
#ifndef MLSTACK_CHECK_SCOPE_H
#define MLSTACK_CHECK_SCOPE_H

#include "check/checker.h"

/* The scope of a file, with its imports followed; the same scope for the same file. */
FileScope *scope_open(Checker *checker, const AstFile *file);

/* Follows the references among the file's lets and profiles: unknown names, cycles, depth. */
void scope_check_bindings(Checker *checker, FileScope *scope);

/* The profile that `use` names, marked as used; NULL when it is unknown (reported) or broken. */
Binding *scope_used_profile(Checker *checker, FileScope *scope, const AstEntry *use);

/* Names of a map of bindings, for suggestions. */
const Str *scope_names(Checker *checker, const Map *bindings);

#endif
