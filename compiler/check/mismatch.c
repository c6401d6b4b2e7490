#include "check/mismatch.h"

#include <string.h>

#include "diag/near_name.h"
#include "schema/literal.h"

enum { QUOTED_BYTES = 60 };

static Checker *checker_of(const Typing *typing) {
    return typing->context->checker;
}

/* A message about a let's value is about its use, with the value as second place. */
#define report_at(typing, code, span, ...)                                                         \
    with_let((typing), (span),                                                                     \
             diag_report(checker_of(typing)->sink, (code),                                         \
                         (typing)->through_let ? (typing)->use : (span), __VA_ARGS__))

static Diagnostic *with_let(const Typing *typing, Span span, Diagnostic *diagnostic) {
    if (typing->through_let) {
        diag_label(checker_of(typing)->sink, diagnostic, span, "the value comes from here");
    }
    return diagnostic;
}

/* "integer 100", "string \"x\"": as written when that is short, else only its kind. */
static Str found(const Typing *typing, const AstExpr *expr) {
    DiagSink *sink = checker_of(typing)->sink;
    Str text = sources_slice(diag_sources(sink), expr->span);
    Str kind = ast_expr_kind_name(expr->kind);
    bool whole = text.length <= QUOTED_BYTES && str_find_byte(text, '\n') == text.length;
    if (!whole || text.length == 0 || expr->kind == AST_LIST || expr->kind == AST_MAP) {
        return kind;
    }
    return str_format(diag_arena(sink), "%.*s %.*s", STR_ARG(kind), STR_ARG(text));
}

static bool plain_text(const AstExpr *expr, Str *ret_text) {
    if (expr->kind != AST_STRING || expr->as.string.count != 1 ||
        expr->as.string.parts[0].is_reference) {
        return false;
    }
    *ret_text = expr->as.string.parts[0].text;
    return true;
}

/* Without its quotes the text is one value, and nothing that a reader would not expect. */
static bool is_bare(Str text) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        bool is_digit = byte >= '0' && byte <= '9';
        if (!is_letter && !is_digit && memchr("$%-./:_", byte, 7) == NULL) {
            return false;
        }
    }
    return text.length > 0;
}

/* A fix where the expression stands in the field itself; in a let it may be right elsewhere. */
static void offer(const Typing *typing, Diagnostic *diagnostic, const AstExpr *expr,
                  const char *what, Str replacement) {
    DiagSink *sink = checker_of(typing)->sink;
    Str title = str_format(diag_arena(sink), "%s: %.*s", what, STR_ARG(replacement));
    if (typing->through_let) {
        diag_help(sink, diagnostic, "%.*s", STR_ARG(title));
    } else {
        diag_fix(sink, diagnostic, title, true, expr->span, replacement);
    }
}

/* A number that lacks what the type's literals have: 100 for 100GiB. */
static bool add_unit(Buffer *out, TypeKind kind, long long number) {
    switch (kind) {
    case TYPE_SIZE:
        buffer_printf(out, "%lldGiB", number);
        return true;
    case TYPE_DURATION:
        buffer_printf(out, "%lldd", number);
        return true;
    case TYPE_PERCENT:
        buffer_printf(out, "%lld%%", number);
        return true;
    case TYPE_MONEY:
        buffer_printf(out, "$%lld", number);
        return true;
    case TYPE_RANGE:
        buffer_printf(out, "%lld..%lld", number, number);
        return true;
    case TYPE_BOOL:
    case TYPE_INT:
    case TYPE_STRING:
    case TYPE_WORD:
    case TYPE_VERSION:
    case TYPE_CIDR:
    case TYPE_LIST:
    case TYPE_MAP:
    case TYPE_EITHER:
        return false;
    }
    return false;
}

static void advise(const Typing *typing, Diagnostic *diagnostic, const Type *type,
                   const AstExpr *expr) {
    Checker *checker = checker_of(typing);
    Str text;
    Buffer number = buffer_new(checker->arena);
    if (expr->kind == AST_INTEGER && add_unit(&number, type->kind, expr->as.integer)) {
        diag_help(checker->sink, diagnostic, "did you mean %.*s?", STR_ARG(buffer_str(&number)));
    } else if (expr->kind == AST_WORD && type->kind == TYPE_BOOL) {
        diag_help(checker->sink, diagnostic, "write true or false, or on or off");
    } else if (plain_text(expr, &text) && is_bare(text) && type->kind != TYPE_LIST &&
               type->kind != TYPE_MAP) {
        offer(typing, diagnostic, expr, "write it without quotes", text);
    } else if (expr->kind == AST_WORD && type->kind == TYPE_STRING) {
        offer(typing, diagnostic, expr, "write it in quotes",
              str_format(checker->arena, "\"%.*s\"", STR_ARG(expr->as.word)));
    } else if (type->kind == TYPE_LIST && expr->kind != AST_MAP) {
        Str item = sources_slice(diag_sources(checker->sink), expr->span);
        offer(typing, diagnostic, expr, "write it in brackets",
              str_format(checker->arena, "[%.*s]", STR_ARG(item)));
    }
}

