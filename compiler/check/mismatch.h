/* The wording of everything that can be wrong with a value: what was expected, what was found. */
#ifndef MLSTACK_CHECK_MISMATCH_H
#define MLSTACK_CHECK_MISMATCH_H

#include "check/checker.h"
#include "schema/constraint.h"

/* The field whose value is being typed, and whether it came there through a let. */
typedef struct Typing {
    const Context *context;
    const Field *field;
    FileScope *scope; /* whose names the expression sees: the let's file, through a let */
    bool through_let;
    Span use; /* of the reference in the field, through a let */
} Typing;

/* The expression is of another kind than the type. */
void report_mismatch(Typing *typing, const Type *type, const AstExpr *expr);
/* It is of the right kind, and breaks a constraint of the type. */
void report_constraint(Typing *typing, const Type *type, const AstExpr *expr, const Value *value,
                       Constraint broken);
void report_count(Typing *typing, const Type *type, const AstExpr *expr, size_t count);
void report_repeated_item(Typing *typing, const AstExpr *item, const AstExpr *earlier);
void report_repeated_key(Typing *typing, const AstMapEntry *entry, const AstMapEntry *earlier);
/* A cloud's own word outside of `on`. */
void report_cloud_word(Typing *typing, const AstExpr *expr);

#endif
