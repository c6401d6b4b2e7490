/*
 * The declared form of a Value: what templates may name, and what resolve must build.
 *
 * A shape is read from a YAML document (stdlib/deployment.yaml), where a type is written as
 *
 *     string | int | bool            a scalar
 *     [TYPE]                         a list
 *     {"*": TYPE}                    a map whose keys are data
 *     {name: TYPE, "other?": TYPE}   a record; a field with ? may be absent or null
 *     $NAME                          the shape defined under that name in `shapes`
 */
#ifndef MLSTACK_SOURCE_SHAPE_H
#define MLSTACK_SOURCE_SHAPE_H

#include "source/value.h"

typedef enum ShapeKind {
    SHAPE_BOOL,
    SHAPE_INT,
    SHAPE_STRING,
    SHAPE_LIST,
    SHAPE_MAP,
    SHAPE_RECORD,
} ShapeKind;

typedef struct Shape Shape;

typedef struct ShapeField {
    Str name;
    bool optional;
    const Shape *shape;
} ShapeField;

struct Shape {
    ShapeKind kind;
    const Shape *element;     /* of SHAPE_LIST and SHAPE_MAP */
    const ShapeField *fields; /* of SHAPE_RECORD */
    size_t field_count;
};

/*
 * Reads the shape `name` of a document with a `shapes` map. False, with a message in ret_problem
 * and its place in ret_span, when a type is misspelt, a name is unknown or a definition is
 * circular.
 */
bool shape_read(Arena *arena, const Value *document, Str name, const Shape **ret_shape,
                Str *ret_problem, Span *ret_span);

const ShapeField *shape_field(const Shape *record, Str name);

/*
 * True when the value has exactly the fields of the shape, each of its type. Otherwise
 * ret_problem says where ("cluster.pools[0].name: expected string, found null").
 */
bool shape_accepts(Arena *arena, const Shape *shape, const Value *value, Str *ret_problem);

/* "string", "list of int", "map of record", for messages. */
Str shape_describe(Arena *arena, const Shape *shape);

#endif