void report_mismatch(Typing *typing, const Type *type, const AstExpr *expr) {
    Str expected = type_describe(checker_of(typing)->arena, type);
    Diagnostic *diagnostic =
        report_at(typing, MLS1006, expr->span, "'%.*s' expects %.*s, found %.*s",
                  STR_ARG(typing->field->name), STR_ARG(expected), STR_ARG(found(typing, expr)));
    advise(typing, diagnostic, type, expr);
}

static void report_word(Typing *typing, const Type *type, const AstExpr *expr, Str word) {
    Checker *checker = checker_of(typing);
    Diagnostic *diagnostic = report_at(
        typing, MLS1007, expr->span, "'%.*s' expects %.*s, found '%.*s'",
        STR_ARG(typing->field->name), STR_ARG(type_describe(checker->arena, type)), STR_ARG(word));
    /* A let may be right elsewhere, and a string may hold references. */
    bool is_editable = expr->kind == AST_WORD && !typing->through_let;
    suggest_near(checker, diagnostic, word, is_editable ? expr->span : span_none(), type->words,
                 type->word_count);
}

static void report_bound(Typing *typing, const Type *type, const AstExpr *expr, bool too_small) {
    static const Str measures[] = {
        [TYPE_STRING] = STR_INIT("a length of "),
        [TYPE_WORD] = STR_INIT("a length of "),
        [TYPE_CIDR] = STR_INIT("a prefix length of "),
        [TYPE_EITHER] = STR_INIT(""),
    };
    Checker *checker = checker_of(typing);
    Buffer bound = buffer_new(checker->arena);
    literal_write_quantity(&bound, type->kind, too_small ? type->minimum : type->maximum);
    report_at(typing, MLS1008, expr->span, "'%.*s' expects %.*sat %s %.*s, found %.*s",
              STR_ARG(typing->field->name), STR_ARG(measures[type->kind]),
              too_small ? "least" : "most", STR_ARG(buffer_str(&bound)),
              STR_ARG(found(typing, expr)));
}

void report_constraint(Typing *typing, const Type *type, const AstExpr *expr, const Value *value,
                       Constraint broken) {
    switch (broken) {
    case CONSTRAINT_NONE:
        return;
    case CONSTRAINT_WORDS:
        report_word(typing, type, expr, value_text(value));
        return;
    case CONSTRAINT_MINIMUM:
    case CONSTRAINT_MAXIMUM:
        report_bound(typing, type, expr, broken == CONSTRAINT_MINIMUM);
        return;
    case CONSTRAINT_FAMILY:
        report_at(typing, MLS1009, expr->span, "'%.*s' expects an IPv4 range, found %.*s",
                  STR_ARG(typing->field->name), STR_ARG(found(typing, expr)));
        return;
    case CONSTRAINT_PATTERN:
        break;
    }
    Diagnostic *diagnostic = report_at(
        typing, MLS1009, expr->span, "'%.*s' expects %.*s, found %.*s",
        STR_ARG(typing->field->name), STR_ARG(type->pattern_name), STR_ARG(found(typing, expr)));
    Str text = value_text(value);
    if (expr->kind == AST_STRING && !plain_text(expr, &text) && text.length <= QUOTED_BYTES) {
        diag_note(checker_of(typing)->sink, diagnostic,
                  "with its references filled in it is '%.*s'", STR_ARG(text));
    }
}

void report_count(Typing *typing, const Type *type, const AstExpr *expr, size_t count) {
    bool too_few = type->has_minimum && (int64_t)count < type->minimum;
    long long limit = too_few ? type->minimum : type->maximum;
    report_at(typing, MLS1008, expr->span, "'%.*s' expects at %s %lld item%s, found %zu",
              STR_ARG(typing->field->name), too_few ? "least" : "most", limit,
              limit == 1 ? "" : "s", count);
}

void report_repeated_item(Typing *typing, const AstExpr *item, const AstExpr *earlier) {
    Diagnostic *diagnostic =
        report_at(typing, MLS1032, item->span, "%.*s is listed twice in '%.*s'",
                  STR_ARG(found(typing, item)), STR_ARG(typing->field->name));
    diag_label(checker_of(typing)->sink, diagnostic, earlier->span, "first listed here");
}

void report_repeated_key(Typing *typing, const AstMapEntry *entry, const AstMapEntry *earlier) {
    Diagnostic *diagnostic =
        report_at(typing, MLS1003, entry->key_span, "'%.*s' is set twice in '%.*s'",
                  STR_ARG(entry->key), STR_ARG(typing->field->name));
    diag_label(checker_of(typing)->sink, diagnostic, earlier->key_span, "first set here");
}

void report_cloud_word(Typing *typing, const AstExpr *expr) {
    Diagnostic *diagnostic =
        report_at(typing, MLS1015, expr->span,
                  "'%.*s' takes a cloud's own word only inside an 'on' block, found %.*s",
                  STR_ARG(typing->field->name), STR_ARG(found(typing, expr)));
    Checker *checker = checker_of(typing);
    diag_note(checker->sink, diagnostic,
              "outside of 'on CLOUD { … }' settings apply to every cloud");
    diag_help(checker->sink, diagnostic, "say it for one cloud, inside 'on CLOUD { … }'");
}
