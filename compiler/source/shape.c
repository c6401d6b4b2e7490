#include "source/shape.h"

enum { DEEPEST_SHAPE = 32 };

typedef struct ShapeReader {
    Arena *arena;
    const Value *shapes;
    Str problem;
    Span span;
} ShapeReader;

static const Shape *read_type(ShapeReader *reader, const Value *type, int depth);

static const Shape *fail(ShapeReader *reader, const Value *at, Str problem) {
    if (str_is_empty(reader->problem)) {
        reader->problem = problem;
        reader->span = at == NULL ? span_none() : at->origin;
    }
    return NULL;
}

static const Shape *shape_new(ShapeReader *reader, ShapeKind kind, const Shape *element) {
    Shape *shape = ARENA_NEW(reader->arena, Shape);
    shape->kind = kind;
    shape->element = element;
    return shape;
}

static const Shape *read_word(ShapeReader *reader, const Value *type, int depth) {
    Str word = type->as.text;
    if (str_equal(word, STR("string"))) {
        return shape_new(reader, SHAPE_STRING, NULL);
    }
    if (str_equal(word, STR("int"))) {
        return shape_new(reader, SHAPE_INT, NULL);
    }
    if (str_equal(word, STR("bool"))) {
        return shape_new(reader, SHAPE_BOOL, NULL);
    }
    if (str_starts_with(word, STR("$"))) {
        const Value *named = value_get(reader->shapes, str_slice(word, 1, word.length));
        if (named != NULL) {
            return read_type(reader, named, depth + 1);
        }
    }
    return fail(reader, type,
                str_format(reader->arena,
                           "'%.*s' is not a type: expected string, int, bool or $NAME",
                           STR_ARG(word)));
}

static const Shape *read_record(ShapeReader *reader, const Value *type, int depth) {
    const ValueMap *map = &type->as.map;
    if (map->count == 1 && str_equal(map->members[0].key, STR("*"))) {
        const Shape *element = read_type(reader, map->members[0].value, depth + 1);
        return element == NULL ? NULL : shape_new(reader, SHAPE_MAP, element);
    }
    ShapeField *fields = arena_alloc_array(reader->arena, map->count, sizeof *fields);
    for (uint32_t i = 0; i < map->count; i++) {
        Str name = map->members[i].key;
        fields[i].optional = str_ends_with(name, STR("?"));
        fields[i].name = str_slice(name, 0, name.length - (fields[i].optional ? 1 : 0));
        fields[i].shape = read_type(reader, map->members[i].value, depth + 1);
        if (fields[i].shape == NULL) {
            return NULL;
        }
    }
    Shape *record = ARENA_NEW(reader->arena, Shape);
    *record = (Shape){.kind = SHAPE_RECORD, .fields = fields, .field_count = map->count};
    return record;
}

static const Shape *read_type(ShapeReader *reader, const Value *type, int depth) {
    if (depth > DEEPEST_SHAPE) {
        return fail(reader, type, STR("this shape contains itself"));
    }
    if (type != NULL && type->kind == VALUE_STRING) {
        return read_word(reader, type, depth);
    }
    if (type != NULL && type->kind == VALUE_MAP) {
        return read_record(reader, type, depth);
    }
    if (type != NULL && type->kind == VALUE_LIST && value_count(type) == 1) {
        const Shape *element = read_type(reader, value_item(type, 0), depth + 1);
        return element == NULL ? NULL : shape_new(reader, SHAPE_LIST, element);
    }
    return fail(reader, type, STR("expected a type: a word, a list of one type, or a map"));
}

bool shape_read(Arena *arena, const Value *document, Str name, const Shape **ret_shape,
                Str *ret_problem, Span *ret_span) {
    ShapeReader reader = {.arena = arena, .shapes = value_get_cstr(document, "shapes")};
    const Value *type = value_get(reader.shapes, name);
    const Shape *shape =
        type == NULL ? fail(&reader, document,
                            str_format(arena, "there is no shape named '%.*s'", STR_ARG(name)))
                     : read_type(&reader, type, 0);
    if (shape == NULL) {
        *ret_problem = reader.problem;
        *ret_span = reader.span;
        return false;
    }
    *ret_shape = shape;
    return true;
}

