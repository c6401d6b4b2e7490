#include "syntax/scan.h"

#include <string.h>

#include "support/utf8.h"
#include "syntax/literal.h"
#include "syntax/mistake.h"
#include "syntax/mlstack_scanner.h"
#include "syntax/parse.h"

Str scan_slice(const Scanner *scanner, Span span) {
    return str_slice(scanner->text, span.begin, span.end);
}

void scan_suggest(Scanner *scanner, Diagnostic *diagnostic, Span span, Str replacement) {
    Str title = str_format(scanner->arena, "write '%.*s'", STR_ARG(replacement));
    diag_fix(scanner->sink, diagnostic, title, true, span, replacement);
}

void scan_advance(Scanner *scanner, Span *span, int length) {
    span->file = scanner->file;
    span->begin = scanner->offset;
    span->end = scanner->offset + (uint32_t)length;
    scanner->offset = span->end;
}

void scan_give_back(Scanner *scanner, const Span *span) {
    scanner->offset = span->begin;
}

void scan_line_end(Scanner *scanner, Span span) {
    scanner->line_begin = span.end;
}

void scan_comment(Scanner *scanner, Span span) {
    if (scanner->text.data[span.end - 1] == '\r') {
        span.end--;
    }
    AstComment comment = {span};
    vector_push(scanner->arena, &scanner->comments, comment);
    mistake_hidden_in_comment(scanner, span);
}

static int keyword_or_word(Str word) {
    static const struct {
        Str word;
        int kind;
    } keywords[] = {
        {STR_INIT("use"), TOKEN_USE},
        {STR_INIT("let"), TOKEN_LET},
        {STR_INIT("import"), TOKEN_IMPORT},
    };
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        if (str_equal(keywords[i].word, word)) {
            return keywords[i].kind;
        }
    }
    return TOKEN_WORD;
}

int scan_word(Scanner *scanner, Span span, SyntaxValue *value) {
    if (mistake_spaced_unit(scanner, span)) {
        return SCAN_NO_TOKEN;
    }
    bool is_name = mistake_upper_case(scanner, span, &value->text);
    return is_name ? keyword_or_word(value->text) : TOKEN_MLSTACK_error;
}

/*
 * Splits "let.domain"; false when that is not the form of the text. NULL when its names cannot be
 * names, which is reported.
 */
static bool read_reference(Scanner *scanner, Span span, SyntaxValue *ret_value) {
    Str text = scan_slice(scanner, span);
    size_t dot = str_find_byte(text, '.');
    Str name = str_slice(text, dot + 1, text.length);
    if (dot == text.length || name.length == 0 || str_find_byte(name, '.') < name.length) {
        return false;
    }
    if (!mistake_upper_case(scanner, span, &text)) {
        ret_value->reference = NULL;
        return true;
    }
    name = str_slice(text, dot + 1, text.length);
    AstReference *reference = ARENA_NEW(scanner->arena, AstReference);
    *reference = (AstReference){str_slice(text, 0, dot), name, span};
    ret_value->reference = reference;
    return true;
}

int scan_dotted_words(Scanner *scanner, Span span, SyntaxValue *value) {
    bool is_reference = read_reference(scanner, span, value);
    if (is_reference && value->reference != NULL) {
        return TOKEN_REFERENCE;
    }
    if (!is_reference) {
        mistake_dotted_text(scanner, span);
    }
    value->expr = literal_invalid(scanner, span);
    return TOKEN_INVALID;
}

int scan_literal(SyntaxValue *value, AstExpr *expr) {
    static const int token_kinds[] = {
        [AST_INTEGER] = TOKEN_INTEGER, [AST_VERSION] = TOKEN_VERSION,
        [AST_SIZE] = TOKEN_SIZE,       [AST_DURATION] = TOKEN_DURATION,
        [AST_PERCENT] = TOKEN_PERCENT, [AST_MONEY] = TOKEN_MONEY,
        [AST_RANGE] = TOKEN_RANGE,     [AST_CIDR] = TOKEN_CIDR,
        [AST_INVALID] = TOKEN_INVALID,
    };
    value->expr = expr;
    return token_kinds[expr->kind];
}

int scan_string_open(Scanner *scanner, Span span) {
    scanner->string_open = span;
    scanner->string_broken = false;
    return TOKEN_STRING_OPEN;
}

int scan_string_text(Scanner *scanner, Span span, SyntaxValue *value) {
    mistake_hidden_in_string(scanner, span);
    value->text = scan_slice(scanner, span);
    return TOKEN_STRING_TEXT;
}

int scan_string_constant(SyntaxValue *value, Str text) {
    value->text = text;
    return TOKEN_STRING_TEXT;
}

int scan_string_code_point(Scanner *scanner, Span span, SyntaxValue *value) {
    uint32_t code_point = 0;
    for (uint32_t i = span.begin + 2; i < span.end; i++) {
        char digit = scanner->text.data[i];
        uint32_t digit_value = digit <= '9'   ? (uint32_t)(digit - '0')
                               : digit <= 'F' ? (uint32_t)(digit - 'A' + 10)
                                              : (uint32_t)(digit - 'a' + 10);
        code_point = code_point << 4 | digit_value;
    }
    bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point == 0 || code_point > 0x10FFFF || is_surrogate) {
        mistake_escape(scanner, span);
        value->text = STR("");
        return TOKEN_STRING_TEXT;
    }
    Buffer text = buffer_new(scanner->arena);
    buffer_append_code_point(&text, code_point);
    value->text = buffer_str(&text);
    return TOKEN_STRING_TEXT;
}

int scan_string_close(Scanner *scanner, SyntaxValue *value) {
    value->broken = scanner->string_broken;
    return TOKEN_STRING_CLOSE;
}

