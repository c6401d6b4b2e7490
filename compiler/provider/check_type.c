#include "provider/check_type.h"

#include <jansson.h>
#include <string.h>

typedef struct TypeCheck {
    DiagSink *sink;
    Str argument;
} TypeCheck;

static json_t *parse_type(Str type) {
    return json_loadb(type.data, type.length, JSON_DECODE_ANY, NULL);
}

/* "string", "list", "object"; the first word of a compound type. */
static Str type_head(const json_t *type) {
    const json_t *head = json_is_array(type) ? json_array_get(type, 0) : type;
    const char *text = json_string_value(head);
    return text == NULL ? STR("dynamic") : str_from_cstr(text);
}

static Str describe_type(Arena *arena, const json_t *type) {
    Str head = type_head(type);
    const json_t *inner = json_array_get(type, 1);
    bool has_element = inner != NULL && !json_is_object(inner) && !json_is_array(inner);
    bool has_compound = json_is_array(inner) && !str_equal(head, STR("tuple"));
    if (has_element || has_compound) {
        Str element = type_head(inner);
        return str_format(arena, "%.*s of %.*s", STR_ARG(head), STR_ARG(element));
    }
    return head;
}

static const char *describe_value(const HclExpr *value) {
    switch (value->kind) {
    case HCL_LITERAL_STRING:
        return "a string";
    case HCL_LITERAL_NUMBER:
        return "a number";
    case HCL_LITERAL_BOOL:
        return "a bool";
    case HCL_LITERAL_NULL:
        return "null";
    case HCL_LIST:
        return "a list";
    case HCL_OBJECT:
        return "an object";
    case HCL_TRAVERSAL:
    case HCL_OTHER:
        break;
    }
    return "an expression";
}

static bool spells_number(Str text) {
    size_t digits = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool is_digit = byte >= '0' && byte <= '9';
        if (!is_digit && strchr("+-.eE", byte) == NULL) {
            return false;
        }
        digits += is_digit;
    }
    return digits > 0;
}

/* Whether a value that is neither list nor object fits a primitive type. */
static bool fits_primitive(Str type, const HclExpr *value) {
    bool is_string = value->kind == HCL_LITERAL_STRING;
    if (str_equal(type, STR("string"))) {
        return true;
    }
    if (str_equal(type, STR("number"))) {
        return value->kind == HCL_LITERAL_NUMBER || (is_string && spells_number(value->text));
    }
    return value->kind == HCL_LITERAL_BOOL || (is_string && (str_equal(value->text, STR("true")) ||
                                                             str_equal(value->text, STR("false"))));
}

static void report_mismatch(const TypeCheck *check, const HclExpr *value, const json_t *type) {
    Str expected = describe_type(diag_arena(check->sink), type);
    diag_report(check->sink, MLS5015, value->span, "'%.*s' expects %.*s, found %s",
                STR_ARG(check->argument), STR_ARG(expected), describe_value(value));
}

static void check_value(const TypeCheck *check, const HclExpr *value, const json_t *type);

static void check_items(const TypeCheck *check, const HclExpr *value, const json_t *element) {
    for (size_t i = 0; i < value->item_count; i++) {
        check_value(check, value->items[i].value, element);
    }
}

/* An object literal: each member that it has must fit, and none may be missing. */
static void check_object(const TypeCheck *check, const HclExpr *value, const json_t *members) {
    size_t named = 0;
    for (size_t i = 0; i < value->item_count; i++) {
        const HclItem *item = &value->items[i];
        const json_t *type = json_object_getn(members, item->key.data, item->key.length);
        named += !str_is_empty(item->key);
        if (type != NULL) {
            check_value(check, item->value, type);
        }
    }
    if (named < value->item_count) {
        return; /* a computed key may be the one that is looked for */
    }
    const char *name = NULL;
    json_t *type = NULL;
    json_object_foreach((json_t *)members, name, type) {
        bool found = false;
        for (size_t i = 0; i < value->item_count; i++) {
            found = found || str_equal_cstr(value->items[i].key, name);
        }
        if (!found) {
            diag_report(check->sink, MLS5011, value->span,
                        "object in '%.*s' lacks the attribute '%s'", STR_ARG(check->argument),
                        name);
            return;
        }
    }
}

static void check_value(const TypeCheck *check, const HclExpr *value, const json_t *type) {
    bool is_literal =
        value->kind != HCL_TRAVERSAL && value->kind != HCL_OTHER && value->kind != HCL_LITERAL_NULL;
    Str head = type_head(type);
    if (!is_literal || str_equal(head, STR("dynamic"))) {
        return;
    }
    bool is_primitive = !json_is_array(type);
    bool is_sequence = str_equal(head, STR("list")) || str_equal(head, STR("set")) ||
                       str_equal(head, STR("tuple"));
    HclExprKind wanted = is_sequence ? HCL_LIST : HCL_OBJECT;
    bool is_compound = value->kind == HCL_LIST || value->kind == HCL_OBJECT;
    const json_t *inner = json_array_get(type, 1);
    if (is_primitive ? is_compound || !fits_primitive(head, value) : value->kind != wanted) {
        report_mismatch(check, value, type);
    } else if (str_equal(head, STR("object"))) {
        check_object(check, value, inner);
    } else if (!is_primitive && !str_equal(head, STR("tuple"))) {
        check_items(check, value, inner);
    }
}

void check_type(DiagSink *sink, Str argument, const HclExpr *value, Str type) {
    if (str_is_empty(type)) {
        return;
    }
    json_t *parsed = parse_type(type);
    TypeCheck check = {sink, argument};
    check_value(&check, value, parsed);
    json_decref(parsed);
}

bool type_is_objects(Arena *arena, Str type, StrVector *ret_names) {
    json_t *parsed = str_is_empty(type) ? NULL : parse_type(type);
    const json_t *element = json_array_get(parsed, 1);
    Str head = type_head(parsed);
    bool is_objects = (str_equal(head, STR("list")) || str_equal(head, STR("set"))) &&
                      json_is_array(element) && str_equal(type_head(element), STR("object"));
    if (is_objects) {
        const char *name = NULL;
        json_t *member = NULL;
        json_object_foreach(json_array_get(element, 1), name, member) {
            vector_push(arena, ret_names, str_copy(arena, str_from_cstr(name)));
        }
    }
    json_decref(parsed);
    return is_objects;
}
