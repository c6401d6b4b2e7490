#include "check/checker.h"

#include "diag/near_name.h"

enum { NAME_MAX_BYTES = 63 };

static bool is_name(Str name) {
    if (name.length == 0 || name.length > NAME_MAX_BYTES || name.data[0] < 'a' ||
        name.data[0] > 'z') {
        return false;
    }
    for (size_t i = 1; i < name.length; i++) {
        char byte = name.data[i];
        if (!((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' ||
              byte == '-')) {
            return false;
        }
    }
    return true;
}

bool check_name(Checker *checker, Str name, Span span, const char *what) {
    if (is_name(name)) {
        return true;
    }
    Diagnostic *diagnostic = diag_report(
        checker->sink, MLS1012, span,
        name.length > NAME_MAX_BYTES ? "this %s is longer than 63 bytes" : "this is not a valid %s",
        what);
    diag_note(checker->sink, diagnostic,
              "names begin with a small letter and go on with small letters, digits, '-' and '_'");
    return false;
}

bool suggest_near(Checker *checker, Diagnostic *diagnostic, Str name, Span place,
                  const Str *candidates, size_t count) {
    if (diag_suppressed(checker->sink) > 0) {
        return false; /* nobody will read it, and a hostile file may have many such names */
    }
    Str near = near_name(checker->arena, name, candidates, count);
    if (str_is_empty(near)) {
        return false;
    }
    if (span_is_none(place)) {
        diag_help(checker->sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
        return true;
    }
    bool certain = near_name_is_certain(checker->arena, name, candidates, count);
    diag_fix(checker->sink, diagnostic,
             str_format(checker->arena, "did you mean '%.*s'?", STR_ARG(near)), certain, place,
             near);
    return true;
}
