#include "syntax/mistake.h"

#include "support/utf8.h"
#include "syntax/literal.h"

/* "'@'", or "U+200B" for a character that cannot be seen. */
static Str character_name(const Scanner *scanner, uint32_t code_point) {
    bool is_control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
    if (is_control || utf8_code_point_width(code_point) == 0) {
        return str_format(scanner->arena, "U+%04X", code_point);
    }
    char bytes[UTF8_MAX_BYTES];
    size_t length = utf8_write(code_point, bytes);
    return str_format(scanner->arena, "'%.*s'", (int)length, bytes);
}

int mistake_equals(Scanner *scanner, Span span) {
    Str found = scan_slice(scanner, span);
    Diagnostic *diagnostic = diag_report(
        scanner->sink, MLS0004, span, "expected '=' to set a value, found '%.*s'", STR_ARG(found));
    scan_suggest(scanner, diagnostic, span, STR("="));
    return TOKEN_EQUALS;
}

int mistake_separator(Scanner *scanner, Span span) {
    Diagnostic *diagnostic = diag_report(scanner->sink, MLS0006, span,
                                         "expected a newline or ',' between entries, found ';'");
    scan_suggest(scanner, diagnostic, span, STR(","));
    return TOKEN_COMMA;
}

int mistake_single_quotes(Scanner *scanner, Span span, SyntaxValue *value) {
    Str text = scan_slice(scanner, span);
    value->expr = literal_invalid(scanner, span);
    bool is_closed = text.length > 1 && str_ends_with(text, STR("'"));
    if (!is_closed) {
        scanner->line_garbled = true;
        Diagnostic *diagnostic =
            diag_report(scanner->sink, MLS0012, (Span){span.file, span.begin, span.begin + 1},
                        "strings are written in double quotes, found a single quote");
        diag_help(scanner->sink, diagnostic, "start and end the string with '\"'");
        return TOKEN_INVALID;
    }
    Str inside = str_slice(text, 1, text.length - 1);
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0012, span, "strings are written in double quotes");
    if (str_find_byte(inside, '"') == inside.length &&
        str_find_byte(inside, '\\') == inside.length) {
        /* In single quotes `${` may have been meant as it stands. */
        bool is_safe = str_find(inside, STR("${")) == inside.length;
        Str meant = str_format(scanner->arena, "\"%.*s\"", STR_ARG(inside));
        diag_fix(scanner->sink, diagnostic,
                 str_format(scanner->arena, "write '%.*s'", STR_ARG(meant)), is_safe, span, meant);
    }
    return TOKEN_INVALID;
}

int mistake_negative_number(Scanner *scanner, Span span, SyntaxValue *value) {
    Str text = scan_slice(scanner, span);
    Diagnostic *diagnostic = diag_report(scanner->sink, MLS0020, span,
                                         "numbers are not negative, found '%.*s'", STR_ARG(text));
    diag_help(scanner->sink, diagnostic, "the smallest number is 0");
    value->expr = literal_invalid(scanner, span);
    return TOKEN_INVALID;
}

int mistake_version_prefix(Scanner *scanner, Span span, SyntaxValue *value) {
    Str text = scan_slice(scanner, span);
    Diagnostic *diagnostic = diag_report(
        scanner->sink, MLS0001, span, "a version begins with a digit, found '%.*s'", STR_ARG(text));
    scan_suggest(scanner, diagnostic, span, str_slice(text, 1, text.length));
    value->expr = literal_invalid(scanner, span);
    return TOKEN_INVALID;
}

bool mistake_spaced_unit(Scanner *scanner, Span span) {
    size_t count = scanner->tokens.count;
    SyntaxToken *number = count == 0 ? NULL : &scanner->tokens.items[count - 1];
    if (number == NULL || (number->kind != TOKEN_INTEGER && number->kind != TOKEN_VERSION)) {
        return false;
    }
    Str unit = literal_meant_unit(scanner, scan_slice(scanner, span));
    if (str_is_empty(unit)) {
        return false;
    }
    Str digits = scan_slice(scanner, number->span);
    bool is_whole = number->kind == TOKEN_INTEGER;
    number->span = span_join(number->span, span);
    number->kind = TOKEN_INVALID;
    number->value.expr = literal_invalid(scanner, number->span);
    Str text = scan_slice(scanner, number->span);
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0001, number->span,
                    "a unit follows its number without a space, found '%.*s'", STR_ARG(text));
    if (is_whole) {
        scan_suggest(scanner, diagnostic, number->span,
                     str_format(scanner->arena, "%.*s%.*s", STR_ARG(digits), STR_ARG(unit)));
    }
    return true;
}

int mistake_block_comment(Scanner *scanner, Span span) {
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0030, span, "comments begin with '#' or '//', found '/*'");
    diag_help(scanner->sink, diagnostic, "begin every line of the comment with '#'");
    return TOKEN_MLSTACK_error;
}