/* The string ends with its line; the closing token is empty and stands there. */
int scan_string_unclosed(Scanner *scanner, Span *span, SyntaxValue *value) {
    *span = (Span){scanner->file, scanner->offset, scanner->offset};
    mistake_unclosed_string(scanner, (Span){scanner->file, scanner->string_open.begin, span->end});
    scanner->string_unclosed = true;
    value->broken = true;
    return TOKEN_STRING_CLOSE;
}

void scan_interpolation_open(Scanner *scanner, Span span) {
    scanner->interpolation_open = span;
    scanner->interpolation_seen = false;
    scanner->interpolation_failed = false;
}

bool scan_interpolated_reference(Scanner *scanner, Span span, SyntaxValue *value) {
    if (scanner->interpolation_seen || scanner->interpolation_failed) {
        mistake_in_interpolation(scanner, span);
        return false;
    }
    bool is_reference = read_reference(scanner, span, value);
    if (is_reference && value->reference != NULL) {
        scanner->interpolation_seen = true;
        return true;
    }
    if (!is_reference) {
        mistake_reference(scanner, span);
    }
    scanner->interpolation_failed = true;
    scanner->string_broken = true;
    return false;
}

void scan_interpolation_close(Scanner *scanner, Span span) {
    if (!scanner->interpolation_seen && !scanner->interpolation_failed) {
        mistake_empty_interpolation(scanner, span_join(scanner->interpolation_open, span));
    }
}

static void add_token(Scanner *scanner, int kind, Span span, SyntaxValue value) {
    bool first = scanner->tokens.count == scanner->line_first_token;
    SyntaxToken token = {
        .kind = kind,
        .span = span,
        .column = span.begin - scanner->line_begin,
        .value = value,
    };
    scanner->line_indent = first ? token.column : scanner->line_indent;
    token.indent = scanner->line_indent;
    vector_push(scanner->scratch, &scanner->tokens, token);
}

/*
 * `{ engine = "valkey }`: the brackets at the end of an unclosed string were meant to close
 * something, and taking them for text would have every bracket around it reported too.
 */
static void add_swallowed_brackets(Scanner *scanner) {
    uint32_t begin = scanner->offset;
    while (begin > scanner->string_open.end &&
           strchr(" \t,]}", scanner->text.data[begin - 1]) != NULL) {
        begin--;
    }
    for (uint32_t i = begin; i < scanner->offset; i++) {
        char byte = scanner->text.data[i];
        if (byte == ']' || byte == '}') {
            add_token(scanner, byte == ']' ? TOKEN_RIGHT_BRACKET : TOKEN_RIGHT_BRACE,
                      (Span){scanner->file, i, i + 1}, (SyntaxValue){0});
        }
    }
}

static void end_line(Scanner *scanner) {
    for (size_t i = scanner->line_first_token; i < scanner->tokens.count; i++) {
        scanner->tokens.items[i].quiet = scanner->line_garbled;
    }
    scanner->line_first_token = scanner->tokens.count;
    scanner->line_garbled = false;
}

static void scan_all(Scanner *scanner, yyscan_t flex) {
    size_t most_errors = diag_count(scanner->sink, DIAG_ERROR) + SYNTAX_MOST_ERRORS;
    int kind = TOKEN_NEWLINE;
    while (kind != TOKEN_END) {
        SyntaxValue value = {0};
        Span span = span_none();
        bool goes_on = diag_count(scanner->sink, DIAG_ERROR) < most_errors;
        kind = goes_on ? mlstack_lex(&value, &span, flex) : TOKEN_END;
        if (kind == TOKEN_END) {
            span = (Span){scanner->file, scanner->offset, scanner->offset};
        }
        add_token(scanner, kind, span, value);
        if (scanner->string_unclosed) {
            add_swallowed_brackets(scanner);
            scanner->string_unclosed = false;
        }
        if (kind == TOKEN_NEWLINE || kind == TOKEN_END) {
            end_line(scanner);
            scan_line_end(scanner, span);
        }
    }
}

/* False when the text cannot be read at all, which is reported. */
static bool check_text(DiagSink *sink, FileId file, Str text) {
    if (text.length > SYNTAX_MAX_BYTES) {
        diag_report(sink, MLS0032, (Span){file, 0, 0}, "the file is larger than %d MiB",
                    SYNTAX_MAX_BYTES / (1024 * 1024));
        return false;
    }
    size_t invalid = utf8_find_invalid(text);
    if (invalid < text.length) {
        diag_report(sink, MLS0028, (Span){file, (uint32_t)invalid, (uint32_t)invalid + 1},
                    "the file is not UTF-8: invalid byte 0x%02X at offset %zu",
                    (unsigned char)text.data[invalid], invalid);
        return false;
    }
    size_t nul = str_find_byte(text, '\0');
    if (nul < text.length) {
        diag_report(sink, MLS0029, (Span){file, (uint32_t)nul, (uint32_t)nul + 1},
                    "the file contains a NUL byte at offset %zu", nul);
        return false;
    }
    return true;
}

bool scan_file(Arena *arena, Arena *scratch, DiagSink *sink, FileId file,
               SyntaxTokenVector *ret_tokens, AstCommentVector *ret_comments) {
    Scanner scanner = {
        .arena = arena,
        .scratch = scratch,
        .sink = sink,
        .file = file,
        .text = sources_text(diag_sources(sink), file),
    };
    if (!check_text(sink, file, scanner.text)) {
        return false;
    }
    yyscan_t flex;
    mlstack_lex_init_extra(&scanner, &flex);
    mlstack__scan_bytes(scanner.text.data, (int)scanner.text.length, flex);
    scan_all(&scanner, flex);
    mlstack_lex_destroy(flex);
    *ret_tokens = scanner.tokens;
    *ret_comments = scanner.comments;
    return true;
}
