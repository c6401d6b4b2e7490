/*
 * Names and types in templates, against the shape of the scope.
 *
 * A name is looked up among the loop variables, innermost first, and then among the fields of the
 * scope. An optional path may be used where a condition around it says that it is present: the
 * conditions that hold at a place are a list of paths in the environment.
 */
#include "template/template_tree.h"

#include "diag/near_name.h"

enum { MOST_NAMES_LISTED = 8 };

/* One more name or fact than the environment it continues. */
typedef struct Environment Environment;
struct Environment {
    const Environment *outer;
    Str variable;                /* a loop variable, or empty */
    const Shape *shape;          /* of the variable */
    const TemplateExpr *present; /* a path that is known to be there, or NULL */
};

/* A template that is being checked, and the one that includes it. */
typedef struct Inclusion {
    const struct Inclusion *outer;
    const Template *template;
} Inclusion;

typedef struct Checker {
    Arena *arena;
    DiagSink *sink;
    const TemplateSet *set;
    const Shape *scope;
    const Inclusion *inclusion; /* the innermost */
    bool failed;
} Checker;

/* What an expression is; no shape after a mistake that was reported. */
typedef struct Typed {
    const Shape *shape;
    bool optional;
} Typed;

static const Shape bool_shape = {.kind = SHAPE_BOOL};
static const Shape int_shape = {.kind = SHAPE_INT};
static const Shape string_shape = {.kind = SHAPE_STRING};

static void check_body(Checker *checker, const Environment *environment, TemplateBody body);

static Diagnostic *report_type(Checker *checker, Span span, const char *expected,
                               const Shape *found) {
    checker->failed = true;
    Str description = shape_describe(checker->arena, found);
    return diag_report(checker->sink, MLS6103, span, "expected %s, found %.*s", expected,
                       STR_ARG(description));
}

