#include "lint/rules/support_end.h"

#include <stdlib.h>

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
static Str lasting_version(const Value *document, const VersionUse *uses, size_t count) {
    const Value *table = uses[0].table;
    for (uint32_t i = 0; i < value_count(table); i++) {
        Str version = table->as.map.members[i].key;
        bool lasts = true;
        for (size_t j = 0; lasts && j < count; j++) {
            lasts = value_get(uses[j].table, version) != NULL &&
                    !ends_soon(document, end_of(uses[j].table, version));
        }
        if (lasts) {
            return version;
        }
    }
    return STR("");
}

static bool is_named(const VersionUse *uses, size_t count, Str cloud) {
    for (size_t i = 0; i < count; i++) {
        if (str_equal(uses[i].cloud, cloud)) {
            return true;
        }
    }
    return false;
}

/* "ended on Google Cloud on 2026-10-01, ends on AWS on 2026-12-02"; empty when none ends soon. */
static Str describe_ends(Arena *arena, const Value *document, const VersionUse *uses,
                         size_t count) {
    Buffer text = buffer_new(arena);
    for (size_t i = 0; i < count; i++) {
        Str end = end_of(uses[i].table, uses[i].version);
        if (ends_soon(document, end) && !is_named(uses, i, uses[i].cloud)) {
            buffer_printf(&text, "%s%s on %.*s on %.*s", text.length == 0 ? "" : ", ",
                          facts_is_past(document, end) ? "ended" : "ends", STR_ARG(uses[i].cloud),
                          STR_ARG(end));
        }
    }
    return buffer_str(&text);
}

/* The uses of one place. */
static void report_place(Lint *lint, const char *subject, const Value *document,
                         const VersionUse *uses, size_t count) {
    Str ends = describe_ends(lint_arena(lint), document, uses, count);
    if (ends.length == 0) {
        return;
    }
    Str as_of = value_text(value_get_cstr(document, "as_of"));
    Diagnostic *diagnostic = lint_report(lint, uses[0].span, "standard support for %s %.*s %.*s",
                                         subject, STR_ARG(uses[0].version), STR_ARG(ends));
    diag_note(lint_sink(lint), diagnostic,
              "counted from %.*s, the day of the catalogue's facts, and reported from %d days "
              "before the end",
              STR_ARG(as_of), DAYS_BEFORE);
    Str better = lasting_version(document, uses, count);
    if (better.length > 0) {
        diag_help(lint_sink(lint), diagnostic, "%s %.*s is supported for longer", subject,
                  STR_ARG(better));
    }
}

static int compare_uses(const void *a, const void *b) {
    const VersionUse *first = a;
    const VersionUse *second = b;
    int order = span_compare(first->span, second->span);
    return order != 0 ? order : (first->order > second->order) - (first->order < second->order);
}

void report_support_ends(Lint *lint, const char *subject, const Value *document,
                         VersionUseVector *uses) {
    for (size_t i = 0; i < uses->count; i++) {
        uses->items[i].order = i;
    }
    if (uses->count > 0) {
        qsort(uses->items, uses->count, sizeof *uses->items, compare_uses);
    }
    size_t first = 0;
    for (size_t i = 1; i <= uses->count; i++) {
        if (i == uses->count || span_compare(uses->items[i].span, uses->items[first].span) != 0) {
            report_place(lint, subject, document, uses->items + first, i - first);
            first = i;
        }
    }
}
