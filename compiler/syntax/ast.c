#include "syntax/ast.h"

Str ast_expr_kind_name(AstExprKind kind) {
    static const Str names[] = {
#define X(kind, name) [kind] = STR_INIT(name),
        AST_EXPR_KINDS(X)
#undef X
    };
    return names[kind];
}
