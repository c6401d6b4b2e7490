/*
 * Diagnostics as text: for a person, and in three forms for programs. Each form is one function of
 * one type, in a file of its own.
 *
 * A renderer gets every sink of a run, because some forms are one document. A file is named as the
 * user named it. Lines and columns count from 1, and an end is the place after the last character.
 * The order is that of diag_sorted, sink by sink, so that a run gives the same bytes every time.
 */
#ifndef MLSTACK_DIAG_RENDER_H
#define MLSTACK_DIAG_RENDER_H

#include "diag/diag.h"
#include "support/buffer.h"

typedef struct RenderOptions {
    bool color;  /* terminal colours, in the form for a person */
    Str version; /* of the compiler, for forms that name their author */
} RenderOptions;

typedef void DiagRenderer(DiagSink *const *sinks, size_t sink_count, RenderOptions options,
                          Buffer *out);

/*
 * For a person. For each sink one summary line ("2 errors, 1 warning") at the end, or nothing when
 * it is empty.
 *
 *     fraud.mlstack:12:7: error[MLS1002]: unknown field 'sise' in 'cluster'
 *        12 |     sise = medium
 *           |     ^^^^
 *           = help: did you mean 'size'?
 */
DiagRenderer diag_render_text;

/*
 * One JSON object a line for each diagnostic, always with the members code, level, slug, message,
 * file, begin, end, label, labels, notes, helps and fixes. A place has the offset `byte` from 0,
 * and `line` and `column` in code points; file, begin and end are null for what has no place.
 */
DiagRenderer diag_render_json;

/*
 * One document in the Static Analysis Results Interchange Format (SARIF) 2.1.0, also when there is
 * nothing to report. Columns are in UTF-16 code units. Notes, helps and titles of fixes are lines
 * of the message.
 */
DiagRenderer diag_render_sarif;

/*
 * Workflow commands of GitHub Actions, which become annotations of a pull request. GitHub shows ten
 * of each level for a step, so ten are written, errors first, and a last notice counts the rest.
 */
DiagRenderer diag_render_github;

#endif
