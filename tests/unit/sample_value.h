/*
 * Values of a shape for tests: every field filled, or, with a seed, optional ones left out at
 * random and strings that try to break out of wherever they are written.
 */
#ifndef MLSTACK_TESTS_SAMPLE_VALUE_H
#define MLSTACK_TESTS_SAMPLE_VALUE_H

#include "source/shape.h"

typedef struct Sampler {
    Arena *arena;
    uint32_t seed; /* 0: plain values */
} Sampler;

static inline uint32_t sample_number(Sampler *sampler, uint32_t below) {
    if (sampler->seed == 0) {
        return 0;
    }
    sampler->seed = sampler->seed * 1103515245U + 12345U;
    return (sampler->seed >> 16) % below;
}

static inline Str sample_text(Sampler *sampler) {
    static const char *const texts[] = {
        "plain",     "a b",    "q\"uote",   "back\\slash", "${x}",           "%{if}",  "$${y}",
        "new\nline", "{brace", "dollar$",   "*/",          "# hash",         "// c",   "\xC3\xA9",
        "tab\t",     "x_y",    "`tick`",    "|pipe|",      "<b>&amp;",       "[a](b)", "\x01\x7F",
        "\xFF",      "",       "}\n}\nx {", "EOT",         "x\xE2\x80\xAEy", "1st",    "for",
    };
    return str_from_cstr(texts[sample_number(sampler, sizeof texts / sizeof texts[0])]);
}

static inline const Value *sample_value(Sampler *sampler, const Shape *shape);

static inline const Value *sample_collection(Sampler *sampler, const Shape *shape) {
    bool is_map = shape->kind == SHAPE_MAP;
    ValueBuilder builder = is_map ? value_map_new(sampler->arena, span_none())
                                  : value_list_new(sampler->arena, span_none());
    uint32_t count = sampler->seed == 0 ? 2 : sample_number(sampler, 4);
    for (uint32_t i = 0; i < count; i++) {
        const Value *item = sample_value(sampler, shape->element);
        if (is_map) {
            Str key =
                sampler->seed == 0 ? str_format(sampler->arena, "key%u", i) : sample_text(sampler);
            value_map_set(&builder, key, span_none(), item);
        } else {
            value_list_add(&builder, item);
        }
    }
    return value_finish(&builder);
}

static inline const Value *sample_value(Sampler *sampler, const Shape *shape) {
    switch (shape->kind) {
    case SHAPE_BOOL:
        return value_bool(sampler->arena, sample_number(sampler, 2) == 0, span_none());
    case SHAPE_INT:
        return value_int(sampler->arena, sample_number(sampler, 1000), span_none());
    case SHAPE_STRING:
        return value_string(sampler->arena, sample_text(sampler), span_none());
    case SHAPE_LIST:
    case SHAPE_MAP:
        return sample_collection(sampler, shape);
    case SHAPE_RECORD: {
        ValueBuilder builder = value_map_new(sampler->arena, span_none());
        for (size_t i = 0; i < shape->field_count; i++) {
            const ShapeField *field = &shape->fields[i];
            if (!field->optional || sample_number(sampler, 2) == 0) {
                value_map_set(&builder, field->name, span_none(),
                              sample_value(sampler, field->shape));
            }
        }
        return value_finish(&builder);
    }
    }
    return value_null();
}

#endif
