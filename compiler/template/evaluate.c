#include "template/evaluate.h"

const Value *evaluate_name(const TemplateScope *scope, Str name) {
    while (scope->outer != NULL && !str_equal(scope->name, name)) {
        scope = scope->outer;
    }
    return scope->outer != NULL ? scope->value : value_get(scope->value, name);
}

const Value *evaluate_path(const TemplateScope *scope, const TemplateExpr *path) {
    const Value *value = evaluate_name(scope, path->names[0].text);
    for (size_t i = 1; i < path->name_count; i++) {
        value = value_get(value, path->names[i].text);
    }
    return value;
}

static int64_t integer_of(const TemplateScope *scope, const TemplateExpr *expr) {
    if (expr->kind == TEMPLATE_INT) {
        return expr->integer;
    }
    if (expr->kind == TEMPLATE_LENGTH) {
        return value_count(evaluate_path(scope, expr->left));
    }
    return value_integer(evaluate_path(scope, expr));
}

static Str text_of(const TemplateScope *scope, const TemplateExpr *expr) {
    return expr->kind == TEMPLATE_STRING ? expr->text : value_text(evaluate_path(scope, expr));
}

/* What a checked expression evaluates to, by its form and, for a path, by its value. */
static ValueKind kind_of(const TemplateScope *scope, const TemplateExpr *expr) {
    switch (expr->kind) {
    case TEMPLATE_PATH: {
        const Value *value = evaluate_path(scope, expr);
        return value == NULL ? VALUE_NULL : value->kind;
    }
    case TEMPLATE_STRING:
        return VALUE_STRING;
    case TEMPLATE_INT:
    case TEMPLATE_LENGTH:
        return VALUE_INT;
    case TEMPLATE_BOOL:
    case TEMPLATE_NOT:
    case TEMPLATE_AND:
    case TEMPLATE_OR:
    case TEMPLATE_EQUAL:
    case TEMPLATE_NOT_EQUAL:
    case TEMPLATE_LESS:
    case TEMPLATE_LESS_EQUAL:
    case TEMPLATE_GREATER:
    case TEMPLATE_GREATER_EQUAL:
        return VALUE_BOOL;
    }
    return VALUE_NULL;
}

static bool are_equal(const TemplateScope *scope, const TemplateExpr *expr) {
    switch (kind_of(scope, expr->left)) {
    case VALUE_STRING:
        return str_equal(text_of(scope, expr->left), text_of(scope, expr->right));
    case VALUE_INT:
        return integer_of(scope, expr->left) == integer_of(scope, expr->right);
    case VALUE_BOOL:
        return evaluate_condition(scope, expr->left) == evaluate_condition(scope, expr->right);
    case VALUE_NULL:
    case VALUE_LIST:
    case VALUE_MAP:
        return false;
    }
    return false;
}

bool evaluate_condition(const TemplateScope *scope, const TemplateExpr *expr) {
    switch (expr->kind) {
    case TEMPLATE_PATH: {
        const Value *value = evaluate_path(scope, expr);
        return !value_is_null(value) && (value->kind != VALUE_BOOL || value->as.boolean);
    }
    case TEMPLATE_BOOL:
    case TEMPLATE_INT:
        return expr->integer != 0;
    case TEMPLATE_STRING:
        return true;
    case TEMPLATE_LENGTH:
        return integer_of(scope, expr) != 0;
    case TEMPLATE_NOT:
        return !evaluate_condition(scope, expr->left);
    case TEMPLATE_AND:
        return evaluate_condition(scope, expr->left) && evaluate_condition(scope, expr->right);
    case TEMPLATE_OR:
        return evaluate_condition(scope, expr->left) || evaluate_condition(scope, expr->right);
    case TEMPLATE_EQUAL:
        return are_equal(scope, expr);
    case TEMPLATE_NOT_EQUAL:
        return !are_equal(scope, expr);
    case TEMPLATE_LESS:
        return integer_of(scope, expr->left) < integer_of(scope, expr->right);
    case TEMPLATE_LESS_EQUAL:
        return integer_of(scope, expr->left) <= integer_of(scope, expr->right);
    case TEMPLATE_GREATER:
        return integer_of(scope, expr->left) > integer_of(scope, expr->right);
    case TEMPLATE_GREATER_EQUAL:
        return integer_of(scope, expr->left) >= integer_of(scope, expr->right);
    }
    return false;
}

const Value *evaluate(Arena *arena, const TemplateScope *scope, const TemplateExpr *expr) {
    if (expr->kind == TEMPLATE_PATH) {
        const Value *value = evaluate_path(scope, expr);
        return value == NULL ? value_null() : value;
    }
    switch (kind_of(scope, expr)) {
    case VALUE_STRING:
        return value_string(arena, expr->text, span_none());
    case VALUE_INT:
        return value_int(arena, integer_of(scope, expr), span_none());
    case VALUE_BOOL:
        return value_bool(arena, evaluate_condition(scope, expr), span_none());
    case VALUE_NULL:
    case VALUE_LIST:
    case VALUE_MAP:
        return value_null();
    }
    return value_null();
}
