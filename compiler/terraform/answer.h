/* Terraform's diagnostics, as JSON, become ours: at the same place, in its own words. */
#ifndef MLSTACK_TERRAFORM_ANSWER_H
#define MLSTACK_TERRAFORM_ANSWER_H

#include "terraform/folders.h"

typedef struct AnswerCounts {
    size_t errors;
    size_t warnings;
} AnswerCounts;

/*
 * Reports what `terraform validate -json` wrote when it was run in the root's folder. False when
 * the text is not such an answer, or says valid with errors or invalid without.
 */
bool answer_report(Folders *folders, Str root, Str json, AnswerCounts *ret_counts);

/* What a command with -json told, one event a line. */
typedef struct AnswerEvents {
    size_t errors;
    bool has_plan;
    size_t to_add;
    bool has_tests;
    size_t tests_passed;
    size_t tests_failed; /* or ended by an error */
} AnswerEvents;

/*
 * Reports the errors among the events of a command that was run in a copy of the root's folder.
 * Warnings are left out: validate gave them.
 */
void answer_report_events(Folders *folders, Str root, Str lines, AnswerEvents *ret_events);

/* Adds a text of several lines as notes, one for each line; at most `most`. */
void note_lines(DiagSink *sink, Diagnostic *diagnostic, Str text, size_t most);

#endif
