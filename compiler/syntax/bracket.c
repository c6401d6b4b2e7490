#include "syntax/bracket.h"

#include "syntax/parse.h"

/* What is known of the layout inside of an open bracket. */
typedef enum Layout {
    LAYOUT_UNKNOWN, /* no further line was seen */
    LAYOUT_FLAT,    /* its lines are not indented: they tell nothing */
    LAYOUT_INDENTED,
} Layout;

typedef struct OpenBracket {
    SyntaxToken token;
    Layout layout;
} OpenBracket;

typedef struct Matcher {
    Arena *scratch;
    DiagSink *sink;
    const SyntaxTokenVector *tokens;
    SyntaxTokenVector balanced;
    BracketMatch *match;
    OpenBracket open[SYNTAX_MAX_NESTING];
    size_t depth;
} Matcher;

static int closing_of(int opening) {
    return opening == TOKEN_LEFT_BRACE ? TOKEN_RIGHT_BRACE : TOKEN_RIGHT_BRACKET;
}

static char bracket_character(int kind) {
    switch (kind) {
    case TOKEN_LEFT_BRACE:
        return '{';
    case TOKEN_RIGHT_BRACE:
        return '}';
    case TOKEN_LEFT_BRACKET:
        return '[';
    default:
        return ']';
    }
}

static void report_nesting(DiagSink *sink, Span span) {
    Diagnostic *diagnostic =
        diag_report(sink, MLS0009, span, "brackets nested more than %d deep", SYNTAX_MAX_NESTING);
    diag_note(sink, diagnostic, "nothing of this file was parsed");
}

/* False when a bracket opens too deep inside of others; that is reported. */
static bool check_nesting(DiagSink *sink, const SyntaxTokenVector *tokens) {
    size_t depth = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const SyntaxToken *token = &tokens->items[i];
        if (token_is_closing(token->kind) && depth > 0) {
            depth--;
        } else if (token_is_opening(token->kind) && ++depth > SYNTAX_MAX_NESTING) {
            report_nesting(sink, token->span);
            return false;
        }
    }
    return true;
}

static bool is_balanced(const SyntaxTokenVector *tokens) {
    int open[SYNTAX_MAX_NESTING];
    size_t depth = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        int kind = tokens->items[i].kind;
        if (token_is_opening(kind)) {
            open[depth++] = kind;
        } else if (token_is_closing(kind) && (depth == 0 || closing_of(open[--depth]) != kind)) {
            return false;
        }
    }
    return depth == 0;
}

static const OpenBracket *innermost(const Matcher *matcher) {
    return &matcher->open[matcher->depth - 1];
}

static void report_unclosed(Matcher *matcher, const SyntaxToken *found) {
    const SyntaxToken *opening = &innermost(matcher)->token;
    if (opening->quiet || found->quiet) {
        return;
    }
    char missing = bracket_character(closing_of(opening->kind));
    Diagnostic *diagnostic = diag_report(matcher->sink, MLS0007, opening->span,
                                         "'%c' is never closed", bracket_character(opening->kind));
    if (found->kind != TOKEN_END) {
        diag_label(matcher->sink, diagnostic, found->span, "expected '%c' before this", missing);
        return;
    }
    diag_label(matcher->sink, diagnostic, found->span, "expected '%c' before the end of the file",
               missing);
    for (size_t i = matcher->depth - 1; i > 0; i--) {
        diag_label(matcher->sink, diagnostic, matcher->open[i - 1].token.span,
                   "this one is not closed either");
    }
}

/* Closes the innermost bracket in front of `found`; a separator follows, since an entry may. */
static void add_missing(Matcher *matcher, const SyntaxToken *found) {
    Span place = {found->span.file, found->span.begin, found->span.begin};
    SyntaxToken closing = {.kind = closing_of(innermost(matcher)->token.kind), .span = place};
    SyntaxToken separator = {.kind = TOKEN_NEWLINE, .span = place};
    vector_push(matcher->scratch, &matcher->balanced, closing);
    vector_push(matcher->scratch, &matcher->balanced, separator);
    matcher->depth--;
}

void bracket_claim_stray(BracketMatch *match, Span place) {
    while (match->next_stray < match->stray.count) {
        SyntaxToken *token = &match->stray.items[match->next_stray++];
        if (token->kind == TOKEN_RIGHT_BRACE && token->span.begin >= place.begin) {
            token->quiet = true;
            return;
        }
    }
}

void bracket_report_stray(DiagSink *sink, const BracketMatch *match) {
    for (size_t i = 0; i < match->stray.count && i < SYNTAX_MOST_ERRORS; i++) {
        const SyntaxToken *token = &match->stray.items[i];
        if (!token->quiet) {
            diag_report(sink, MLS0008, token->span, "'%c' closes no bracket",
                        bracket_character(token->kind));
        }
    }
}

/* `NAME =`, `NAME {` and `NAME LABEL {` on a new line cannot stand in a list. */
static bool is_entry_in_list(const Matcher *matcher, size_t index) {
    const SyntaxToken *token = &matcher->tokens->items[index];
    if (matcher->depth == 0 || innermost(matcher)->token.kind != TOKEN_LEFT_BRACKET ||
        !token_is_name(token->kind) || !token_is_first_on_line(token)) {
        return false;
    }
    int next = token[1].kind;
    return next == TOKEN_EQUALS || next == TOKEN_LEFT_BRACE ||
           (token_is_name(next) && token[2].kind == TOKEN_LEFT_BRACE);
}

