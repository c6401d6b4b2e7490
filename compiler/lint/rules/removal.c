#include "lint/rules/removal.h"

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* From the beginning of the first line to the end of the last, its line end included. */
static bool lines_of_its_own(Str text, Span entry, Span *ret_lines) {
    uint32_t begin = entry.begin;
    uint32_t end = entry.end;
    while (begin > 0 && is_blank(text.data[begin - 1])) {
        begin--;
    }
    while (end < text.length && is_blank(text.data[end])) {
        end++;
    }
    if ((begin > 0 && text.data[begin - 1] != '\n') ||
        (end < text.length && text.data[end] != '\n')) {
        return false;
    }
    *ret_lines = (Span){entry.file, begin, end + (end < text.length)};
    return true;
}

void offer_removal(const Lint *lint, Diagnostic *diagnostic, Str title, Span entry) {
    DiagSink *sink = lint_sink(lint);
    Span lines;
    if (lines_of_its_own(sources_text(diag_sources(sink), entry.file), entry, &lines)) {
        diag_fix(sink, diagnostic, title, true, lines, STR(""));
    } else {
        diag_help(sink, diagnostic, "%.*s", STR_ARG(title));
    }
}