const ShapeField *shape_field(const Shape *record, Str name) {
    if (record == NULL || record->kind != SHAPE_RECORD) {
        return NULL;
    }
    for (size_t i = 0; i < record->field_count; i++) {
        if (str_equal(record->fields[i].name, name)) {
            return &record->fields[i];
        }
    }
    return NULL;
}

Str shape_describe(Arena *arena, const Shape *shape) {
    switch (shape->kind) {
    case SHAPE_BOOL:
        return STR("bool");
    case SHAPE_INT:
        return STR("int");
    case SHAPE_STRING:
        return STR("string");
    case SHAPE_LIST:
        return str_format(arena, "list of %.*s", STR_ARG(shape_describe(arena, shape->element)));
    case SHAPE_MAP:
        return str_format(arena, "map of %.*s", STR_ARG(shape_describe(arena, shape->element)));
    case SHAPE_RECORD:
        return STR("record");
    }
    return STR("");
}

static Str describe_value(const Value *value) {
    if (value_is_null(value)) {
        return STR("null");
    }
    switch (value->kind) {
    case VALUE_NULL:
        return STR("null");
    case VALUE_BOOL:
        return STR("bool");
    case VALUE_INT:
        return STR("int");
    case VALUE_STRING:
        return STR("string");
    case VALUE_LIST:
        return STR("list");
    case VALUE_MAP:
        return STR("map");
    }
    return STR("");
}

static bool accepts(Arena *arena, const Shape *shape, const Value *value, Str path, Str *problem);

static bool accepts_record(Arena *arena, const Shape *shape, const Value *value, Str path,
                           Str *problem) {
    for (size_t i = 0; i < shape->field_count; i++) {
        const ShapeField *field = &shape->fields[i];
        const Value *member = value_get(value, field->name);
        Str inner = str_format(arena, "%.*s.%.*s", STR_ARG(path), STR_ARG(field->name));
        if (value_is_null(member) && field->optional) {
            continue;
        }
        if (!accepts(arena, field->shape, member, inner, problem)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < value->as.map.count; i++) {
        Str key = value->as.map.members[i].key;
        if (shape_field(shape, key) == NULL) {
            *problem = str_format(arena, "%.*s.%.*s: the shape has no such field", STR_ARG(path),
                                  STR_ARG(key));
            return false;
        }
    }
    return true;
}

static bool accepts_elements(Arena *arena, const Shape *shape, const Value *value, Str path,
                             Str *problem) {
    for (uint32_t i = 0; i < value_count(value); i++) {
        const Value *item =
            value->kind == VALUE_LIST ? value->as.list.items[i] : value->as.map.members[i].value;
        Str inner = str_format(arena, "%.*s[%u]", STR_ARG(path), i);
        if (!accepts(arena, shape->element, item, inner, problem)) {
            return false;
        }
    }
    return true;
}

static bool accepts(Arena *arena, const Shape *shape, const Value *value, Str path, Str *problem) {
    static const ValueKind kinds[] = {
        [SHAPE_BOOL] = VALUE_BOOL, [SHAPE_INT] = VALUE_INT, [SHAPE_STRING] = VALUE_STRING,
        [SHAPE_LIST] = VALUE_LIST, [SHAPE_MAP] = VALUE_MAP, [SHAPE_RECORD] = VALUE_MAP,
    };
    if (value == NULL || value->kind != kinds[shape->kind]) {
        *problem =
            str_format(arena, "%.*s: expected %.*s, found %.*s", STR_ARG(path),
                       STR_ARG(shape_describe(arena, shape)), STR_ARG(describe_value(value)));
        return false;
    }
    if (shape->kind == SHAPE_RECORD) {
        return accepts_record(arena, shape, value, path, problem);
    }
    if (shape->kind == SHAPE_LIST || shape->kind == SHAPE_MAP) {
        return accepts_elements(arena, shape, value, path, problem);
    }
    return true;
}

bool shape_accepts(Arena *arena, const Shape *shape, const Value *value, Str *ret_problem) {
    return accepts(arena, shape, value, STR(""), ret_problem);
}
