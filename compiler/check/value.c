#include "check/value.h"

#include <arpa/inet.h>

#include "check/mismatch.h"
#include "check/reference.h"
#include "check/scope.h"
#include "schema/constraint.h"

static const Value *typed(Typing *typing, const Type *type, const AstExpr *expr);

static Span origin_of(const Typing *typing, const AstExpr *expr) {
    return typing->through_let ? typing->use : expr->span;
}

/* ---- scalars ---- */

static bool bool_word(Str word, bool *ret_boolean) {
    *ret_boolean = str_equal(word, STR("true")) || str_equal(word, STR("on"));
    return *ret_boolean || str_equal(word, STR("false")) || str_equal(word, STR("off"));
}

static const Value *cidr_value(Arena *arena, const AstCidr *cidr, Span origin) {
    char text[INET6_ADDRSTRLEN];
    inet_ntop(cidr->is_ipv6 ? AF_INET6 : AF_INET, cidr->address, text, sizeof text);
    return value_string(arena, str_format(arena, "%s/%u", text, cidr->prefix), origin);
}

static const Value *range_value(Arena *arena, const AstExpr *expr, Span origin) {
    ValueBuilder range = value_map_new(arena, origin);
    value_map_set_int(&range, "min", expr->as.range.low);
    value_map_set_int(&range, "max", expr->as.range.high);
    return value_finish(&range);
}

/* The value of an expression that is of the type's own kind; NULL when it is of another. */
static const Value *scalar_value(Arena *arena, TypeKind kind, const AstExpr *expr, Span origin) {
    bool boolean = false;
    switch (kind) {
    case TYPE_BOOL:
        return expr->kind == AST_WORD && bool_word(expr->as.word, &boolean)
                   ? value_bool(arena, boolean, origin)
                   : NULL;
    case TYPE_INT:
        return expr->kind == AST_INTEGER ? value_int(arena, expr->as.integer, origin) : NULL;
    case TYPE_WORD:
        return expr->kind == AST_WORD ? value_string(arena, expr->as.word, origin) : NULL;
    case TYPE_VERSION:
        return expr->kind == AST_VERSION ? value_string(arena, expr->as.version, origin)
               : expr->kind == AST_INTEGER
                   ? value_string(arena, str_format(arena, "%lld", (long long)expr->as.integer),
                                  origin)
                   : NULL;
    case TYPE_SIZE:
        return expr->kind == AST_SIZE ? value_int(arena, expr->as.bytes, origin) : NULL;
    case TYPE_DURATION:
        return expr->kind == AST_DURATION ? value_int(arena, expr->as.seconds, origin) : NULL;
    case TYPE_PERCENT:
        return expr->kind == AST_PERCENT ? value_int(arena, expr->as.percent, origin) : NULL;
    case TYPE_MONEY:
        return expr->kind == AST_MONEY ? value_int(arena, expr->as.cents, origin) : NULL;
    case TYPE_RANGE:
        return expr->kind == AST_RANGE ? range_value(arena, expr, origin) : NULL;
    case TYPE_CIDR:
        return expr->kind == AST_CIDR ? cidr_value(arena, &expr->as.cidr, origin) : NULL;
    case TYPE_STRING:
    case TYPE_LIST:
    case TYPE_MAP:
    case TYPE_EITHER:
        return NULL; /* have their own functions */
    }
    return NULL;
}

static const Value *constrained(Typing *typing, const Type *type, const AstExpr *expr,
                                const Value *value) {
    Constraint broken = type_broken_constraint(typing->context->checker->patterns, type, value);
    if (broken == CONSTRAINT_NONE) {
        return value;
    }
    report_constraint(typing, type, expr, value, broken);
    return NULL;
}

/* ---- strings ---- */

/*
 * A text with `environment.name` in it is judged in every environment and cloud of the stack: what
 * is wrong in one of them is wrong.
 */
