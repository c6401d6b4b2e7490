/* From the text of a file to its syntax tree. */
#ifndef MLSTACK_SYNTAX_PARSE_H
#define MLSTACK_SYNTAX_PARSE_H

#include "diag/diag.h"
#include "support/buffer.h"
#include "syntax/ast.h"

/* Brackets may nest this deep; more is an error, so that later recursive walks are bounded. */
enum { SYNTAX_MAX_NESTING = 64 };

/* Larger files are refused: no stack needs so much text, and a tree takes many times its size. */
enum { SYNTAX_MAX_BYTES = 4 * 1024 * 1024 };

/*
 * Parses a file that is in the sink's sources. Always gives a tree: what could not be parsed was
 * reported and is left out or AST_INVALID, which the tree's extent tells. Text that is not UTF-8,
 * contains NUL, is too large or nests too deep is one error and an empty tree. `arena` holds the
 * tree.
 */
AstFile *syntax_parse(Arena *arena, DiagSink *sink, FileId file);

/* Stable text forms for tests: one token or node a line. */
void syntax_dump_tokens(Arena *arena, DiagSink *sink, FileId file, Buffer *out);
void ast_dump(const AstFile *file, Buffer *out);

#endif
