#include "diag/wrap.h"

#include "support/utf8.h"

/* The end of the word that begins at `begin`; quoted code is part of the word. */
static size_t word_end(Str text, size_t begin) {
    bool is_quoted = false;
    size_t end = begin;
    while (end < text.length && (is_quoted || text.data[end] != ' ')) {
        is_quoted ^= text.data[end] == '`';
        end++;
    }
    return end;
}

static size_t columns_of(Str text) {
    size_t columns = 0;
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = 0;
        size_t length = utf8_decode(text, at, &code_point);
        columns += length == 0 ? 1 : (size_t)utf8_code_point_width(code_point);
        at += length == 0 ? 1 : length;
    }
    return columns;
}

void wrap_text(Buffer *out, Str text, size_t column, size_t width) {
    size_t reached = column;
    for (size_t begin = 0; begin < text.length;) {
        size_t end = word_end(text, begin);
        Str word = str_slice(text, begin, end);
        size_t columns = columns_of(word);
        if (reached > column && reached + 1 + columns > width) {
            buffer_append_byte(out, '\n');
            buffer_append_repeated(out, ' ', column);
            reached = column;
        } else if (begin > 0) {
            buffer_append_byte(out, ' ');
            reached++;
        }
        buffer_append(out, word);
        reached += columns;
        begin = end + 1;
    }
}
