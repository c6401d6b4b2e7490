#include "syntax/literal.h"

#include <arpa/inet.h>
#include <string.h>

#include "support/buffer.h"

typedef struct Unit {
    Str name;
    AstExprKind kind;
    int64_t factor; /* bytes or seconds */
} Unit;

static const Unit units[] = {
    {STR_INIT("MiB"), AST_SIZE, INT64_C(1) << 20},
    {STR_INIT("GiB"), AST_SIZE, INT64_C(1) << 30},
    {STR_INIT("TiB"), AST_SIZE, INT64_C(1) << 40},
    {STR_INIT("s"), AST_DURATION, 1},
    {STR_INIT("m"), AST_DURATION, 60},
    {STR_INIT("h"), AST_DURATION, 3600},
    {STR_INIT("d"), AST_DURATION, 86400},
    {STR_INIT("w"), AST_DURATION, 604800},
};

enum { UNIT_COUNT = sizeof units / sizeof units[0] };

/* What people write for a unit, in lower case. */
static const struct {
    Str written;
    Str meant;
} unit_mistakes[] = {
    {STR_INIT("mb"), STR_INIT("MiB")},    {STR_INIT("mib"), STR_INIT("MiB")},
    {STR_INIT("mi"), STR_INIT("MiB")},    {STR_INIT("g"), STR_INIT("GiB")},
    {STR_INIT("gb"), STR_INIT("GiB")},    {STR_INIT("gi"), STR_INIT("GiB")},
    {STR_INIT("gib"), STR_INIT("GiB")},   {STR_INIT("t"), STR_INIT("TiB")},
    {STR_INIT("tb"), STR_INIT("TiB")},    {STR_INIT("ti"), STR_INIT("TiB")},
    {STR_INIT("tib"), STR_INIT("TiB")},   {STR_INIT("sec"), STR_INIT("s")},
    {STR_INIT("secs"), STR_INIT("s")},    {STR_INIT("seconds"), STR_INIT("s")},
    {STR_INIT("min"), STR_INIT("m")},     {STR_INIT("mins"), STR_INIT("m")},
    {STR_INIT("minutes"), STR_INIT("m")}, {STR_INIT("hr"), STR_INIT("h")},
    {STR_INIT("hrs"), STR_INIT("h")},     {STR_INIT("hour"), STR_INIT("h")},
    {STR_INIT("hours"), STR_INIT("h")},   {STR_INIT("day"), STR_INIT("d")},
    {STR_INIT("days"), STR_INIT("d")},    {STR_INIT("week"), STR_INIT("w")},
    {STR_INIT("weeks"), STR_INIT("w")},
};

static Span sub_span(Span span, size_t begin, size_t end) {
    return (Span){span.file, span.begin + (uint32_t)begin, span.begin + (uint32_t)end};
}

static AstExpr *expr_new(Scanner *scanner, AstExprKind kind, Span span) {
    AstExpr *expr = ARENA_NEW(scanner->arena, AstExpr);
    expr->kind = kind;
    expr->span = span;
    return expr;
}

AstExpr *literal_invalid(Scanner *scanner, Span span) {
    return expr_new(scanner, AST_INVALID, span);
}

static bool report_too_large(Scanner *scanner, Span span, const char *largest) {
    Str text = scan_slice(scanner, span);
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0021, span, "number too large: '%.*s'", STR_ARG(text));
    diag_help(scanner->sink, diagnostic, "the largest is %s", largest);
    return false;
}

/* Digits with single underscores between them. */
static bool read_digits(Scanner *scanner, Span span, int64_t *ret_number) {
    Str text = scan_slice(scanner, span);
    int64_t number = 0;
    bool fits = true;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '_') {
            if (i + 1 == text.length || text.data[i + 1] == '_') {
                diag_report(scanner->sink, MLS0020, span,
                            "expected a digit on both sides of '_', found '%.*s'", STR_ARG(text));
                return false;
            }
            continue;
        }
        fits = fits && !__builtin_mul_overflow(number, 10, &number) &&
               !__builtin_add_overflow(number, text.data[i] - '0', &number);
    }
    if (!fits) {
        return report_too_large(scanner, span, "9223372036854775807");
    }
    *ret_number = number;
    return true;
}

