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
 * the text is not such an answer.
 */
bool answer_report(Folders *folders, Str root, Str json, AnswerCounts *ret_counts);

/* Adds a text of several lines as notes, one for each line; at most `most`. */
void note_lines(DiagSink *sink, Diagnostic *diagnostic, Str text, size_t most);

#endif
