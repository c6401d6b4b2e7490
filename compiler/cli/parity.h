/* The report of `check --parity`: what each cloud gives for what a stack asks. */
#ifndef MLSTACK_CLI_PARITY_H
#define MLSTACK_CLI_PARITY_H

#include "page/page.h"
#include "resolve/deployment.h"

Page parity_page(Arena *arena, const ResolvedStack *stack);

#endif
