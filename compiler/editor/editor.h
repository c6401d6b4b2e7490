/*
 * Syntax files for editors, from the kinds of literals and the schema, so that an editor colours
 * the words that the compiler knows.
 */
#ifndef MLSTACK_EDITOR_EDITOR_H
#define MLSTACK_EDITOR_EDITOR_H

#include "schema/schema.h"

/* A TextMate grammar as JSON, which VS Code, Sublime Text and JetBrains' editors read, too. */
Str editor_text_mate(Arena *arena, const Schema *schema);
/* syntax/mlstack.vim and ftdetect/mlstack.vim. */
Str editor_vim_syntax(Arena *arena, const Schema *schema);
Str editor_vim_detection(Arena *arena);

#endif
