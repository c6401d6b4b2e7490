#include "syntax/syntax_error.h"

#include "diag/near_name.h"

/* Longer texts are cut in a message. */
enum { LONGEST_QUOTED = 40 };

static Str token_text(const SyntaxParser *parser, const SyntaxToken *token) {
    return sources_slice(diag_sources(parser->sink), token->span);
}

/* "integer '5'", "newline", "'='". */
static Str describe(const SyntaxParser *parser, const SyntaxToken *token) {
    switch (token->kind) {
    case TOKEN_END:
        return STR("end of file");
    case TOKEN_NEWLINE:
        return STR("newline");
    case TOKEN_STRING_OPEN:
    case TOKEN_STRING_CLOSE:
        return STR("a string");
    default: /* of the many kinds of token */
        break;
    }
    Str text = token_text(parser, token);
    const char *cut = text.length > LONGEST_QUOTED ? "…" : "";
    if (text.length > LONGEST_QUOTED) {
        text = str_slice(text, 0, LONGEST_QUOTED);
    }
    bool is_literal = token->kind >= TOKEN_INTEGER && token->kind <= TOKEN_CIDR;
    Str kind = is_literal ? ast_expr_kind_name(token->value.expr->kind) : STR("");
    return str_format(parser->arena, "%.*s%s'%.*s%s'", STR_ARG(kind), is_literal ? " " : "",
                      STR_ARG(text), cut);
}

/*
 * Leaves out what may always come (separators before the first entry) and what only begins a
 * known mistake (a value right after a field's name).
 */
static unsigned simplify(unsigned expected) {
    bool is_value_due = (expected & (EXPECT_EQUALS | EXPECT_VALUE)) == EXPECT_VALUE;
    if ((expected & (EXPECT_EQUALS | EXPECT_LEFT_BRACE)) != 0 && !is_value_due) {
        expected &= EXPECT_EQUALS | EXPECT_LEFT_BRACE;
    }
    if ((expected & EXPECT_VALUE) != 0) {
        expected &= EXPECT_VALUE | EXPECT_RIGHT_BRACKET;
    }
    if ((expected & EXPECT_NAME) != 0) {
        expected &= EXPECT_NAME | EXPECT_RIGHT_BRACE;
    }
    return expected;
}

static Str expected_list(const SyntaxParser *parser, unsigned expected) {
    static const struct {
        SyntaxExpectation expectation;
        Str name;
    } names[] = {
        {EXPECT_EQUALS, STR_INIT("'='")},        {EXPECT_LEFT_BRACE, STR_INIT("'{'")},
        {EXPECT_NAME, STR_INIT("a name")},       {EXPECT_STRING, STR_INIT("a string")},
        {EXPECT_VALUE, STR_INIT("a value")},     {EXPECT_SEPARATOR, STR_INIT("a newline")},
        {EXPECT_SEPARATOR, STR_INIT("','")},     {EXPECT_RIGHT_BRACE, STR_INIT("'}'")},
        {EXPECT_RIGHT_BRACKET, STR_INIT("']'")},
    };
    Str shown[sizeof names / sizeof names[0]];
    size_t count = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((expected & names[i].expectation) != 0) {
            shown[count++] = names[i].name;
        }
    }
    return near_name_list(parser->arena, shown, count, count);
}

/* A place is better shown right after what precedes it than at an invisible newline. */
static Span error_span(const SyntaxToken *before, const SyntaxToken *found) {
    bool is_invisible = found->kind == TOKEN_NEWLINE || found->kind == TOKEN_END;
    if (is_invisible) {
        return (Span){found->span.file, before->span.end, before->span.end};
    }
    return found->span;
}

static Span string_span(const SyntaxToken *open) {
    const SyntaxToken *close = open;
    while (close->kind != TOKEN_STRING_CLOSE) {
        close++;
    }
    return span_join(open->span, close->span);
}

/* `a = 1 b = 2`, `[a b]`: what follows can stand on its own. */
static bool is_lost_separator(const SyntaxToken *found, unsigned expected) {
    if ((expected & EXPECT_RIGHT_BRACKET) != 0) {
        return found->kind != TOKEN_EQUALS && !token_is_closing(found->kind);
    }
    return token_is_name(found->kind) &&
           (found[1].kind == TOKEN_EQUALS || found[1].kind == TOKEN_LEFT_BRACE ||
            (token_is_name(found[1].kind) && found[2].kind == TOKEN_LEFT_BRACE));
}

static void report_lost_separator(SyntaxParser *parser, const SyntaxToken *before,
                                  const SyntaxToken *found) {
    Str text = describe(parser, found);
    Diagnostic *diagnostic = diag_report(parser->sink, MLS0005, error_span(before, found),
                                         "expected a newline or ',' before %.*s", STR_ARG(text));
    diag_fix(parser->sink, diagnostic, STR("separate the two with ','"), true,
             (Span){before->span.file, before->span.end, before->span.end}, STR(","));
}

static void report_missing_value(SyntaxParser *parser, const SyntaxToken *before,
                                 const SyntaxToken *found) {
    Str name = token_text(parser, &before[-1]);
    Str text = describe(parser, found);
    diag_report(parser->sink, MLS0002, error_span(before, found),
                "expected a value for '%.*s' after '=', found %.*s", STR_ARG(name), STR_ARG(text));
}

static void report_unexpected(SyntaxParser *parser, const SyntaxToken *before,
                              const SyntaxToken *found, unsigned expected) {
    if ((expected & EXPECT_LEFT_BRACE) != 0) {
        bracket_claim_stray(parser->brackets, found->span);
    }
    Str list = expected_list(parser, expected);
    Str text = describe(parser, found);
    Span span = found->kind == TOKEN_STRING_OPEN ? string_span(found) : error_span(before, found);
    if (token_is_separator(before->kind)) {
        diag_report(parser->sink, MLS0001, span, "expected %.*s, found %.*s", STR_ARG(list),
                    STR_ARG(text));
        return;
    }
    Str after = describe(parser, before);
    diag_report(parser->sink, MLS0001, span, "expected %.*s after %.*s, found %.*s", STR_ARG(list),
                STR_ARG(after), STR_ARG(text));
}

void syntax_error_report(SyntaxParser *parser, unsigned expected) {
    const SyntaxToken *found = &parser->tokens[parser->current];
    /* A file begins as a line does. */
    static const SyntaxToken file_start = {.kind = TOKEN_NEWLINE};
    const SyntaxToken *before = parser->current == 0 ? &file_start : found - 1;
    expected = simplify(expected);
    parser->separator_lost =
        (expected & EXPECT_SEPARATOR) != 0 && is_lost_separator(found, expected);
    /* What is invalid was reported where it was read. */
    if (found->quiet || found->kind == TOKEN_INVALID) {
        return;
    }
    bool ends_entry = token_is_separator(found->kind) || token_is_closing(found->kind) ||
                      found->kind == TOKEN_END;
    if (parser->separator_lost) {
        report_lost_separator(parser, before, found);
    } else if ((expected & EXPECT_VALUE) != 0 && before->kind == TOKEN_EQUALS &&
               token_is_name(before[-1].kind) && ends_entry) {
        report_missing_value(parser, before, found);
    } else {
        report_unexpected(parser, before, found, expected);
    }
}
