#include <arpa/inet.h>

#include "support/json.h"
#include "syntax/parse.h"
#include "syntax/scan.h"

static void dump_body(const AstBody *body, Buffer *out, size_t depth);
static void dump_expr(const AstExpr *expr, Buffer *out, size_t depth);

static void begin_line(Buffer *out, size_t depth) {
    buffer_append_repeated(out, ' ', depth * 2);
}

static void end_line(Buffer *out, Span span) {
    buffer_printf(out, " @%u..%u\n", span.begin, span.end);
}

static void dump_parts(const AstExpr *expr, Buffer *out, size_t depth) {
    for (size_t i = 0; i < expr->as.string.count; i++) {
        const AstStringPart *part = &expr->as.string.parts[i];
        begin_line(out, depth);
        if (part->is_reference) {
            buffer_printf(out, "reference %.*s.%.*s", STR_ARG(part->reference.scope),
                          STR_ARG(part->reference.name));
        } else {
            buffer_append(out, STR("text "));
            json_write_string(out, part->text);
        }
        end_line(out, part->span);
    }
}

static void dump_pairs(const AstExpr *expr, Buffer *out, size_t depth) {
    for (size_t i = 0; i < expr->as.map.count; i++) {
        const AstMapEntry *pair = &expr->as.map.entries[i];
        begin_line(out, depth);
        buffer_printf(out, "key %.*s", STR_ARG(pair->key));
        end_line(out, pair->key_span);
        dump_expr(pair->value, out, depth + 1);
    }
}

static void dump_cidr(const AstCidr *cidr, Buffer *out) {
    char address[INET6_ADDRSTRLEN];
    inet_ntop(cidr->is_ipv6 ? AF_INET6 : AF_INET, cidr->address, address, sizeof address);
    buffer_printf(out, " %s/%u", address, cidr->prefix);
}

/* The value of an expression that has no expressions inside. */
static void dump_value(const AstExpr *expr, Buffer *out) {
    switch (expr->kind) {
    case AST_WORD:
        buffer_printf(out, " %.*s", STR_ARG(expr->as.word));
        return;
    case AST_INTEGER:
        buffer_printf(out, " %lld", (long long)expr->as.integer);
        return;
    case AST_VERSION:
        buffer_printf(out, " %.*s", STR_ARG(expr->as.version));
        return;
    case AST_SIZE:
        buffer_printf(out, " %lld bytes", (long long)expr->as.bytes);
        return;
    case AST_DURATION:
        buffer_printf(out, " %lld seconds", (long long)expr->as.seconds);
        return;
    case AST_PERCENT:
        buffer_printf(out, " %lld", (long long)expr->as.percent);
        return;
    case AST_MONEY:
        buffer_printf(out, " %lld cents", (long long)expr->as.cents);
        return;
    case AST_RANGE:
        buffer_printf(out, " %lld..%lld", (long long)expr->as.range.low,
                      (long long)expr->as.range.high);
        return;
    case AST_CIDR:
        dump_cidr(&expr->as.cidr, out);
        return;
    case AST_REFERENCE:
        buffer_printf(out, " %.*s.%.*s", STR_ARG(expr->as.reference.scope),
                      STR_ARG(expr->as.reference.name));
        return;
    case AST_STRING:
    case AST_LIST:
    case AST_MAP:
    case AST_INVALID:
        return;
    }
}

static void dump_expr(const AstExpr *expr, Buffer *out, size_t depth) {
    begin_line(out, depth);
    buffer_append(out, ast_expr_kind_name(expr->kind));
    dump_value(expr, out);
    end_line(out, expr->span);
    if (expr->kind == AST_STRING) {
        dump_parts(expr, out, depth + 1);
    } else if (expr->kind == AST_MAP) {
        dump_pairs(expr, out, depth + 1);
    } else if (expr->kind == AST_LIST) {
        for (size_t i = 0; i < expr->as.list.count; i++) {
            dump_expr(expr->as.list.items[i], out, depth + 1);
        }
    }
}

