#include "schema/constraint.h"

#include "support/utf8.h"

static bool is_one_of(const Type *type, Str word) {
    for (size_t i = 0; i < type->word_count; i++) {
        if (str_equal(type->words[i], word)) {
            return true;
        }
    }
    return type->word_count == 0;
}

static int64_t prefix_length(Str cidr) {
    int64_t prefix = 0;
    (void)str_to_int(str_slice(cidr, str_find_byte(cidr, '/') + 1, cidr.length), &prefix);
    return prefix;
}

/* The numbers that bounds apply to: two for a range, the same twice for the rest. */
static bool quantities(const Type *type, const Value *value, int64_t *ret_low, int64_t *ret_high) {
    switch (type->kind) {
    case TYPE_INT:
    case TYPE_SIZE:
    case TYPE_DURATION:
    case TYPE_PERCENT:
    case TYPE_MONEY:
        *ret_low = *ret_high = value_integer(value);
        return true;
    case TYPE_STRING:
    case TYPE_WORD:
        *ret_low = *ret_high = (int64_t)utf8_count(value_text(value));
        return true;
    case TYPE_LIST:
    case TYPE_MAP:
        *ret_low = *ret_high = value_count(value);
        return true;
    case TYPE_CIDR:
        *ret_low = *ret_high = prefix_length(value_text(value));
        return true;
    case TYPE_RANGE:
        *ret_low = value_integer(value_get_cstr(value, "min"));
        *ret_high = value_integer(value_get_cstr(value, "max"));
        return true;
    case TYPE_BOOL:
    case TYPE_VERSION:
    case TYPE_EITHER:
        return false;
    }
    return false;
}

Constraint type_broken_constraint(PatternSet *patterns, const Type *type, const Value *value) {
    int64_t low = 0;
    int64_t high = 0;
    if (type->kind == TYPE_WORD && !is_one_of(type, value_text(value))) {
        return CONSTRAINT_WORDS;
    }
    if (quantities(type, value, &low, &high)) {
        if (type->has_minimum && low < type->minimum) {
            return CONSTRAINT_MINIMUM;
        }
        if (type->has_maximum && high > type->maximum) {
            return CONSTRAINT_MAXIMUM;
        }
    }
    if (type->ipv4_only && str_find_byte(value_text(value), ':') < value_text(value).length) {
        return CONSTRAINT_FAMILY;
    }
    if (!str_is_empty(type->pattern) && value->kind == VALUE_STRING &&
        !pattern_matches(patterns, type->pattern, value->as.text)) {
        return CONSTRAINT_PATTERN;
    }
    return CONSTRAINT_NONE;
}

static bool scalars_equal(const Value *a, const Value *b) {
    if (a->kind != b->kind) {
        return false;
    }
    switch (a->kind) {
    case VALUE_NULL:
        return true;
    case VALUE_BOOL:
        return a->as.boolean == b->as.boolean;
    case VALUE_INT:
        return a->as.integer == b->as.integer;
    case VALUE_STRING:
        return str_equal(a->as.text, b->as.text);
    case VALUE_LIST:
    case VALUE_MAP:
        return false;
    }
    return false;
}

/* Quadratic, over lists that their type's maximum keeps short. */
uint32_t list_first_repeated(const Value *list, uint32_t *ret_earlier) {
    uint32_t count = value_count(list);
    for (uint32_t i = 1; i < count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (scalars_equal(value_item(list, i), value_item(list, j))) {
                *ret_earlier = j;
                return i;
            }
        }
    }
    return count;
}

static bool kind_fits(const Type *type, const Value *value) {
    switch (type->kind) {
    case TYPE_BOOL:
        return value->kind == VALUE_BOOL;
    case TYPE_INT:
    case TYPE_SIZE:
    case TYPE_DURATION:
    case TYPE_PERCENT:
    case TYPE_MONEY:
        return value->kind == VALUE_INT;
    case TYPE_STRING:
    case TYPE_WORD:
    case TYPE_VERSION:
    case TYPE_CIDR:
        return value->kind == VALUE_STRING;
    case TYPE_RANGE:
    case TYPE_MAP:
        return value->kind == VALUE_MAP;
    case TYPE_LIST:
        return value->kind == VALUE_LIST;
    case TYPE_EITHER:
        return false;
    }
    return false;
}

static bool either_fits(PatternSet *patterns, const Type *type, const Value *value) {
    for (size_t i = 0; i < type->alternative_count; i++) {
        if (type_fits(patterns, &type->alternatives[i], value)) {
            return true;
        }
    }
    return false;
}

static bool items_fit(PatternSet *patterns, const Type *type, const Value *value) {
    uint32_t earlier = 0;
    for (uint32_t i = 0; type->kind == TYPE_LIST && i < value_count(value); i++) {
        if (!type_fits(patterns, type->element, value_item(value, i))) {
            return false;
        }
    }
    for (uint32_t i = 0; type->kind == TYPE_MAP && i < value_count(value); i++) {
        if (!type_fits(patterns, type->element, value->as.map.members[i].value)) {
            return false;
        }
    }
    return type->kind != TYPE_LIST || !type->unique ||
           list_first_repeated(value, &earlier) == value_count(value);
}

bool type_fits(PatternSet *patterns, const Type *type, const Value *value) {
    if (type->kind == TYPE_EITHER) {
        return either_fits(patterns, type, value);
    }
    return kind_fits(type, value) &&
           type_broken_constraint(patterns, type, value) == CONSTRAINT_NONE &&
           items_fit(patterns, type, value);
}
