/* Diagnostics for a person: place, message, the line with a caret, labels, notes and helps. */
#ifndef MLSTACK_DIAG_RENDER_TEXT_H
#define MLSTACK_DIAG_RENDER_TEXT_H

#include "diag/diag.h"
#include "support/buffer.h"

typedef struct RenderTextOptions {
    bool color;
} RenderTextOptions;

/*
 * Appends all diagnostics in order, then one summary line ("2 errors, 1 warning"), or nothing when
 * the sink is empty.
 *
 *     fraud.mlstack:12:7: error[MLS1002]: unknown field 'sise' in 'cluster'
 *        12 |     sise = medium
 *           |     ^^^^
 *           = help: did you mean 'size'?
 */
void diag_render_text(DiagSink *sink, RenderTextOptions options, Buffer *out);

#endif