bool mistake_upper_case(Scanner *scanner, Span span, Str *ret_text) {
    Str text = scan_slice(scanner, span);
    *ret_text = text;
    char *lower = arena_alloc(scanner->scratch, text.length + 1);
    bool is_valid = true;
    bool begins_with_letters = true;
    for (size_t i = 0; i < text.length; i++) {
        bool is_upper = text.data[i] >= 'A' && text.data[i] <= 'Z';
        bool begins_part = i == 0 || text.data[i - 1] == '.';
        begins_with_letters = begins_with_letters && !(begins_part && text.data[i] == '_');
        is_valid = is_valid && !is_upper;
        lower[i] = (char)(is_upper ? text.data[i] - 'A' + 'a' : text.data[i]);
    }
    if (is_valid && begins_with_letters) {
        return true;
    }
    if (scanner->line_garbled) {
        return false;
    }
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0019, span,
                    "names are lower case and begin with a letter, found '%.*s'", STR_ARG(text));
    if (!begins_with_letters) {
        return false;
    }
    *ret_text = str_copy(scanner->arena, (Str){lower, text.length});
    scan_suggest(scanner, diagnostic, span, *ret_text);
    return true;
}

static void help_references(Scanner *scanner, Diagnostic *diagnostic) {
    diag_help(scanner->sink, diagnostic,
              "references are let.NAME, stack.name, environment.name and cloud.name");
}

void mistake_reference(Scanner *scanner, Span span) {
    Str text = scan_slice(scanner, span);
    Diagnostic *diagnostic = diag_report(
        scanner->sink, MLS0014, span,
        "a reference is two names with one '.' between them, found '%.*s'", STR_ARG(text));
    help_references(scanner, diagnostic);
}

void mistake_dotted_text(Scanner *scanner, Span span) {
    if (scanner->line_garbled) {
        return;
    }
    Str text = scan_slice(scanner, span);
    Diagnostic *diagnostic = diag_report(
        scanner->sink, MLS0014, span,
        "a reference is two names with one '.' between them, found '%.*s'", STR_ARG(text));
    diag_fix(scanner->sink, diagnostic, STR("put it in quotes if it is text"), false, span,
             str_format(scanner->arena, "\"%.*s\"", STR_ARG(text)));
}

static Str character_advice(uint32_t code_point) {
    switch (code_point) {
    case 0x2018: /* typographic quotes */
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case '`':
        return STR("strings are written in straight double quotes: \"text\"");
    case '(':
    case ')':
        return STR("lists are written in '[' ']' and maps in '{' '}'; there are no functions");
    case '+':
    case '*':
        return STR("there is no arithmetic; in strings, values are put together as \"${let.a}-b\"");
    case '$':
        return STR(
            "an amount of money is '$' and a number: '$2500'; a reference has no '$' outside "
            "of a string");
    case '@':
    case '/':
        return STR("text with such characters is put in double quotes");
    default: /* of all characters */
        return STR("");
    }
}

int mistake_character(Scanner *scanner, Span span) {
    uint32_t code_point = 0;
    utf8_decode(scanner->text, span.begin, &code_point);
    bool said = scanner->line_garbled;
    scanner->line_garbled = true;
    if (utf8_is_bidi_control(code_point)) {
        Diagnostic *diagnostic =
            diag_report(scanner->sink, MLS0017, span,
                        "bidirectional control character U+%04X outside of a string", code_point);
        diag_note(scanner->sink, diagnostic,
                  "it can make the text look different from what the compiler reads");
        return TOKEN_MLSTACK_error;
    }
    bool is_control = code_point < 0x20 || code_point == 0x7F;
    if (said && !is_control) {
        return TOKEN_MLSTACK_error;
    }
    Str name = character_name(scanner, code_point);
    Diagnostic *diagnostic =
        diag_report(scanner->sink, is_control ? MLS0016 : MLS0015, span,
                    "unexpected %scharacter %.*s", is_control ? "control " : "", STR_ARG(name));
    Str advice = character_advice(code_point);
    if (advice.length > 0) {
        diag_help(scanner->sink, diagnostic, "%.*s", STR_ARG(advice));
    }
    return TOKEN_MLSTACK_error;
}

void mistake_unclosed_string(Scanner *scanner, Span span) {
    scanner->line_garbled = true;
    Diagnostic *diagnostic = diag_report(scanner->sink, MLS0011, span,
                                         "string is never closed, expected '\"' on this line");
    diag_help(scanner->sink, diagnostic, "a string ends on its line; '\\n' in it is a newline");
}

