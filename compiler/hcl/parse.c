/*
 * Feeds the grammar. HCL's newlines end items in bodies and objects and are blanks everywhere else,
 * and its few keywords are names except in the places where they are looked for: both depend on
 * the bracket around the token, so the open brackets are kept here, in `levels`.
 */
#include "hcl/parse_context.h"

#include "support/utf8.h"

static HclTokenKind kind_at(const HclParse *parse, size_t index) {
    return index < parse->tokens.count ? parse->tokens.items[index].kind : HCL_TOKEN_NONE;
}

static Str text_at(const HclParse *parse, size_t index) {
    if (index >= parse->tokens.count) {
        return STR("");
    }
    HclToken token = parse->tokens.items[index];
    return str_slice(parse->text, token.begin, token.end);
}

static bool is_word(const HclParse *parse, size_t index, Str word) {
    return kind_at(parse, index) == HCL_TOKEN_IDENTIFIER && str_equal(text_at(parse, index), word);
}

static HclLevel *innermost(HclParse *parse) {
    return parse->levels.count == 0 ? NULL : &parse->levels.items[parse->levels.count - 1];
}

static size_t skip_blank(const HclParse *parse, size_t index) {
    while (kind_at(parse, index) == HCL_TOKEN_NEWLINE ||
           kind_at(parse, index) == HCL_TOKEN_COMMENT) {
        index++;
    }
    return index;
}

/* Index of the `in` when a for-expression begins at the token; 0 otherwise. */
static size_t find_for(const HclParse *parse, size_t index) {
    if (!is_word(parse, index, STR("for")) ||
        kind_at(parse, skip_blank(parse, index + 1)) != HCL_TOKEN_IDENTIFIER) {
        return 0;
    }
    size_t after = skip_blank(parse, skip_blank(parse, index + 1) + 1);
    if (kind_at(parse, after) == HCL_TOKEN_COMMA) {
        after = skip_blank(parse, skip_blank(parse, after + 1) + 1);
    }
    return is_word(parse, after, STR("in")) ? after : 0;
}

static void open_level(HclParse *parse, size_t index) {
    HclTokenKind kind = kind_at(parse, index);
    bool is_for = find_for(parse, skip_blank(parse, index + 1)) > 0;
    HclLevel level = {.token = index,
                      .kind = kind,
                      .newlines_count = kind == HCL_TOKEN_OPEN_BRACE && !is_for,
                      .is_for = is_for};
    vector_push(parse->arena, &parse->levels, level);
}

static bool ends_expression(HclTokenKind kind) {
    return kind == HCL_TOKEN_IDENTIFIER || kind == HCL_TOKEN_NUMBER ||
           kind == HCL_TOKEN_CLOSE_QUOTE || kind == HCL_TOKEN_CLOSE_HEREDOC ||
           kind == HCL_TOKEN_CLOSE_BRACE || kind == HCL_TOKEN_CLOSE_BRACKET ||
           kind == HCL_TOKEN_CLOSE_PARENTHESIS || kind == HCL_TOKEN_ELLIPSIS;
}

static HclWord control_word(Str text) {
    static const struct {
        const char *text;
        HclWord word;
    } words[] = {
        {"if", HCL_WORD_IF},   {"else", HCL_WORD_ELSE},     {"endif", HCL_WORD_ENDIF},
        {"for", HCL_WORD_FOR}, {"endfor", HCL_WORD_ENDFOR},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_equal_cstr(text, words[i].text)) {
            return words[i].word;
        }
    }
    return HCL_WORD_NAME;
}

/* What the identifier is here, given what came before it. */
static HclWord classify_word(HclParse *parse, size_t index) {
    const HclLevel *level = innermost(parse);
    if (parse->in_at == index && index > 0) {
        return HCL_WORD_IN;
    }
    bool begins_for =
        level != NULL && level->is_for && index == skip_blank(parse, level->token + 1);
    HclWord word = parse->last == HCL_TOKEN_CONTROL ? control_word(text_at(parse, index))
                   : begins_for                     ? HCL_WORD_FOR
                                                    : HCL_WORD_NAME;
    if (word == HCL_WORD_FOR) {
        parse->in_at = find_for(parse, index);
    }
    if (word == HCL_WORD_NAME && level != NULL && level->is_for && ends_expression(parse->last) &&
        is_word(parse, index, STR("if"))) {
        return HCL_WORD_IF;
    }
    return word;
}

