#include "support/utf8.h"

typedef struct Range {
    uint32_t first;
    uint32_t last;
} Range;

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

size_t utf8_decode(Str text, size_t offset, uint32_t *ret_code_point) {
    if (offset >= text.length) {
        return 0;
    }
    const unsigned char *bytes = (const unsigned char *)text.data + offset;
    size_t left = text.length - offset;
    if (bytes[0] < 0x80) {
        *ret_code_point = bytes[0];
        return 1;
    }
    size_t length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4 || left < length) {
        return 0;
    }
    uint32_t code_point = bytes[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(bytes[i])) {
            return 0;
        }
        code_point = code_point << 6 | (bytes[i] & 0x3Fu);
    }
    if (code_point < smallest[length] || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        return 0;
    }
    *ret_code_point = code_point;
    return length;
}

size_t utf8_write(uint32_t code_point, char *bytes) {
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        bytes[0] = (char)(0xC0 | code_point >> 6);
        bytes[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        bytes[0] = (char)(0xE0 | code_point >> 12);
        bytes[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | code_point >> 18);
    bytes[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t utf8_find_invalid(Str text) {
    size_t offset = 0;
    while (offset < text.length) {
        uint32_t code_point;
        size_t length = utf8_decode(text, offset, &code_point);
        if (length == 0) {
            return offset;
        }
        offset += length;
    }
    return text.length;
}

size_t utf8_count(Str text) {
    size_t count = 0;
    for (size_t offset = 0; offset < text.length; count++) {
        uint32_t code_point;
        size_t length = utf8_decode(text, offset, &code_point);
        offset += length == 0 ? 1 : length;
    }
    return count;
}

static bool in_ranges(uint32_t code_point, const Range *ranges, size_t count) {
    for (size_t i = 0; i < count && ranges[i].first <= code_point; i++) {
        if (code_point <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* The common zero-width blocks; a rare mark outside them is shown one column wide. */
static const Range zero_width[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},   {0x061C, 0x061C},
    {0x064B, 0x065F}, {0x06D6, 0x06DC}, {0x0900, 0x0902}, {0x093C, 0x093C},   {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069},   {0x20D0, 0x20F0},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
};

static const Range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x26A1, 0x26A1},   {0x2705, 0x2705},   {0x274C, 0x274C},
    {0x2753, 0x2755},   {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

int utf8_code_point_width(uint32_t code_point) {
    if (in_ranges(code_point, zero_width, sizeof zero_width / sizeof zero_width[0])) {
        return 0;
    }
    return in_ranges(code_point, wide, sizeof wide / sizeof wide[0]) ? 2 : 1;
}

bool utf8_is_bidi_control(uint32_t code_point) {
    static const Range controls[] = {
        {0x061C, 0x061C},
        {0x200E, 0x200F},
        {0x202A, 0x202E},
        {0x2066, 0x2069},
    };
    return in_ranges(code_point, controls, sizeof controls / sizeof controls[0]);
}
