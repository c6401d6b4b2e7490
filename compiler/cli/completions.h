/*
 * Completions for shells, from the tables of verbs and options, so that what --help lists is what a
 * shell offers.
 *
 * What can stand for an operand or an option's argument is told by its placeholder: FILE is a stack
 * file, DIR a folder, CODE a code of a diagnostic, RULE a lint rule, and a|b|c are words, of which
 * DIR may be the last.
 */
#ifndef MLSTACK_CLI_COMPLETIONS_H
#define MLSTACK_CLI_COMPLETIONS_H

#include "cli/verb.h"
#include "support/buffer.h"

typedef enum AnswerKind {
    ANSWER_ANYTHING, /* nothing to offer */
    ANSWER_STACK_FILES,
    ANSWER_FOLDERS,
    ANSWER_WORDS,
} AnswerKind;

typedef struct Answer {
    AnswerKind kind;
    Str words; /* of ANSWER_WORDS, or besides folders; with spaces between them */
} Answer;

/* `placeholder` as in Option.argument or Verb.operands: "[COMPONENT[.FIELD]]"; NULL for none. */
Answer completion_answer(Arena *arena, const char *placeholder);

/* The options of a verb in order, those of every verb last. */
typedef VECTOR(const Option *) OptionVector;
OptionVector completion_options(Arena *arena, const Verb *verb);

void completions_bash(Arena *arena, Buffer *out);
void completions_zsh(Arena *arena, Buffer *out);
void completions_fish(Arena *arena, Buffer *out);

#endif