static void suggest_name(Checker *checker, Diagnostic *diagnostic, Str name,
                         const Environment *environment, const Shape *record) {
    VECTOR(Str) names = {0};
    for (const Environment *e = environment; e != NULL; e = e->outer) {
        if (!str_is_empty(e->variable)) {
            vector_push(checker->arena, &names, e->variable);
        }
    }
    for (size_t i = 0; i < record->field_count; i++) {
        vector_push(checker->arena, &names, record->fields[i].name);
    }
    Str near = near_name(checker->arena, name, names.items, names.count);
    if (!str_is_empty(near)) {
        diag_help(checker->sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
    } else if (names.count > 0) {
        Str list = near_name_list(checker->arena, names.items, names.count, MOST_NAMES_LISTED);
        diag_help(checker->sink, diagnostic, "there is %.*s", STR_ARG(list));
    }
}

static bool same_path(const TemplateExpr *a, const TemplateExpr *b, size_t name_count) {
    if (a->name_count != name_count) {
        return false;
    }
    for (size_t i = 0; i < name_count; i++) {
        if (!str_equal(a->names[i].text, b->names[i].text)) {
            return false;
        }
    }
    return true;
}

/* Whether the first `name_count` names of the path are known to be there. */
static bool is_present(const Environment *environment, const TemplateExpr *path,
                       size_t name_count) {
    for (const Environment *e = environment; e != NULL; e = e->outer) {
        if (e->present != NULL && same_path(e->present, path, name_count)) {
            return true;
        }
    }
    return false;
}

static bool first_name(Checker *checker, const Environment *environment, TemplateName name,
                       Typed *ret_typed) {
    for (const Environment *e = environment; e != NULL; e = e->outer) {
        if (!str_is_empty(e->variable) && str_equal(e->variable, name.text)) {
            *ret_typed = (Typed){e->shape, false};
            return true;
        }
    }
    const ShapeField *field = shape_field(checker->scope, name.text);
    if (field == NULL) {
        checker->failed = true;
        Diagnostic *diagnostic = diag_report(checker->sink, MLS6102, name.span,
                                             "unknown name '%.*s'", STR_ARG(name.text));
        suggest_name(checker, diagnostic, name.text, environment, checker->scope);
        return false;
    }
    *ret_typed = (Typed){field->shape, field->optional};
    return true;
}

/* A further name: a field of a record, or a key of a map, which may be absent. */
static bool next_name(Checker *checker, TemplateName name, Typed *typed) {
    if (typed->shape->kind == SHAPE_MAP) {
        *typed = (Typed){typed->shape->element, true};
        return true;
    }
    if (typed->shape->kind != SHAPE_RECORD) {
        checker->failed = true;
        Str description = shape_describe(checker->arena, typed->shape);
        diag_report(checker->sink, MLS6103, name.span, "'%.*s' cannot be a field of a %.*s",
                    STR_ARG(name.text), STR_ARG(description));
        return false;
    }
    const ShapeField *field = shape_field(typed->shape, name.text);
    if (field == NULL) {
        checker->failed = true;
        Diagnostic *diagnostic = diag_report(checker->sink, MLS6102, name.span,
                                             "unknown field '%.*s'", STR_ARG(name.text));
        suggest_name(checker, diagnostic, name.text, NULL, typed->shape);
        return false;
    }
    *typed = (Typed){field->shape, field->optional};
    return true;
}

static void report_optional(Checker *checker, const TemplateExpr *path, size_t name_count) {
    checker->failed = true;
    Buffer text = buffer_new(checker->arena);
    for (size_t i = 0; i < name_count; i++) {
        buffer_append(&text, i > 0 ? STR(".") : STR(""));
        buffer_append(&text, path->names[i].text);
    }
    Str name = buffer_str(&text);
    Diagnostic *diagnostic =
        diag_report(checker->sink, MLS6104, span_join(path->span, path->names[name_count - 1].span),
                    "'%.*s' may be absent here", STR_ARG(name));
    diag_help(checker->sink, diagnostic, "put it inside '@if %.*s'", STR_ARG(name));
}

/* The result is optional when only the last name may be absent. */
static Typed check_path(Checker *checker, const Environment *environment,
                        const TemplateExpr *path) {
    Typed typed = {0};
    if (!first_name(checker, environment, path->names[0], &typed)) {
        return (Typed){0};
    }
    for (size_t i = 1; i < path->name_count; i++) {
        if (typed.optional && !is_present(environment, path, i)) {
            report_optional(checker, path, i);
            return (Typed){0};
        }
        if (!next_name(checker, path->names[i], &typed)) {
            return (Typed){0};
        }
    }
    typed.optional = typed.optional && !is_present(environment, path, path->name_count);
    return typed;
}

static const Environment *add_present(Checker *checker, const Environment *environment,
                                      const TemplateExpr *path) {
    Environment *inner = ARENA_NEW(checker->arena, Environment);
    *inner = (Environment){.outer = environment, .present = path};
    return inner;
}

/* The environment where the condition is known to be `outcome`. */
static const Environment *assume(Checker *checker, const Environment *environment,
                                 const TemplateExpr *condition, bool outcome) {
    if (condition == NULL) {
        return environment;
    }
    if (condition->kind == TEMPLATE_PATH && outcome) {
        return add_present(checker, environment, condition);
    }
    if (condition->kind == TEMPLATE_NOT) {
        return assume(checker, environment, condition->left, !outcome);
    }
    if (condition->kind == (outcome ? TEMPLATE_AND : TEMPLATE_OR)) {
        environment = assume(checker, environment, condition->left, outcome);
        return assume(checker, environment, condition->right, outcome);
    }
    return environment;
}

static Typed check_expr(Checker *checker, const Environment *environment, const TemplateExpr *expr);

/* A value that is there: reports an optional one. */
static const Shape *check_value(Checker *checker, const Environment *environment,
                                const TemplateExpr *expr) {
    Typed typed = check_expr(checker, environment, expr);
    if (typed.shape != NULL && typed.optional) {
        report_optional(checker, expr, expr->name_count);
        return NULL;
    }
    return typed.shape;
}

static void check_condition(Checker *checker, const Environment *environment,
                            const TemplateExpr *expr) {
    Typed typed = check_expr(checker, environment, expr);
    if (typed.shape == NULL || typed.optional || typed.shape->kind == SHAPE_BOOL) {
        return;
    }
    if (expr->kind == TEMPLATE_PATH && is_present(environment, expr, expr->name_count)) {
        return;
    }
    Diagnostic *diagnostic =
        report_type(checker, expr->span, "a bool or an optional field", typed.shape);
    if (typed.shape->kind == SHAPE_LIST || typed.shape->kind == SHAPE_MAP) {
        diag_help(checker->sink, diagnostic, "write 'length(...) > 0'");
    }
}

static void check_order(Checker *checker, const Environment *environment,
                        const TemplateExpr *expr) {
    const TemplateExpr *operands[] = {expr->left, expr->right};
    for (size_t i = 0; i < 2; i++) {
        const Shape *shape = check_value(checker, environment, operands[i]);
        if (shape != NULL && shape->kind != SHAPE_INT) {
            report_type(checker, operands[i]->span, "int", shape);
        }
    }
}

static bool is_scalar(const Shape *shape) {
    return shape->kind == SHAPE_BOOL || shape->kind == SHAPE_INT || shape->kind == SHAPE_STRING;
}

static void check_equality(Checker *checker, const Environment *environment,
                           const TemplateExpr *expr) {
    const Shape *left = check_value(checker, environment, expr->left);
    const Shape *right = check_value(checker, environment, expr->right);
    if (left != NULL && !is_scalar(left)) {
        report_type(checker, expr->left->span, "bool, int or string", left);
    } else if (left != NULL && right != NULL && left->kind != right->kind) {
        Str expected = shape_describe(checker->arena, left);
        report_type(checker, expr->right->span, str_to_cstr(checker->arena, expected), right);
    }
}

static Typed check_expr(Checker *checker, const Environment *environment,
                        const TemplateExpr *expr) {
    switch (expr->kind) {
    case TEMPLATE_PATH:
        return check_path(checker, environment, expr);
    case TEMPLATE_STRING:
        return (Typed){&string_shape, false};
    case TEMPLATE_INT:
        return (Typed){&int_shape, false};
    case TEMPLATE_BOOL:
        return (Typed){&bool_shape, false};
    case TEMPLATE_LENGTH: {
        const Shape *shape = check_value(checker, environment, expr->left);
        if (shape != NULL && shape->kind != SHAPE_LIST && shape->kind != SHAPE_MAP) {
            report_type(checker, expr->left->span, "a list or map", shape);
        }
        return (Typed){&int_shape, false};
    }
    case TEMPLATE_NOT:
        check_condition(checker, environment, expr->left);
        return (Typed){&bool_shape, false};
    case TEMPLATE_AND:
    case TEMPLATE_OR:
        check_condition(checker, environment, expr->left);
        check_condition(checker,
                        assume(checker, environment, expr->left, expr->kind == TEMPLATE_AND),
                        expr->right);
        return (Typed){&bool_shape, false};
    case TEMPLATE_EQUAL:
    case TEMPLATE_NOT_EQUAL:
        check_equality(checker, environment, expr);
        return (Typed){&bool_shape, false};
    case TEMPLATE_LESS:
    case TEMPLATE_LESS_EQUAL:
    case TEMPLATE_GREATER:
    case TEMPLATE_GREATER_EQUAL:
        check_order(checker, environment, expr);
        return (Typed){&bool_shape, false};
    }
    return (Typed){0};
}

static void check_hole(Checker *checker, const Environment *environment, const TemplateNode *node) {
    const Shape *shape = check_value(checker, environment, node->expr);
    if (shape == NULL || node->context == HOLE_EXPRESSION) {
        return;
    }
    if (node->context == HOLE_RAW && shape->kind != SHAPE_STRING) {
        report_type(checker, node->expr->span, "string in a raw hole", shape);
    } else if (!is_scalar(shape)) {
        report_type(checker, node->expr->span, "bool, int or string in this place", shape);
    }
}

static const Environment *add_variable(Checker *checker, const Environment *environment,
                                       TemplateName name, const Shape *shape) {
    bool taken = shape_field(checker->scope, name.text) != NULL;
    for (const Environment *e = environment; e != NULL; e = e->outer) {
        taken = taken || (!str_is_empty(e->variable) && str_equal(e->variable, name.text));
    }
    if (taken) {
        checker->failed = true;
        diag_report(checker->sink, MLS6107, name.span, "'%.*s' is the name of something else here",
                    STR_ARG(name.text));
    }
    Environment *inner = ARENA_NEW(checker->arena, Environment);
    *inner = (Environment){.outer = environment, .variable = name.text, .shape = shape};
    return inner;
}

static void check_for(Checker *checker, const Environment *environment, const TemplateNode *node) {
    const Shape *shape = check_value(checker, environment, node->expr);
    if (shape == NULL) {
        return;
    }
    bool over_map = !str_is_empty(node->key.text);
    if (shape->kind != (over_map ? SHAPE_MAP : SHAPE_LIST)) {
        Diagnostic *diagnostic =
            report_type(checker, node->expr->span, over_map ? "a map" : "a list", shape);
        if (shape->kind == SHAPE_MAP) {
            diag_help(checker->sink, diagnostic, "write '@for key, value in ...'");
        }
        return;
    }
    if (over_map) {
        environment = add_variable(checker, environment, node->key, &string_shape);
    }
    environment = add_variable(checker, environment, node->item, shape->element);
    check_body(checker, environment, node->body);
}

static void suggest_template(Checker *checker, Diagnostic *diagnostic, Str path) {
    Str *paths = arena_alloc_array(checker->arena, checker->set->count, sizeof *paths);
    for (size_t i = 0; i < checker->set->count; i++) {
        paths[i] = checker->set->entries[i].path;
    }
    Str near = near_name(checker->arena, path, paths, checker->set->count);
    if (!str_is_empty(near)) {
        diag_help(checker->sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
    }
}

static bool is_open(const Inclusion *inclusion, const Template *template) {
    while (inclusion != NULL && inclusion->template != template) {
        inclusion = inclusion->outer;
    }
    return inclusion != NULL;
}

static void check_include(Checker *checker, const Environment *environment,
                          const TemplateNode *node) {
    const Template *included = template_find(checker->set, node->text);
    if (included == NULL) {
        checker->failed = true;
        Diagnostic *diagnostic = diag_report(checker->sink, MLS6106, node->span,
                                             "there is no template '%.*s'", STR_ARG(node->text));
        suggest_template(checker, diagnostic, node->text);
        return;
    }
    if (is_open(checker->inclusion, included)) {
        checker->failed = true;
        diag_report(checker->sink, MLS6106, node->span, "'%.*s' includes itself",
                    STR_ARG(node->text));
        return;
    }
    Inclusion inclusion = {checker->inclusion, included};
    checker->inclusion = &inclusion;
    check_body(checker, environment, included->body);
    checker->inclusion = inclusion.outer;
}

static void check_body(Checker *checker, const Environment *environment, TemplateBody body) {
    for (size_t i = 0; i < body.count; i++) {
        const TemplateNode *node = &body.nodes[i];
        switch (node->kind) {
        case TEMPLATE_TEXT:
        case TEMPLATE_FINAL:
            break;
        case TEMPLATE_HOLE:
            check_hole(checker, environment, node);
            break;
        case TEMPLATE_IF:
            check_condition(checker, environment, node->expr);
            check_body(checker, assume(checker, environment, node->expr, true), node->body);
            check_body(checker, assume(checker, environment, node->expr, false), node->otherwise);
            break;
        case TEMPLATE_FOR:
            check_for(checker, environment, node);
            break;
        case TEMPLATE_INCLUDE:
            check_include(checker, environment, node);
            break;
        }
    }
}

bool template_check(Arena *arena, DiagSink *sink, const TemplateSet *set, Str path,
                    const Shape *scope) {
    const Template *template = template_find(set, path);
    if (template == NULL) {
        diag_report(sink, MLS6106, span_none(), "there is no template '%.*s'", STR_ARG(path));
        return false;
    }
    Inclusion inclusion = {NULL, template};
    Checker checker = {
        .arena = arena, .sink = sink, .set = set, .scope = scope, .inclusion = &inclusion};
    check_body(&checker, NULL, template->body);
    return !checker.failed;
}