AstExpr *literal_integer(Scanner *scanner, Span span) {
    int64_t number;
    if (!read_digits(scanner, span, &number)) {
        return literal_invalid(scanner, span);
    }
    AstExpr *expr = expr_new(scanner, AST_INTEGER, span);
    expr->as.integer = number;
    return expr;
}

static AstExpr *report_without_prefix(Scanner *scanner, Span span, const char *all_bits) {
    Str text = scan_slice(scanner, span);
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0026, span, "address without a prefix length, found '%.*s'",
                    STR_ARG(text));
    diag_fix(
        scanner->sink, diagnostic,
        str_format(scanner->arena, "write '%.*s%s' for this one address", STR_ARG(text), all_bits),
        true, span, str_format(scanner->arena, "%.*s%s", STR_ARG(text), all_bits));
    return literal_invalid(scanner, span);
}

AstExpr *literal_version(Scanner *scanner, Span span) {
    Str text = scan_slice(scanner, span);
    size_t dots = 0;
    for (size_t i = 0; i < text.length; i++) {
        dots += text.data[i] == '.';
    }
    if (str_find_byte(text, '_') < text.length) {
        diag_report(scanner->sink, MLS0020, span, "a version has no '_', found '%.*s'",
                    STR_ARG(text));
        return literal_invalid(scanner, span);
    }
    if (dots == 3) {
        return report_without_prefix(scanner, span, "/32");
    }
    AstExpr *expr = expr_new(scanner, AST_VERSION, span);
    expr->as.version = text;
    return expr;
}

static const Unit *find_unit(Str name) {
    for (size_t i = 0; i < UNIT_COUNT; i++) {
        if (str_equal(units[i].name, name)) {
            return &units[i];
        }
    }
    return NULL;
}

Str literal_meant_unit(Scanner *scanner, Str written) {
    char *lower = arena_alloc(scanner->scratch, written.length + 1);
    for (size_t i = 0; i < written.length; i++) {
        bool is_upper = written.data[i] >= 'A' && written.data[i] <= 'Z';
        lower[i] = (char)(is_upper ? written.data[i] - 'A' + 'a' : written.data[i]);
    }
    for (size_t i = 0; i < sizeof unit_mistakes / sizeof unit_mistakes[0]; i++) {
        if (str_equal(unit_mistakes[i].written, (Str){lower, written.length})) {
            return unit_mistakes[i].meant;
        }
    }
    const Unit *unit = find_unit((Str){lower, written.length});
    return unit == NULL ? STR("") : unit->name;
}

static AstExpr *report_unknown_unit(Scanner *scanner, Span span, Span unit_span) {
    Str unit = scan_slice(scanner, unit_span);
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0022, unit_span, "unknown unit '%.*s'", STR_ARG(unit));
    Str meant = literal_meant_unit(scanner, unit);
    if (meant.length == 0) {
        diag_help(scanner->sink, diagnostic,
                  "sizes are in MiB, GiB or TiB, durations in s, m, h, d or w");
        return literal_invalid(scanner, span);
    }
    if (find_unit(meant)->kind == AST_SIZE) {
        diag_note(scanner->sink, diagnostic, "sizes are powers of two: 1GiB is 1024MiB");
    }
    Str number = scan_slice(scanner, (Span){span.file, span.begin, unit_span.begin});
    diag_fix(scanner->sink, diagnostic,
             str_format(scanner->arena, "write '%.*s%.*s'", STR_ARG(number), STR_ARG(meant)), true,
             unit_span, meant);
    return literal_invalid(scanner, span);
}

/* Digits without a fraction. */
static bool read_whole(Scanner *scanner, Span span, const char *of_what, int64_t *ret_number) {
    Str text = scan_slice(scanner, span);
    if (str_find_byte(text, '.') == text.length) {
        return read_digits(scanner, span, ret_number);
    }
    diag_report(scanner->sink, MLS0020, span, "expected a whole number of %s, found '%.*s'",
                of_what, STR_ARG(text));
    return false;
}