static bool deferred_fits(Typing *typing, const Type *type, const AstExpr *expr,
                          const TextPartVector *parts) {
    Context context = *typing->context;
    for (size_t e = 0; e < typing->context->environment_count; e++) {
        for (size_t c = 0; c < typing->context->cloud_count; c++) {
            if (str_is_empty(typing->context->environment)) {
                context.environment = typing->context->environments[e];
            }
            if (str_is_empty(typing->context->cloud)) {
                context.cloud = typing->context->clouds[c];
            }
            const Value *value = text_value(&context, parts, expr->span);
            if (value->kind == VALUE_STRING && constrained(typing, type, expr, value) == NULL) {
                return false;
            }
        }
    }
    return true;
}

static const Value *string_value(Typing *typing, const Type *type, const AstExpr *expr,
                                 const TextPartVector *parts) {
    const Value *value = text_value(typing->context, parts, origin_of(typing, expr));
    if (type->cloud_word && !typing->context->in_cloud) {
        report_cloud_word(typing, expr);
        return NULL;
    }
    if (value->kind == VALUE_STRING) {
        return constrained(typing, type, expr, value);
    }
    return deferred_fits(typing, type, expr, parts) ? value : NULL;
}

static const Value *typed_string(Typing *typing, const Type *type, const AstExpr *expr) {
    TextPartVector parts = {0};
    if (!text_flatten(typing->context->checker, typing->scope, expr, &parts)) {
        return NULL;
    }
    return string_value(typing, type, expr, &parts);
}

/* ---- lists and maps ---- */

/* The bounds of a collection are looked at before its items, so that a long one costs nothing. */
static bool count_fits(Typing *typing, const Type *type, const AstExpr *expr, size_t count) {
    if ((!type->has_minimum || (int64_t)count >= type->minimum) &&
        (!type->has_maximum || (int64_t)count <= type->maximum)) {
        return true;
    }
    report_count(typing, type, expr, count);
    return false;
}

static const Value *typed_list(Typing *typing, const Type *type, const AstExpr *expr) {
    if (!count_fits(typing, type, expr, expr->as.list.count)) {
        return NULL;
    }
    bool whole = true;
    ValueBuilder list = value_list_new(typing->context->checker->arena, origin_of(typing, expr));
    for (size_t i = 0; i < expr->as.list.count; i++) {
        const Value *item = typed(typing, type->element, expr->as.list.items[i]);
        whole = whole && item != NULL;
        if (item != NULL) {
            value_list_add(&list, item);
        }
    }
    const Value *value = value_finish(&list);
    uint32_t earlier = 0;
    uint32_t repeated = list_first_repeated(value, &earlier);
    if (whole && type->unique && repeated < value_count(value)) {
        report_repeated_item(typing, expr->as.list.items[repeated], expr->as.list.items[earlier]);
        return NULL;
    }
    return whole ? value : NULL;
}

static bool key_fits(Typing *typing, const Type *type, const AstExpr *map, size_t index) {
    const AstMapEntry *entry = &map->as.map.entries[index];
    for (size_t i = 0; i < index; i++) {
        if (str_equal(map->as.map.entries[i].key, entry->key)) {
            report_repeated_key(typing, entry, &map->as.map.entries[i]);
            return false;
        }
    }
    Arena *arena = typing->context->checker->arena;
    const Value *key = value_string(arena, entry->key, entry->key_span);
    AstExpr place = {.kind = AST_WORD, .span = entry->key_span, .as.word = entry->key};
    return type->key == NULL || constrained(typing, type->key, &place, key) != NULL;
}

static const Value *typed_map(Typing *typing, const Type *type, const AstExpr *expr) {
    if (!count_fits(typing, type, expr, expr->as.map.count)) {
        return NULL;
    }
    bool whole = true;
    ValueBuilder map = value_map_new(typing->context->checker->arena, origin_of(typing, expr));
    for (size_t i = 0; i < expr->as.map.count; i++) {
        const AstMapEntry *entry = &expr->as.map.entries[i];
        const Value *value = typed(typing, type->element, entry->value);
        if (key_fits(typing, type, expr, i) && value != NULL) {
            value_map_set(&map, entry->key, entry->key_span, value);
        } else {
            whole = false;
        }
    }
    return whole ? value_finish(&map) : NULL;
}

