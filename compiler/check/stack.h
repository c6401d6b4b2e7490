/* One `stack NAME { … }`: its name, its clouds and environments, its layers. */
#ifndef MLSTACK_CHECK_STACK_H
#define MLSTACK_CHECK_STACK_H

#include "check/checker.h"

CheckedStack check_stack(Checker *checker, FileScope *scope, const AstEntry *entry);

#endif