static bool is_skipped(HclParse *parse, size_t index) {
    HclTokenKind kind = kind_at(parse, index);
    if (kind != HCL_TOKEN_NEWLINE && kind != HCL_TOKEN_COMMENT) {
        return false;
    }
    const HclLevel *level = innermost(parse);
    bool newline = kind == HCL_TOKEN_NEWLINE || str_ends_with(text_at(parse, index), STR("\n"));
    return !newline || (level != NULL && !level->newlines_count);
}

static void report_bad_token(HclParse *parse, HclInput input) {
    parse->failed = true;
    if (input.kind == HCL_TOKEN_INVALID) {
        diag_report(parse->sink, MLS5101, input.span, "unexpected character '%.*s'",
                    STR_ARG(input.text));
    } else {
        diag_report(parse->sink, MLS5102, input.span,
                    "this string, heredoc or comment is never closed");
    }
}

static Span level_span(const HclParse *parse, const HclLevel *level) {
    HclToken token = parse->tokens.items[level->token];
    return (Span){parse->file, token.begin, token.end};
}

static bool is_group(const HclLevel *level) {
    return level != NULL &&
           (level->kind == HCL_TOKEN_OPEN_PARENTHESIS || level->kind == HCL_TOKEN_OPEN_BRACKET);
}

/*
 * A `}` while a parenthesis or bracket is open: whoever wrote it meant to end the block, so the
 * item before it is given up, and the brace comes again after a newline that ends the recovery.
 */
static HclInput close_groups(HclParse *parse, HclInput brace) {
    const HclLevel *level = innermost(parse);
    Str opening = text_at(parse, level->token);
    parse->failed = true;
    Diagnostic *diagnostic = diag_report(parse->sink, MLS5103, level_span(parse, level),
                                         "this '%.*s' is never closed", STR_ARG(opening));
    diag_label(parse->sink, diagnostic, brace.span, "the '}' comes first");
    while (is_group(innermost(parse))) {
        parse->levels.count--;
    }
    parse->next--;
    parse->newline_due = true;
    brace.kind = HCL_TOKEN_UNTERMINATED;
    return brace;
}

/*
 * The scanner takes every character beyond ASCII for a letter. The ones that turn up in files by
 * accident are no letters: typographic quotes and dashes, odd spaces, invisible marks.
 */
static bool is_letter(uint32_t code_point) {
    return code_point >= 0xC0 && !(code_point >= 0x2000 && code_point <= 0x206F) &&
           !(code_point >= 0x3000 && code_point <= 0x303F) && code_point != 0xFEFF;
}

static void check_name(HclParse *parse, HclInput input) {
    for (size_t i = 0; i < input.text.length;) {
        uint32_t code_point = 0;
        size_t length = utf8_decode(input.text, i, &code_point);
        if (length == 0 || (code_point >= 0x80 && !is_letter(code_point))) {
            length = length == 0 ? 1 : length;
            uint32_t begin = input.span.begin + (uint32_t)i;
            Span span = {parse->file, begin, begin + (uint32_t)length};
            parse->failed = true;
            Diagnostic *diagnostic =
                diag_report(parse->sink, MLS5101, span, "unexpected character in a name");
            if (code_point >= 0x2018 && code_point <= 0x201F) {
                diag_help(parse->sink, diagnostic, "HCL's quotes are plain: \"");
            }
            return;
        }
        i += length;
    }
}

/* At the end of the text: one newline that may be missing, then the end. */
static HclInput end_input(HclParse *parse) {
    uint32_t end = (uint32_t)parse->text.length;
    HclInput input = {.kind = HCL_TOKEN_NONE, .span = {parse->file, end, end}};
    if (parse->last != HCL_TOKEN_NEWLINE && parse->last != HCL_TOKEN_COMMENT) {
        input.kind = HCL_TOKEN_NEWLINE;
    }
    parse->last = HCL_TOKEN_NEWLINE;
    return input;
}

