/*
 * What every harness gives, and how it says that something does not hold.
 *
 * A harness runs in one of two programs: with libFuzzer, which looks for inputs, and with replay.c,
 * which tries the ones that are known.
 */
#ifndef MLSTACK_TESTS_FUZZ_FUZZ_H
#define MLSTACK_TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "diag/diag.h"

/* Tries one input; returns 0, which libFuzzer wants. Ends in abort when something does not hold. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void require(bool holds) {
    if (!holds) {
        abort();
    }
}

static inline void require_inside(Span span, size_t size) {
    require(span.begin <= span.end && span.end <= size);
}

static inline void require_in_its_file(DiagSink *sink, Span span) {
    require_inside(span, sources_text(diag_sources(sink), span.file).length);
}

/* Every place that a diagnostic names must be in a text. */
static inline void require_places_inside(DiagSink *sink) {
    DiagnosticList list = diag_sorted(sink);
    for (size_t i = 0; i < list.count; i++) {
        const Diagnostic *diagnostic = list.items[i];
        require_in_its_file(sink, diagnostic->span);
        for (size_t j = 0; j < diagnostic->labels.count; j++) {
            require_in_its_file(sink, diagnostic->labels.items[j].span);
        }
        for (size_t j = 0; j < diagnostic->fixes.count; j++) {
            const DiagFix *fix = &diagnostic->fixes.items[j];
            for (size_t k = 0; k < fix->edits.count; k++) {
                require_in_its_file(sink, fix->edits.items[k].span);
            }
        }
    }
}

#endif
