#include "schema/literal.h"

#include <arpa/inet.h>

typedef struct Unit {
    Str suffix;
    int64_t factor;
} Unit;

/* Largest first: writing takes the first that divides. */
static const Unit size_units[] = {
    {STR_INIT("TiB"), (int64_t)1 << 40},
    {STR_INIT("GiB"), (int64_t)1 << 30},
    {STR_INIT("MiB"), (int64_t)1 << 20},
};

static const Unit duration_units[] = {
    {STR_INIT("d"), (int64_t)24 * 3600},
    {STR_INIT("h"), 3600},
    {STR_INIT("m"), 60},
    {STR_INIT("s"), 1},
};

enum {
    SIZE_UNIT_COUNT = sizeof size_units / sizeof size_units[0],
    DURATION_UNIT_COUNT = sizeof duration_units / sizeof duration_units[0],
    CENTS_PER_DOLLAR = 100,
};

static bool read_with_unit(Str text, const Unit *units, size_t count, int64_t *ret_quantity) {
    for (size_t i = 0; i < count; i++) {
        int64_t number = 0;
        if (str_ends_with(text, units[i].suffix) &&
            str_to_int(str_slice(text, 0, text.length - units[i].suffix.length), &number)) {
            return !__builtin_mul_overflow(number, units[i].factor, ret_quantity);
        }
    }
    return false;
}

static bool read_money(Str text, int64_t *ret_cents) {
    int64_t dollars = 0;
    return str_starts_with(text, STR("$")) &&
           str_to_int(str_slice(text, 1, text.length), &dollars) &&
           !__builtin_mul_overflow(dollars, (int64_t)CENTS_PER_DOLLAR, ret_cents);
}

static bool read_integer(const Value *written, int64_t *ret_integer) {
    *ret_integer = value_integer(written);
    return written->kind == VALUE_INT;
}

bool literal_read_quantity(TypeKind kind, const Value *written, int64_t *ret_quantity) {
    Str text = value_text(written);
    switch (kind) {
    case TYPE_SIZE:
        return read_with_unit(text, size_units, SIZE_UNIT_COUNT, ret_quantity);
    case TYPE_DURATION:
        return read_with_unit(text, duration_units, DURATION_UNIT_COUNT, ret_quantity);
    case TYPE_PERCENT:
        return str_ends_with(text, STR("%")) &&
               str_to_int(str_slice(text, 0, text.length - 1), ret_quantity);
    case TYPE_MONEY:
        return read_money(text, ret_quantity);
    case TYPE_INT:
    case TYPE_STRING:
    case TYPE_WORD:
    case TYPE_RANGE:
    case TYPE_CIDR:
    case TYPE_LIST:
    case TYPE_MAP:
        return read_integer(written, ret_quantity);
    case TYPE_BOOL:
    case TYPE_VERSION:
    case TYPE_EITHER:
        return false;
    }
    return false;
}

static bool read_range(Arena *arena, const Value *written, const Value **ret_value) {
    Str text = value_text(written);
    size_t dots = str_find(text, STR(".."));
    int64_t low = 0;
    int64_t high = 0;
    if (dots == text.length || !str_to_int(str_slice(text, 0, dots), &low) ||
        !str_to_int(str_slice(text, dots + 2, text.length), &high) || low > high) {
        return false;
    }
    ValueBuilder range = value_map_new(arena, written->origin);
    value_map_set_int(&range, "min", low);
    value_map_set_int(&range, "max", high);
    *ret_value = value_finish(&range);
    return true;
}

static bool is_cidr(Arena *arena, Str text) {
    unsigned char address[16];
    size_t slash = str_find_byte(text, '/');
    int64_t prefix = 0;
    if (slash == text.length || !str_to_int(str_slice(text, slash + 1, text.length), &prefix)) {
        return false;
    }
    const char *host = str_to_cstr(arena, str_slice(text, 0, slash));
    return (inet_pton(AF_INET, host, address) == 1 && prefix <= 32) ||
           (inet_pton(AF_INET6, host, address) == 1 && prefix <= 128);
}

/* A version is read as a text, so that 1.30 stays what it is; a major alone is a YAML integer. */
static bool read_version(Arena *arena, const Value *written, const Value **ret_value) {
    if (written->kind == VALUE_INT) {
        Str text = str_format(arena, "%lld", (long long)written->as.integer);
        *ret_value = value_string(arena, text, written->origin);
        return true;
    }
    *ret_value = written;
    return written->kind == VALUE_STRING;
}

