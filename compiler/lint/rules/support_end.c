#include "lint/rules/support_end.h"

#include "resolve/facts.h"

enum { DAYS_BEFORE = 90 };

/* Days since 0000-03-01 of "2027-08-02", by the Gregorian rule; years begin in March so that the
 * leap day is their last. */
static int64_t day_number(Str date) {
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    str_to_int(str_slice(date, 0, 4), &year);
    str_to_int(str_slice(date, 5, 7), &month);
    str_to_int(str_slice(date, 8, 10), &day);
    year -= month <= 2;
    int64_t months = (month + 9) % 12;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * months + 2) / 5 + day - 1;
}

static Str end_of(const Value *table, Str version) {
    return value_text(value_get_cstr(value_get(table, version), "end"));
}

static bool ends_soon(const Value *document, Str end) {
    Str as_of = value_text(value_get_cstr(document, "as_of"));
    return end.length > 0 && day_number(end) - day_number(as_of) < DAYS_BEFORE;
}

/* The newest version that every cloud in use has for longer; empty for none. */
static Str lasting_version(const Value *document, const VersionUseVector *uses) {
    const Value *table = uses->items[0].table;
    for (uint32_t i = 0; i < value_count(table); i++) {
        Str version = table->as.map.members[i].key;
        bool lasts = true;
        for (size_t j = 0; j < uses->count; j++) {
            const Value *other = uses->items[j].table;
            lasts = lasts && value_get(other, version) != NULL &&
                    !ends_soon(document, end_of(other, version));
        }
        if (lasts) {
            return version;
        }
    }
    return STR("");
}

static bool is_named_before(const VersionUseVector *uses, size_t first, size_t index) {
    for (size_t i = first; i < index; i++) {
        if (span_compare(uses->items[i].span, uses->items[first].span) == 0 &&
            str_equal(uses->items[i].cloud, uses->items[index].cloud)) {
            return true;
        }
    }
    return false;
}

/* "ended on Google Cloud on 2026-10-01, ends on AWS on 2026-12-02" */
static Str describe_ends(Arena *arena, const Value *document, const VersionUseVector *uses,
                         size_t first) {
    Buffer text = buffer_new(arena);
    for (size_t i = first; i < uses->count; i++) {
        const VersionUse *use = &uses->items[i];
        Str end = end_of(use->table, use->version);
        if (span_compare(use->span, uses->items[first].span) == 0 && ends_soon(document, end) &&
            !is_named_before(uses, first, i)) {
            buffer_printf(&text, "%s%s on %.*s on %.*s", text.length == 0 ? "" : ", ",
                          facts_is_past(document, end) ? "ended" : "ends", STR_ARG(use->cloud),
                          STR_ARG(end));
        }
    }
    return buffer_str(&text);
}

void report_support_ends(Lint *lint, const char *subject, const Value *document,
                         const VersionUseVector *uses) {
    Str as_of = value_text(value_get_cstr(document, "as_of"));
    for (size_t i = 0; i < uses->count; i++) {
        const VersionUse *use = &uses->items[i];
        if (!ends_soon(document, end_of(use->table, use->version))) {
            continue;
        }
        Str ends = describe_ends(lint_arena(lint), document, uses, i);
        Diagnostic *diagnostic = lint_report(lint, use->span, "standard support for %s %.*s %.*s",
                                             subject, STR_ARG(use->version), STR_ARG(ends));
        diag_note(lint_sink(lint), diagnostic,
                  "counted from %.*s, the day of the catalogue's facts, and reported from %d days "
                  "before the end",
                  STR_ARG(as_of), DAYS_BEFORE);
        Str better = lasting_version(document, uses);
        if (better.length > 0) {
            diag_help(lint_sink(lint), diagnostic, "the newest on every cloud of the stack is %.*s",
                      STR_ARG(better));
        }
    }
}