/* The innermost bracket ends before this line, going by the layout. */
static bool is_outdented(const Matcher *matcher, const SyntaxToken *token) {
    if (matcher->depth == 0 || !token_is_first_on_line(token)) {
        return false;
    }
    const OpenBracket *open = innermost(matcher);
    return token_is_closing(token->kind)
               ? token->column < open->token.indent
               : open->layout == LAYOUT_INDENTED && token->column <= open->token.indent;
}

static void note_layout(Matcher *matcher, const SyntaxToken *token) {
    OpenBracket *open = matcher->depth == 0 ? NULL : &matcher->open[matcher->depth - 1];
    if (open != NULL && open->layout == LAYOUT_UNKNOWN && token_is_first_on_line(token) &&
        !token_is_separator(token->kind) && !token_is_closing(token->kind)) {
        bool is_deeper = token->column > open->token.indent;
        open->layout = is_deeper ? LAYOUT_INDENTED : LAYOUT_FLAT;
    }
}

static bool is_open(const Matcher *matcher, int closing) {
    for (size_t i = 0; i < matcher->depth; i++) {
        if (closing_of(matcher->open[i].token.kind) == closing) {
            return true;
        }
    }
    return false;
}

static bool are_on_one_line(const SyntaxToken *a, const SyntaxToken *b) {
    return a->span.begin - a->column == b->span.begin - b->column;
}

/* `[1, 2}`: the bracket of the wrong kind, since none of its own is open on the line. */
static bool is_wrong_kind(const Matcher *matcher, const SyntaxToken *token) {
    bool is_innermost = true;
    for (size_t i = matcher->depth; i > 0; i--) {
        const SyntaxToken *opening = &matcher->open[i - 1].token;
        if (!are_on_one_line(opening, token)) {
            return !is_innermost;
        }
        if (closing_of(opening->kind) == token->kind) {
            return false;
        }
        is_innermost = false;
    }
    return !is_innermost;
}

static void replace_wrong_kind(Matcher *matcher, const SyntaxToken *token) {
    const SyntaxToken *opening = &innermost(matcher)->token;
    SyntaxToken meant = *token;
    meant.kind = closing_of(opening->kind);
    char name = bracket_character(meant.kind);
    if (!token->quiet) {
        Diagnostic *diagnostic = diag_report(
            matcher->sink, MLS0007, token->span, "expected '%c' to close '%c', found '%c'", name,
            bracket_character(opening->kind), bracket_character(token->kind));
        diag_label(matcher->sink, diagnostic, opening->span, "opened here");
    }
    matcher->depth--;
    vector_push(matcher->scratch, &matcher->balanced, meant);
}

static void match_closing(Matcher *matcher, const SyntaxToken *token) {
    if (is_wrong_kind(matcher, token)) {
        replace_wrong_kind(matcher, token);
        return;
    }
    bool is_deeper = matcher->depth > 0 && token_is_first_on_line(token) &&
                     innermost(matcher)->layout == LAYOUT_INDENTED &&
                     token->column > innermost(matcher)->token.indent;
    if (!is_open(matcher, token->kind) || is_deeper) {
        vector_push(matcher->scratch, &matcher->match->stray, *token);
        return;
    }
    while (closing_of(innermost(matcher)->token.kind) != token->kind) {
        report_unclosed(matcher, token);
        add_missing(matcher, token);
    }
    matcher->depth--;
    vector_push(matcher->scratch, &matcher->balanced, *token);
}

/* `{ a = 1`: what begins on the line of its bracket ends on it too, or goes on deeper. */
static bool has_text_beside_it(const SyntaxToken *opening) {
    int next = opening[1].kind;
    return next != TOKEN_END && !token_is_separator(next) && !token_is_closing(next);
}

/* False when it opens too deep, now that brackets which close nothing are left out. */
static bool match_token(Matcher *matcher, size_t index) {
    const SyntaxToken *token = &matcher->tokens->items[index];
    bool is_end = token->kind == TOKEN_END;
    note_layout(matcher, token);
    while (!token_is_separator(token->kind) && !is_end &&
           (is_outdented(matcher, token) || is_entry_in_list(matcher, index))) {
        report_unclosed(matcher, token);
        add_missing(matcher, token);
    }
    if (is_end && matcher->depth > 0) {
        report_unclosed(matcher, token);
    }
    while (is_end && matcher->depth > 0) {
        add_missing(matcher, token);
    }
    if (token_is_closing(token->kind)) {
        match_closing(matcher, token);
        return true;
    }
    if (token_is_opening(token->kind)) {
        if (matcher->depth == SYNTAX_MAX_NESTING) {
            report_nesting(matcher->sink, token->span);
            return false;
        }
        Layout layout = has_text_beside_it(token) ? LAYOUT_INDENTED : LAYOUT_UNKNOWN;
        matcher->open[matcher->depth++] = (OpenBracket){*token, layout};
    }
    vector_push(matcher->scratch, &matcher->balanced, *token);
    return true;
}

bool bracket_match(Arena *scratch, DiagSink *sink, SyntaxTokenVector *tokens,
                   BracketMatch *ret_match) {
    *ret_match = (BracketMatch){0};
    if (!check_nesting(sink, tokens)) {
        return false;
    }
    if (is_balanced(tokens)) {
        ret_match->were_balanced = true;
        return true;
    }
    Matcher *matcher = ARENA_NEW(scratch, Matcher);
    matcher->scratch = scratch;
    matcher->sink = sink;
    matcher->tokens = tokens;
    matcher->match = ret_match;
    size_t most_errors = diag_count(sink, DIAG_ERROR) + SYNTAX_MOST_ERRORS;
    for (size_t i = 0; i < tokens->count; i++) {
        if (diag_count(sink, DIAG_ERROR) >= most_errors || !match_token(matcher, i)) {
            return false;
        }
    }
    *tokens = matcher->balanced;
    return true;
}