/* ---- any expression ---- */

/* Types the let's expression in the let's own file, for the place of this reference. */
static const Value *typed_let(Typing *typing, const Type *type, const AstExpr *expr, Binding *let) {
    if (let->broken) {
        return NULL;
    }
    Typing inner = *typing;
    inner.use = origin_of(typing, expr);
    inner.through_let = true;
    inner.scope = let->owner;
    return typed(&inner, type, let->entry->value);
}

static const Value *typed_reference(Typing *typing, const Type *type, const AstExpr *expr) {
    Binding *let = NULL;
    Checker *checker = typing->context->checker;
    if (!reference_resolve(checker, typing->scope, &expr->as.reference, &let)) {
        return NULL;
    }
    if (let != NULL) {
        return typed_let(typing, type, expr, let);
    }
    if (type->kind != TYPE_STRING) {
        report_mismatch(typing, type, expr);
        return NULL;
    }
    TextPartVector parts = {0};
    vector_push(checker->arena, &parts, text_part_of_name(checker, &expr->as.reference));
    return string_value(typing, type, expr, &parts);
}

static bool accepts_kind(const Type *type, const AstExpr *expr, Arena *arena) {
    switch (type->kind) {
    case TYPE_STRING:
        return expr->kind == AST_STRING;
    case TYPE_LIST:
        return expr->kind == AST_LIST;
    case TYPE_MAP:
        return expr->kind == AST_MAP;
    case TYPE_BOOL:
    case TYPE_INT:
    case TYPE_WORD:
    case TYPE_VERSION:
    case TYPE_SIZE:
    case TYPE_DURATION:
    case TYPE_PERCENT:
    case TYPE_MONEY:
    case TYPE_RANGE:
    case TYPE_CIDR:
        return scalar_value(arena, type->kind, expr, expr->span) != NULL;
    case TYPE_EITHER:
        return false;
    }
    return false;
}

/* The first alternative that takes this kind of expression decides, and words the message. */
static const Value *typed_either(Typing *typing, const Type *type, const AstExpr *expr) {
    for (size_t i = 0; i < type->alternative_count; i++) {
        if (accepts_kind(&type->alternatives[i], expr, typing->context->checker->arena)) {
            return typed(typing, &type->alternatives[i], expr);
        }
    }
    report_mismatch(typing, type, expr);
    return NULL;
}

static const Value *typed(Typing *typing, const Type *type, const AstExpr *expr) {
    if (expr->kind == AST_INVALID) {
        return NULL;
    }
    if (expr->kind == AST_REFERENCE) {
        return typed_reference(typing, type, expr);
    }
    if (type->kind == TYPE_EITHER) {
        return typed_either(typing, type, expr);
    }
    if (type->kind == TYPE_STRING && expr->kind == AST_STRING) {
        return typed_string(typing, type, expr);
    }
    if (type->kind == TYPE_LIST && expr->kind == AST_LIST) {
        return typed_list(typing, type, expr);
    }
    if (type->kind == TYPE_MAP && expr->kind == AST_MAP) {
        return typed_map(typing, type, expr);
    }
    Arena *arena = typing->context->checker->arena;
    const Value *value = scalar_value(arena, type->kind, expr, origin_of(typing, expr));
    if (value == NULL) {
        report_mismatch(typing, type, expr);
        return NULL;
    }
    return constrained(typing, type, expr, value);
}

const Value *value_of_expr(const Context *context, const Field *field, const AstExpr *expr) {
    Typing typing = {.context = context, .field = field, .scope = context->scope};
    return typed(&typing, &field->type, expr);
}