static bool read_list(Arena *arena, const Type *type, const Value *written,
                      const Value **ret_value) {
    ValueBuilder list = value_list_new(arena, written->origin);
    for (uint32_t i = 0; i < value_count(written); i++) {
        const Value *item = NULL;
        if (!literal_read(arena, type->element, value_item(written, i), &item)) {
            return false;
        }
        value_list_add(&list, item);
    }
    *ret_value = value_finish(&list);
    return written->kind == VALUE_LIST;
}

static bool read_map(Arena *arena, const Type *type, const Value *written,
                     const Value **ret_value) {
    ValueBuilder map = value_map_new(arena, written->origin);
    for (uint32_t i = 0; i < value_count(written) && written->kind == VALUE_MAP; i++) {
        const ValueMember *member = &written->as.map.members[i];
        const Value *value = NULL;
        if (!literal_read(arena, type->element, member->value, &value)) {
            return false;
        }
        value_map_set(&map, member->key, member->key_span, value);
    }
    *ret_value = value_finish(&map);
    return written->kind == VALUE_MAP;
}

static bool read_either(Arena *arena, const Type *type, const Value *written,
                        const Value **ret_value) {
    for (size_t i = 0; i < type->alternative_count; i++) {
        if (literal_read(arena, &type->alternatives[i], written, ret_value)) {
            return true;
        }
    }
    return false;
}

bool literal_read(Arena *arena, const Type *type, const Value *written, const Value **ret_value) {
    int64_t quantity = 0;
    *ret_value = written;
    switch (type->kind) {
    case TYPE_BOOL:
        return written->kind == VALUE_BOOL;
    case TYPE_INT:
        return written->kind == VALUE_INT;
    case TYPE_STRING:
    case TYPE_WORD:
        return written->kind == VALUE_STRING;
    case TYPE_VERSION:
        return read_version(arena, written, ret_value);
    case TYPE_SIZE:
    case TYPE_DURATION:
    case TYPE_PERCENT:
    case TYPE_MONEY:
        if (!literal_read_quantity(type->kind, written, &quantity)) {
            return false;
        }
        *ret_value = value_int(arena, quantity, written->origin);
        return true;
    case TYPE_RANGE:
        return read_range(arena, written, ret_value);
    case TYPE_CIDR:
        return is_cidr(arena, value_text(written));
    case TYPE_LIST:
        return read_list(arena, type, written, ret_value);
    case TYPE_MAP:
        return read_map(arena, type, written, ret_value);
    case TYPE_EITHER:
        return read_either(arena, type, written, ret_value);
    }
    return false;
}

static void write_with_unit(Buffer *out, const Unit *units, size_t count, int64_t quantity) {
    for (size_t i = 0; i < count; i++) {
        if (quantity % units[i].factor == 0 && quantity >= units[i].factor) {
            buffer_printf(out, "%lld%.*s", (long long)(quantity / units[i].factor),
                          STR_ARG(units[i].suffix));
            return;
        }
    }
    buffer_printf(out, "%lld%.*s", (long long)(quantity / units[count - 1].factor),
                  STR_ARG(units[count - 1].suffix));
}

void literal_write_quantity(Buffer *out, TypeKind kind, int64_t quantity) {
    switch (kind) {
    case TYPE_SIZE:
        write_with_unit(out, size_units, SIZE_UNIT_COUNT, quantity);
        return;
    case TYPE_DURATION:
        write_with_unit(out, duration_units, DURATION_UNIT_COUNT, quantity);
        return;
    case TYPE_PERCENT:
        buffer_printf(out, "%lld%%", (long long)quantity);
        return;
    case TYPE_MONEY:
        buffer_printf(out, "$%lld", (long long)(quantity / CENTS_PER_DOLLAR));
        if (quantity % CENTS_PER_DOLLAR != 0) {
            buffer_printf(out, ".%02lld", (long long)(quantity % CENTS_PER_DOLLAR));
        }
        return;
    case TYPE_CIDR:
        buffer_printf(out, "/%lld", (long long)quantity);
        return;
    case TYPE_BOOL:
    case TYPE_INT:
    case TYPE_STRING:
    case TYPE_WORD:
    case TYPE_VERSION:
    case TYPE_RANGE:
    case TYPE_LIST:
    case TYPE_MAP:
    case TYPE_EITHER:
        buffer_printf(out, "%lld", (long long)quantity);
        return;
    }
}
