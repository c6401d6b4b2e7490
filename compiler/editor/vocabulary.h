/* The words and the literals of the language, as both kinds of syntax files need them. */
#ifndef MLSTACK_EDITOR_VOCABULARY_H
#define MLSTACK_EDITOR_VOCABULARY_H

#include "schema/schema.h"
#include "support/file.h"

/* Each in order of first mention, nothing twice. */
typedef struct Vocabulary {
    StrVector keywords; /* use, let, import */
    StrVector blocks;
    StrVector fields;
    StrVector words;  /* members of enumerations, and bools */
    StrVector scopes; /* what references begin with */
} Vocabulary;

Vocabulary vocabulary_of(Arena *arena, const Schema *schema);

/*
 * A literal's form, in what PCRE and Vim's very magic patterns have in common: a percent sign and a
 * dollar are escaped, groups capture.
 */
typedef struct LiteralForm {
    Str kind;
    Str pattern;
} LiteralForm;

/* The most specific first: what is a range also begins like an integer. */
extern const LiteralForm literal_forms[];
extern const size_t literal_form_count;

/* "a|b|c" */
Str vocabulary_join(Arena *arena, const StrVector *words);

#endif
