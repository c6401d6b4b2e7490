#include "provider/msgpack_size.h"

/*
 * What follows a first byte, from github.com/msgpack/msgpack/blob/master/spec.md. The count is a
 * number of so many bytes, or else the low bits of the first byte.
 */
static const struct {
    uint8_t first;
    uint8_t last;
    uint8_t count_size;
    uint8_t low_bits;
    uint8_t items; /* for each of the count */
    uint8_t bytes; /* for each of the count */
    uint8_t more;  /* bytes besides */
} forms[] = {
    {0x00, 0x7f, 0, 0x00, 0, 0, 0},  /* small integer */
    {0x80, 0x8f, 0, 0x0f, 2, 0, 0},  /* map */
    {0x90, 0x9f, 0, 0x0f, 1, 0, 0},  /* list */
    {0xa0, 0xbf, 0, 0x1f, 0, 1, 0},  /* string */
    {0xc0, 0xc3, 0, 0x00, 0, 0, 0},  /* nil, false, true */
    {0xc4, 0xc4, 1, 0x00, 0, 1, 0},  /* bytes */
    {0xc5, 0xc5, 2, 0x00, 0, 1, 0},  /* bytes */
    {0xc6, 0xc6, 4, 0x00, 0, 1, 0},  /* bytes */
    {0xc7, 0xc7, 1, 0x00, 0, 1, 1},  /* extension */
    {0xc8, 0xc8, 2, 0x00, 0, 1, 1},  /* extension */
    {0xc9, 0xc9, 4, 0x00, 0, 1, 1},  /* extension */
    {0xca, 0xca, 0, 0x00, 0, 0, 4},  /* real */
    {0xcb, 0xcb, 0, 0x00, 0, 0, 8},  /* real */
    {0xcc, 0xcc, 0, 0x00, 0, 0, 1},  /* integer */
    {0xcd, 0xcd, 0, 0x00, 0, 0, 2},  /* integer */
    {0xce, 0xce, 0, 0x00, 0, 0, 4},  /* integer */
    {0xcf, 0xcf, 0, 0x00, 0, 0, 8},  /* integer */
    {0xd0, 0xd0, 0, 0x00, 0, 0, 1},  /* integer */
    {0xd1, 0xd1, 0, 0x00, 0, 0, 2},  /* integer */
    {0xd2, 0xd2, 0, 0x00, 0, 0, 4},  /* integer */
    {0xd3, 0xd3, 0, 0x00, 0, 0, 8},  /* integer */
    {0xd4, 0xd4, 0, 0x00, 0, 0, 2},  /* extension */
    {0xd5, 0xd5, 0, 0x00, 0, 0, 3},  /* extension */
    {0xd6, 0xd6, 0, 0x00, 0, 0, 5},  /* extension */
    {0xd7, 0xd7, 0, 0x00, 0, 0, 9},  /* extension */
    {0xd8, 0xd8, 0, 0x00, 0, 0, 17}, /* extension */
    {0xd9, 0xd9, 1, 0x00, 0, 1, 0},  /* string */
    {0xda, 0xda, 2, 0x00, 0, 1, 0},  /* string */
    {0xdb, 0xdb, 4, 0x00, 0, 1, 0},  /* string */
    {0xdc, 0xdc, 2, 0x00, 1, 0, 0},  /* list */
    {0xdd, 0xdd, 4, 0x00, 1, 0, 0},  /* list */
    {0xde, 0xde, 2, 0x00, 2, 0, 0},  /* map */
    {0xdf, 0xdf, 4, 0x00, 2, 0, 0},  /* map */
    {0xe0, 0xff, 0, 0x00, 0, 0, 0},  /* small integer */
};

static uint64_t read_count(Str bytes, size_t offset, size_t size) {
    uint64_t count = 0;
    for (size_t i = 0; i < size; i++) {
        count = count << 8 | (uint8_t)bytes.data[offset + i];
    }
    return count;
}

bool msgpack_is_whole(Str bytes) {
    uint64_t offset = 0;
    for (uint64_t to_come = 1; to_come > 0; to_come--) {
        if (to_come > bytes.length - offset) {
            return false; /* each needs a byte at least */
        }
        uint8_t first = (uint8_t)bytes.data[offset++];
        size_t form = 0;
        while (first > forms[form].last) {
            form++;
        }
        size_t size = forms[form].count_size;
        if (size > bytes.length - offset) {
            return false;
        }
        uint64_t count =
            size > 0 ? read_count(bytes, offset, size) : (uint64_t)(first & forms[form].low_bits);
        uint64_t skipped = size + forms[form].more + count * forms[form].bytes;
        if (skipped > bytes.length - offset) {
            return false;
        }
        offset += skipped;
        to_come += count * forms[form].items;
    }
    return true;
}
