/*
 * Final text: formatted once, when the template is read, instead of at every rendering.
 *
 * Most of a module's text is the same in every stack. Formatting looks at neighbouring lines only
 * as far as the next blank line, and at the brackets that are open; so text between two blank
 * lines, without a hole or directive in it, comes out the same whatever is around it. The renderer
 * only has to see that what precedes it ends with a blank line. Beside a bracket that opens before
 * it or closes after it the blank line would be dropped: there no final text begins or ends.
 */
#include "template/context.h"

#include "hcl/hcl.h"

/* The part of a text, in bytes of the file, that is final; empty when none is. */
typedef struct FinalRange {
    uint32_t begin;
    uint32_t end;
    bool ends_file;
} FinalRange;

static bool ends_line(const MaskedTemplate *masked, size_t index) {
    HclToken token = masked->tokens.items[index];
    return masked->mask.data[token.end - 1] == '\n' &&
           (token.kind == HCL_TOKEN_NEWLINE || token.kind == HCL_TOKEN_COMMENT);
}

/* Whether the token is a blank line of its own. */
static bool is_blank_line(const MaskedTemplate *masked, size_t index) {
    TokenPlace place = masked->places[index];
    return masked->tokens.items[index].kind == HCL_TOKEN_NEWLINE &&
           place.depth <= HCL_MOST_OPEN_LINES && place.quotes == 0 &&
           (index == 0 || ends_line(masked, index - 1));
}

/* Whether final text may begin after the blank line. */
static bool may_begin(const MaskedTemplate *masked, size_t index) {
    while (index < masked->tokens.count && masked->tokens.items[index].kind == HCL_TOKEN_NEWLINE) {
        index++;
    }
    return index == masked->tokens.count ||
           hcl_token_bracket_change(masked->tokens.items[index].kind) >= 0;
}

/* Whether final text may end before the blank line. */
static bool may_end(const MaskedTemplate *masked, size_t index) {
    while (index > 0 && (masked->tokens.items[index - 1].kind == HCL_TOKEN_NEWLINE ||
                         masked->tokens.items[index - 1].kind == HCL_TOKEN_COMMENT)) {
        index--;
    }
    return index == 0 || hcl_token_bracket_change(masked->tokens.items[index - 1].kind) <= 0;
}

static bool begins_outer_line(const MaskedTemplate *masked, uint32_t offset) {
    size_t index = masked_token_at(masked, offset);
    bool inside_token = index < masked->tokens.count && masked->tokens.items[index].begin < offset;
    return masked->places[index].depth == 0 && !inside_token &&
           (index == 0 || ends_line(masked, index - 1));
}

/* The beginning of the line that a blank line's token ends. */
static uint32_t line_begin(const MaskedTemplate *masked, size_t index) {
    return index == 0 ? 0 : masked->tokens.items[index - 1].end;
}

static FinalRange find_final(const MaskedTemplate *masked, Span text) {
    bool begun = begins_outer_line(masked, text.begin);
    FinalRange range = {.begin = begun ? text.begin : text.end};
    for (size_t i = masked_token_at(masked, text.begin); i < masked->tokens.count; i++) {
        HclToken token = masked->tokens.items[i];
        if (token.end > text.end) {
            break;
        }
        if (!is_blank_line(masked, i) || line_begin(masked, i) < text.begin) {
            continue;
        }
        if ((!begun || line_begin(masked, i) == range.begin) && may_begin(masked, i)) {
            begun = true;
            range.begin = token.end;
        }
        if (may_end(masked, i)) {
            range.end = line_begin(masked, i);
        }
    }
    Str rest = str_slice(masked->mask, range.end > text.begin ? range.end : text.begin, text.end);
    range.ends_file = text.end == masked->mask.length && !str_is_empty(str_trim(rest)) &&
                      masked->places[masked->tokens.count].depth == 0;
    if (range.ends_file) {
        range.end = text.end;
    }
    return range;
}

static Str slice_text(Str text, Span span, uint32_t begin, uint32_t end) {
    return str_slice(text, begin - span.begin, end - span.begin);
}

/* Of a text, the line of the template on which its byte at the offset stands. */
static uint32_t line_at(TemplateNode text, uint32_t offset) {
    Str before = slice_text(text.text, text.span, text.span.begin, offset);
    return text.line + (uint32_t)str_count_byte(before, '\n');
}

static void add_piece(MaskedTemplate *masked, TemplateNode text, uint32_t begin, uint32_t end,
                      TemplateNodeVector *nodes) {
    if (begin >= end) {
        return;
    }
    TemplateNode piece = {.kind = TEMPLATE_TEXT,
                          .span = {text.span.file, begin, end},
                          .line = line_at(text, begin),
                          .text = slice_text(text.text, text.span, begin, end)};
    vector_push(masked->arena, nodes, piece);
}

/* Moves `masked->open` on to the beginning of a piece. */
static void follow_open_lines(MaskedTemplate *masked, uint32_t offset) {
    Buffer formatted = buffer_new(masked->arena);
    hcl_format_piece(masked->scratch, str_slice(masked->mask, masked->open_at, offset),
                     &masked->open, &formatted);
    masked->open_at = offset;
}

void template_add_text(MaskedTemplate *masked, TemplateNode text, TemplateNodeVector *nodes) {
    FinalRange range = find_final(masked, text.span);
    if (range.begin >= range.end ||
        str_is_empty(str_trim(slice_text(text.text, text.span, range.begin, range.end)))) {
        add_piece(masked, text, text.span.begin, text.span.end, nodes);
        return;
    }
    Str source = slice_text(text.text, text.span, range.begin, range.end);
    follow_open_lines(masked, range.begin);
    HclOpenLines open = masked->open;
    Buffer formatted = buffer_new(masked->arena);
    hcl_format_piece(masked->scratch, source, &open, &formatted);
    if (str_count_byte(buffer_str(&formatted), '\n') != str_count_byte(source, '\n')) {
        /* A dropped line would shift the lines after it (template/trace.h). */
        add_piece(masked, text, text.span.begin, text.span.end, nodes);
        return;
    }
    add_piece(masked, text, text.span.begin, range.begin, nodes);
    TemplateNode final = {.kind = TEMPLATE_FINAL,
                          .span = {text.span.file, range.begin, range.end},
                          .line = line_at(text, range.begin),
                          .text = buffer_str(&formatted),
                          .ends_file = range.ends_file,
                          .open = open};
    vector_push(masked->arena, nodes, final);
    add_piece(masked, text, range.end, text.span.end, nodes);
}