AstExpr *literal_quantity(Scanner *scanner, Span span) {
    Str text = scan_slice(scanner, span);
    size_t digits = 0;
    while (digits < text.length && strchr("0123456789_.", text.data[digits]) != NULL) {
        digits++;
    }
    Span number_span = sub_span(span, 0, digits);
    Span unit_span = sub_span(span, digits, text.length);
    const Unit *unit = find_unit(scan_slice(scanner, unit_span));
    if (unit == NULL) {
        return report_unknown_unit(scanner, span, unit_span);
    }
    bool is_size = unit->kind == AST_SIZE;
    int64_t number;
    if (!read_whole(scanner, number_span, unit->name.data, &number)) {
        return literal_invalid(scanner, span);
    }
    if (__builtin_mul_overflow(number, unit->factor, &number)) {
        report_too_large(scanner, span, is_size ? "8388607TiB" : "15250284452471w");
        return literal_invalid(scanner, span);
    }
    AstExpr *expr = expr_new(scanner, unit->kind, span);
    if (is_size) {
        expr->as.bytes = number;
    } else {
        expr->as.seconds = number;
    }
    return expr;
}

AstExpr *literal_percent(Scanner *scanner, Span span) {
    int64_t number;
    if (!read_whole(scanner, (Span){span.file, span.begin, span.end - 1}, "percent", &number)) {
        return literal_invalid(scanner, span);
    }
    AstExpr *expr = expr_new(scanner, AST_PERCENT, span);
    expr->as.percent = number;
    return expr;
}

AstExpr *literal_money(Scanner *scanner, Span span) {
    Str text = scan_slice(scanner, span);
    size_t dot = str_find_byte(text, '.');
    size_t comma = str_find_byte(text, ',');
    if (comma < text.length) {
        Buffer fixed = buffer_new(scanner->arena);
        for (size_t i = 0; i < text.length; i++) {
            buffer_append(&fixed, text.data[i] == ',' ? STR("_") : str_slice(text, i, i + 1));
        }
        Diagnostic *diagnostic =
            diag_report(scanner->sink, MLS0027, span,
                        "thousands are separated by '_', found ',' in '%.*s'", STR_ARG(text));
        scan_suggest(scanner, diagnostic, span, buffer_str(&fixed));
        return literal_invalid(scanner, span);
    }
    if (dot < text.length && text.length - dot != 3) {
        diag_report(scanner->sink, MLS0027, span,
                    "expected two digits of cents after '.', found '%.*s'", STR_ARG(text));
        return literal_invalid(scanner, span);
    }
    int64_t dollars;
    int64_t cents = 0;
    if (!read_digits(scanner, sub_span(span, 1, dot), &dollars) ||
        (dot < text.length &&
         !read_digits(scanner, sub_span(span, dot + 1, text.length), &cents))) {
        return literal_invalid(scanner, span);
    }
    AstExpr *expr = expr_new(scanner, AST_MONEY, span);
    if (__builtin_mul_overflow(dollars, 100, &expr->as.cents) ||
        __builtin_add_overflow(expr->as.cents, cents, &expr->as.cents)) {
        report_too_large(scanner, span, "$92233720368547758.07");
        return literal_invalid(scanner, span);
    }
    return expr;
}

AstExpr *literal_range(Scanner *scanner, Span span) {
    Str text = scan_slice(scanner, span);
    size_t dots = str_find(text, STR(".."));
    if (dots == 0 || dots + 2 == text.length) {
        scanner->line_garbled = true;
        Diagnostic *diagnostic =
            diag_report(scanner->sink, MLS0023, span,
                        "expected a number on both sides of '..', found '%.*s'", STR_ARG(text));
        diag_help(scanner->sink, diagnostic, "a range is written without spaces: '2..10'");
        return literal_invalid(scanner, span);
    }
    int64_t low;
    int64_t high;
    if (!read_digits(scanner, sub_span(span, 0, dots), &low) ||
        !read_digits(scanner, sub_span(span, dots + 2, text.length), &high)) {
        return literal_invalid(scanner, span);
    }
    if (low > high) {
        Diagnostic *diagnostic = diag_report(
            scanner->sink, MLS0023, span, "the range ends before it begins: '%.*s'", STR_ARG(text));
        scan_suggest(scanner, diagnostic, span,
                     str_format(scanner->arena, "%lld..%lld", (long long)high, (long long)low));
        return literal_invalid(scanner, span);
    }
    AstExpr *expr = expr_new(scanner, AST_RANGE, span);
    expr->as.range.low = low;
    expr->as.range.high = high;
    return expr;
}

