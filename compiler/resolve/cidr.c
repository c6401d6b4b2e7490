#include "resolve/cidr.h"

static uint32_t mask_of(int prefix) {
    return prefix == 0 ? 0 : UINT32_MAX << (32 - prefix);
}

static bool parse_number(Str *rest, char end, int64_t most, int64_t *ret_number) {
    size_t length = str_find_byte(*rest, end);
    Str digits = str_slice(*rest, 0, length);
    if ((end != '\0' && length == rest->length) || digits.length > 3 ||
        !str_to_int(digits, ret_number) || *ret_number > most) {
        return false;
    }
    *rest = str_slice(*rest, length + 1, rest->length);
    return true;
}

bool cidr_parse(Str text, Cidr *ret_cidr) {
    static const char separators[] = {'.', '.', '.', '/'};
    uint32_t address = 0;
    int64_t number = 0;
    for (size_t i = 0; i < sizeof separators; i++) {
        if (!parse_number(&text, separators[i], 255, &number)) {
            return false;
        }
        address = address << 8 | (uint32_t)number;
    }
    if (!parse_number(&text, '\0', 32, &number)) {
        return false;
    }
    *ret_cidr = (Cidr){address, (int)number};
    return (address & ~mask_of((int)number)) == 0;
}

Str cidr_host(Arena *arena, Cidr cidr, uint32_t offset) {
    uint32_t address = cidr.address + offset;
    return str_format(arena, "%u.%u.%u.%u", address >> 24, address >> 16 & 255, address >> 8 & 255,
                      address & 255);
}

Str cidr_text(Arena *arena, Cidr cidr) {
    Str address = cidr_host(arena, cidr, 0);
    return str_format(arena, "%.*s/%d", STR_ARG(address), cidr.prefix);
}

Cidr cidr_part(Cidr cidr, int bits, uint32_t index) {
    int prefix = cidr.prefix + bits;
    return (Cidr){cidr.address + (prefix == 0 ? 0 : index << (32 - prefix)), prefix};
}

Cidr cidr_with_prefix(Cidr cidr, int prefix) {
    return (Cidr){cidr.address & mask_of(prefix), prefix};
}

bool cidr_overlaps(Cidr a, Cidr b) {
    uint32_t mask = mask_of(a.prefix < b.prefix ? a.prefix : b.prefix);
    return (a.address & mask) == (b.address & mask);
}

int64_t cidr_size(Cidr cidr) {
    return (int64_t)1 << (32 - cidr.prefix);
}
