/* Paths, conditions and other expressions of a checked template. */
#ifndef MLSTACK_TEMPLATE_EVALUATE_H
#define MLSTACK_TEMPLATE_EVALUATE_H

#include "template/template_tree.h"

/* What a template sees: the variables of the loops it is in, and behind all the outermost scope. */
typedef struct TemplateScope TemplateScope;
struct TemplateScope {
    const TemplateScope *outer; /* NULL for the outermost */
    Str name;                   /* of a variable; empty for the outermost, which is a map */
    const Value *value;
};

/* The value behind the first name of a path; NULL when it is absent, as in all of these. */
const Value *evaluate_name(const TemplateScope *scope, Str name);
const Value *evaluate_path(const TemplateScope *scope, const TemplateExpr *path);
/* An optional path is true when it is present; a bool is what it is. */
bool evaluate_condition(const TemplateScope *scope, const TemplateExpr *expr);
/* The value of a hole's expression. Paths are not copied. */
const Value *evaluate(Arena *arena, const TemplateScope *scope, const TemplateExpr *expr);

#endif