static void dump_entry(const AstEntry *entry, Buffer *out, size_t depth) {
    static const char *const names[] = {
        [AST_ASSIGNMENT] = "assignment",
        [AST_BLOCK] = "block",
        [AST_USE] = "use",
        [AST_LET] = "let",
        [AST_IMPORT] = "import",
    };
    begin_line(out, depth);
    buffer_printf(out, "%s", names[entry->kind]);
    if (entry->name.length > 0) {
        buffer_printf(out, " %.*s", STR_ARG(entry->name));
    }
    if (entry->label.length > 0) {
        buffer_printf(out, " %.*s", STR_ARG(entry->label));
    }
    end_line(out, entry->span);
    if (entry->value != NULL) {
        dump_expr(entry->value, out, depth + 1);
    }
    if (entry->body != NULL) {
        dump_body(entry->body, out, depth + 1);
    }
}

static void dump_body(const AstBody *body, Buffer *out, size_t depth) {
    for (size_t i = 0; i < body->count; i++) {
        dump_entry(body->entries[i], out, depth);
    }
}

void ast_dump(const AstFile *file, Buffer *out) {
    dump_body(&file->body, out, 0);
    for (size_t i = 0; i < file->comment_count; i++) {
        buffer_append(out, STR("comment"));
        end_line(out, file->comments[i].span);
    }
}

/* By token kind; the names that messages use, but without quotes and alternatives. */
static const char *token_kind_name(int kind) {
    switch (kind) {
    case TOKEN_END:
        return "end";
    case TOKEN_NEWLINE:
        return "newline";
    case TOKEN_WORD:
        return "word";
    case TOKEN_USE:
    case TOKEN_LET:
    case TOKEN_IMPORT:
        return "keyword";
    case TOKEN_REFERENCE:
        return "reference";
    case TOKEN_STRING_OPEN:
        return "string-open";
    case TOKEN_STRING_TEXT:
        return "text";
    case TOKEN_STRING_CLOSE:
        return "string-close";
    case TOKEN_MLSTACK_error:
        return "unexpected";
    case TOKEN_COMMA:
    case TOKEN_EQUALS:
    case TOKEN_LEFT_BRACE:
    case TOKEN_RIGHT_BRACE:
    case TOKEN_LEFT_BRACKET:
    case TOKEN_RIGHT_BRACKET:
        return "sign";
    default: /* the literals */
        return "";
    }
}

static void dump_token(Sources *sources, const SyntaxToken *token, Buffer *out) {
    SourcePosition position = sources_position(sources, token->span.file, token->span.begin);
    buffer_printf(out, "%u:%u ", position.line, position.column);
    bool is_literal = token->kind >= TOKEN_INTEGER && token->kind <= TOKEN_INVALID;
    if (is_literal) {
        buffer_append(out, ast_expr_kind_name(token->value.expr->kind));
    } else {
        buffer_printf(out, "%s", token_kind_name(token->kind));
    }
    bool is_visible = token->kind != TOKEN_NEWLINE && token->span.end > token->span.begin;
    if (is_visible) {
        buffer_append_byte(out, ' ');
        json_write_string(out, sources_slice(sources, token->span));
    }
    if (token->kind == TOKEN_STRING_TEXT) {
        buffer_append(out, STR(" = "));
        json_write_string(out, token->value.text);
    } else if (is_literal) {
        dump_value(token->value.expr, out);
    }
    buffer_append_byte(out, '\n');
}

void syntax_dump_tokens(Arena *arena, DiagSink *sink, FileId file, Buffer *out) {
    Arena *scratch = arena_new();
    SyntaxTokenVector tokens = {0};
    AstCommentVector comments = {0};
    if (scan_file(arena, scratch, sink, file, &tokens, &comments)) {
        for (size_t i = 0; i < tokens.count; i++) {
            dump_token(diag_sources(sink), &tokens.items[i], out);
        }
    }
    arena_free(scratch);
}