void mistake_escape(Scanner *scanner, Span span) {
    scanner->string_broken = true;
    Str text = scan_slice(scanner, span);
    uint32_t code_point = 0;
    utf8_decode(scanner->text, span.begin + 1, &code_point);
    bool is_numeric = text.length > 2 && (code_point == 'u' || code_point == 'U');
    if (is_numeric) {
        Diagnostic *diagnostic =
            diag_report(scanner->sink, MLS0013, span, "'%.*s' is not a character", STR_ARG(text));
        diag_help(scanner->sink, diagnostic,
                  "expected a Unicode code point other than 0 and D800 to DFFF; over FFFF as "
                  "'\\U0001F600'");
        return;
    }
    Str name = character_name(scanner, code_point);
    Diagnostic *diagnostic = diag_report(scanner->sink, MLS0013, span,
                                         "invalid escape: '\\' before %.*s", STR_ARG(name));
    if (code_point == 'u' || code_point == 'U') {
        diag_help(scanner->sink, diagnostic,
                  "'\\u' takes exactly four hexadecimal digits, '\\U' exactly eight");
    } else if (code_point == '$') {
        diag_help(scanner->sink, diagnostic, "a literal '${' is written '$${'");
    } else {
        diag_help(scanner->sink, diagnostic,
                  "escapes are \\n \\r \\t \\\" \\\\ \\uXXXX \\UXXXXXXXX; a backslash is '\\\\'");
    }
}

void mistake_string_control(Scanner *scanner, Span span) {
    scanner->string_broken = true;
    unsigned char byte = (unsigned char)scanner->text.data[span.begin];
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0016, span, "control character U+%04X in a string", byte);
    scan_suggest(scanner, diagnostic, span, str_format(scanner->arena, "\\u%04x", byte));
}

static void report_interpolation(Scanner *scanner, Span span, Str found) {
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0014, span,
                    "expected one reference between '${' and '}', found %.*s", STR_ARG(found));
    help_references(scanner, diagnostic);
    diag_help(scanner->sink, diagnostic, "a literal '${' is written '$${'");
}

void mistake_in_interpolation(Scanner *scanner, Span span) {
    if (scanner->interpolation_failed) {
        return;
    }
    scanner->interpolation_failed = true;
    scanner->string_broken = true;
    Str text = scan_slice(scanner, span);
    report_interpolation(scanner, span, str_format(scanner->arena, "'%.*s'", STR_ARG(text)));
}

void mistake_empty_interpolation(Scanner *scanner, Span span) {
    scanner->string_broken = true;
    report_interpolation(scanner, span, STR("nothing"));
}

void mistake_open_interpolation(Scanner *scanner, Span span) {
    scanner->string_broken = true;
    /* At the end of the line, the string is unclosed too, and that is what is said. */
    if (scanner->interpolation_failed || scanner->text.data[span.begin] != '"') {
        return;
    }
    scanner->line_garbled = true;
    Diagnostic *diagnostic = diag_report(scanner->sink, MLS0014, scanner->interpolation_open,
                                         "'${' is never closed, expected '}' before the '\"'");
    diag_label(scanner->sink, diagnostic, span, "the string ends here");
}

/* The first character of the text that a reader cannot see and that may mislead him. */
static bool find_hidden(const Scanner *scanner, Span span, bool controls_too, Span *ret_span,
                        uint32_t *ret_code_point) {
    uint32_t offset = span.begin;
    while (offset < span.end) {
        uint32_t code_point = 0;
        uint32_t length = (uint32_t)utf8_decode(scanner->text, offset, &code_point);
        bool is_control = (code_point < 0x20 && code_point != '\t') || code_point == 0x7F;
        if (utf8_is_bidi_control(code_point) || (controls_too && is_control)) {
            *ret_span = (Span){span.file, offset, offset + length};
            *ret_code_point = code_point;
            return true;
        }
        offset += length;
    }
    return false;
}

void mistake_hidden_in_comment(Scanner *scanner, Span span) {
    Span place;
    uint32_t code_point = 0;
    if (!find_hidden(scanner, span, true, &place, &code_point)) {
        return;
    }
    bool is_bidi = utf8_is_bidi_control(code_point);
    Diagnostic *diagnostic = diag_report(scanner->sink, is_bidi ? MLS0017 : MLS0016, place,
                                         "%scontrol character U+%04X in a comment",
                                         is_bidi ? "bidirectional " : "", code_point);
    if (is_bidi) {
        diag_note(scanner->sink, diagnostic,
                  "it can make the text look different from what the compiler reads");
    }
    diag_fix(scanner->sink, diagnostic, STR("remove it"), true, place, STR(""));
}

void mistake_hidden_in_string(Scanner *scanner, Span span) {
    Span place;
    uint32_t code_point = 0;
    if (find_hidden(scanner, span, false, &place, &code_point)) {
        Diagnostic *diagnostic =
            diag_report(scanner->sink, MLS0018, place,
                        "bidirectional control character U+%04X in a string", code_point);
        scan_suggest(scanner, diagnostic, place, str_format(scanner->arena, "\\u%04X", code_point));
    }
}