static AstExpr *report_invalid_address(Scanner *scanner, Span span, bool is_ipv6) {
    Str text = scan_slice(scanner, span);
    Diagnostic *diagnostic =
        diag_report(scanner->sink, MLS0024, span, "invalid IPv%d network '%.*s'", is_ipv6 ? 6 : 4,
                    STR_ARG(text));
    diag_help(scanner->sink, diagnostic,
              is_ipv6
                  ? "expected an IPv6 address and a prefix length from 0 to 128, such as "
                    "'fd00::/48'"
                  : "expected four numbers from 0 to 255 and a prefix length from 0 to 32, such "
                    "as '10.20.0.0/16'");
    return literal_invalid(scanner, span);
}

/* Clears the bits after the prefix; true when none was set. */
static bool clear_host_bits(AstCidr *cidr, size_t address_size) {
    bool were_clear = true;
    for (size_t i = 0; i < address_size; i++) {
        size_t prefix_bits = cidr->prefix <= 8 * i ? 0 : cidr->prefix - 8 * i;
        uint8_t mask = (uint8_t)(prefix_bits >= 8 ? 0xFF : 0xFF00u >> prefix_bits);
        were_clear = were_clear && (cidr->address[i] & (uint8_t)~mask) == 0;
        cidr->address[i] &= mask;
    }
    return were_clear;
}

static AstExpr *read_network(Scanner *scanner, Span span, bool is_ipv6) {
    enum { LONGEST_ADDRESS = 63 };
    Str text = scan_slice(scanner, span);
    size_t slash = str_find_byte(text, '/');
    char address[LONGEST_ADDRESS + 1] = {0};
    int64_t prefix;
    if (slash > LONGEST_ADDRESS || !str_to_int(str_slice(text, slash + 1, text.length), &prefix) ||
        prefix > (is_ipv6 ? 128 : 32)) {
        return report_invalid_address(scanner, span, is_ipv6);
    }
    memcpy(address, text.data, slash);
    int family = is_ipv6 ? AF_INET6 : AF_INET;
    AstCidr cidr = {.is_ipv6 = is_ipv6, .prefix = (uint8_t)prefix};
    if (inet_pton(family, address, cidr.address) != 1) {
        return report_invalid_address(scanner, span, is_ipv6);
    }
    if (!clear_host_bits(&cidr, is_ipv6 ? 16 : 4)) {
        char network[INET6_ADDRSTRLEN];
        inet_ntop(family, cidr.address, network, sizeof network);
        Diagnostic *diagnostic = diag_report(scanner->sink, MLS0025, span,
                                             "address bits are set after the first %lld in '%.*s'",
                                             (long long)prefix, STR_ARG(text));
        Str fixed = str_format(scanner->arena, "%s/%lld", network, (long long)prefix);
        diag_fix(scanner->sink, diagnostic,
                 str_format(scanner->arena, "the network is '%.*s'", STR_ARG(fixed)), false, span,
                 fixed);
        return literal_invalid(scanner, span);
    }
    AstExpr *expr = expr_new(scanner, AST_CIDR, span);
    expr->as.cidr = cidr;
    return expr;
}

AstExpr *literal_ipv4(Scanner *scanner, Span span) {
    return read_network(scanner, span, false);
}

AstExpr *literal_ipv6(Scanner *scanner, Span span) {
    Str text = scan_slice(scanner, span);
    if (str_find_byte(text, '/') == text.length) {
        return report_without_prefix(scanner, span, "/128");
    }
    return read_network(scanner, span, true);
}