HclInput hcl_next_input(HclParse *parse) {
    if (parse->newline_due) {
        parse->newline_due = false;
        uint32_t begin = parse->tokens.items[parse->next].begin;
        return (HclInput){.kind = HCL_TOKEN_NEWLINE, .span = {parse->file, begin, begin}};
    }
    while (is_skipped(parse, parse->next)) {
        parse->next++;
    }
    size_t index = parse->next++;
    if (index >= parse->tokens.count) {
        return end_input(parse);
    }
    HclToken token = parse->tokens.items[index];
    HclInput input = {.kind = token.kind,
                      .text = text_at(parse, index),
                      .span = {parse->file, token.begin, token.end}};
    if (token.kind == HCL_TOKEN_CLOSE_BRACE && is_group(innermost(parse))) {
        return close_groups(parse, input);
    }
    int change = hcl_token_bracket_change(token.kind);
    if (token.kind == HCL_TOKEN_IDENTIFIER) {
        check_name(parse, input);
        input.word = classify_word(parse, index);
    } else if (change > 0) {
        open_level(parse, index);
    } else if (change < 0 && parse->levels.count > 0) {
        parse->levels.count--;
    } else if (token.kind == HCL_TOKEN_INVALID || token.kind == HCL_TOKEN_UNTERMINATED) {
        report_bad_token(parse, input);
    }
    parse->last = token.kind;
    return input;
}

/* After a mistake the newlines count again, so that the item ends with its line. */
static void leave_groups(HclParse *parse) {
    while (parse->levels.count > 0 && !innermost(parse)->newlines_count) {
        parse->levels.count--;
    }
}

void hcl_report_unexpected(HclParse *parse, Span span, Str expected, Str found) {
    parse->failed = true;
    const HclLevel *level = innermost(parse);
    if (span.begin == parse->text.length && level != NULL) {
        Str opening = text_at(parse, level->token);
        Diagnostic *diagnostic = diag_report(parse->sink, MLS5103, level_span(parse, level),
                                             "this '%.*s' is never closed", STR_ARG(opening));
        diag_label(parse->sink, diagnostic, span, "the file ends here");
        leave_groups(parse);
        return;
    }
    Diagnostic *diagnostic = NULL;
    if (str_is_empty(expected)) {
        diagnostic = diag_report(parse->sink, MLS5101, span, "unexpected %.*s", STR_ARG(found));
    } else {
        diagnostic = diag_report(parse->sink, MLS5101, span, "expected %.*s, found %.*s",
                                 STR_ARG(expected), STR_ARG(found));
    }
    if (is_group(level)) {
        Str opening = text_at(parse, level->token);
        diag_label(parse->sink, diagnostic, level_span(parse, level), "inside this '%.*s'",
                   STR_ARG(opening));
    }
    leave_groups(parse);
}

void hcl_report_nesting(HclParse *parse, Span span) {
    parse->failed = true;
    if (!parse->too_deep) {
        parse->too_deep = true;
        diag_report(parse->sink, MLS5104, span, "nested too deeply");
    }
}

bool hcl_parse_text(Arena *arena, DiagSink *sink, FileId file, Str text, const HclBody **ret_body) {
    HclParse parse = {.arena = arena, .sink = sink, .file = file, .text = text};
    HclBody *body = ARENA_NEW(arena, HclBody);
    /* Bad tokens are reported when the parser comes to them. */
    hcl_scan(arena, text, &parse.tokens);
    bool parsed = hcl_run_parser(&parse);
    Span span = {file, 0, (uint32_t)text.length};
    *body = parse.body == NULL ? (HclBody){.span = span} : hcl_body(parse.body, span);
    *ret_body = body;
    return parsed;
}

bool hcl_parse(Arena *arena, DiagSink *sink, FileId file, const HclBody **ret_body) {
    return hcl_parse_text(arena, sink, file, sources_text(diag_sources(sink), file), ret_body);
}
