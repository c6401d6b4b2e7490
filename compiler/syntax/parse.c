#include "syntax/parse.h"

#include "syntax/parser.h"
#include "syntax/scan.h"

/* Index of the token that ends the entry at `index`: a separator or the bracket around it. */
static size_t end_of_entry(const SyntaxParser *parser, size_t index) {
    size_t depth = 0;
    for (;; index++) {
        int kind = parser->tokens[index].kind;
        if (kind == TOKEN_END ||
            (depth == 0 && (token_is_separator(kind) || token_is_closing(kind)))) {
            return index;
        }
        depth += token_is_opening(kind);
        depth -= token_is_closing(kind);
    }
}

/* Where to go on after an error at the current token. */
static size_t resume_index(const SyntaxParser *parser) {
    return parser->separator_lost ? parser->current : end_of_entry(parser, parser->current);
}

static int push(mlstack_pstate *state, SyntaxParser *parser, int kind, const SyntaxToken *token) {
    Span place = token->span;
    return mlstack_push_parse(state, kind, &token->value, &place, parser);
}

/* 0 when the file was parsed, or given up, which leaves no tree. */
static int push_tokens(mlstack_pstate *state, SyntaxParser *parser) {
    size_t most_errors = diag_count(parser->sink, DIAG_ERROR) + SYNTAX_MOST_ERRORS;
    int status = YYPUSH_MORE;
    while (status == YYPUSH_MORE) {
        const SyntaxToken *token = &parser->tokens[parser->current];
        parser->recovering = false;
        parser->separator_lost = false;
        status = push(state, parser, token->kind, token);
        if (parser->separator_lost) {
            status = push(state, parser, TOKEN_COMMA, token);
        }
        parser->current = parser->recovering ? resume_index(parser) : parser->current + 1;
        if (diag_count(parser->sink, DIAG_ERROR) >= most_errors) {
            return 0;
        }
    }
    return status;
}

static bool parse_tokens(SyntaxParser *parser) {
    mlstack_pstate *state = mlstack_pstate_new();
    bool parsed = state != NULL && push_tokens(state, parser) == 0;
    if (state != NULL) {
        mlstack_pstate_delete(state);
    }
    if (!parsed) {
        diag_report(parser->sink, MLS0031, (Span){parser->file, 0, 0},
                    "there was not enough memory to parse the file");
    }
    return parsed;
}

/* A scan that was given up ends early, which nobody can tell from the tokens. */
static bool is_given_up(DiagSink *sink, size_t errors_before) {
    return diag_count(sink, DIAG_ERROR) - errors_before >= SYNTAX_MOST_ERRORS;
}

static void build_tree(SyntaxParser *parser, size_t errors_before, AstFile *tree) {
    bool parsed = parse_tokens(parser);
    bracket_report_stray(parser->sink, parser->brackets);
    tree->body.entries = parser->body.entries;
    tree->body.count = parser->body.count;
    tree->body.has_gaps = parser->body.has_gaps;
    if (parsed && parser->brackets->were_balanced && !is_given_up(parser->sink, errors_before)) {
        tree->extent = parser->has_gaps ? AST_WITH_GAPS : AST_WHOLE;
    }
}

AstFile *syntax_parse(Arena *arena, DiagSink *sink, FileId file) {
    Arena *scratch = arena_new();
    AstFile *tree = ARENA_NEW(arena, AstFile);
    tree->file = file;
    tree->extent = AST_GUESSED;
    size_t errors_before = diag_count(sink, DIAG_ERROR);
    tree->body.span = (Span){file, 0, (uint32_t)sources_text(diag_sources(sink), file).length};
    SyntaxTokenVector tokens = {0};
    AstCommentVector comments = {0};
    BracketMatch brackets = {0};
    if (scan_file(arena, scratch, sink, file, &tokens, &comments)) {
        tree->comments = comments.items;
        tree->comment_count = comments.count;
        if (bracket_match(scratch, sink, &tokens, &brackets)) {
            SyntaxParser parser = {
                .arena = arena,
                .sink = sink,
                .file = file,
                .tokens = tokens.items,
                .brackets = &brackets,
            };
            build_tree(&parser, errors_before, tree);
        }
    }
    arena_free(scratch);
    return tree;
}
