/*
 * Verbs as data. A verb is a row: its name, what --help says, the options it takes and the
 * function that runs it, in a file of its own (cmd_NAME.c).
 *
 * Streams: results on standard output; diagnostics, progress and closing notes on standard
 * error. With --format for a program its text has standard output to itself, and everything that
 * is for a person goes to standard error. Exit codes are those of ExitCode.
 */
#ifndef MLSTACK_CLI_VERB_H
#define MLSTACK_CLI_VERB_H

#include <stdio.h>

#include "diag/diag.h"
#include "support/file.h"

typedef enum ExitCode {
    EXIT_FINE = 0,
    EXIT_INPUT = 1,       /* the input has errors, or --check found differences */
    EXIT_USAGE = 2,       /* the command line is wrong */
    EXIT_ENVIRONMENT = 3, /* no terraform, cannot write */
} ExitCode;

typedef enum OptionId {
    OPTION_HELP,
    OPTION_COLOR,
    OPTION_OUTPUT,
    OPTION_FORMAT,
    OPTION_CHECK,
    OPTION_DRY_RUN,
    OPTION_DIFF,
    OPTION_FIX,
    OPTION_DENY,
    OPTION_WARN,
    OPTION_ALLOW,
    OPTION_NO_VALIDATE,
    OPTION_REQUIRE_TERRAFORM,
    OPTION_TERRAFORM,
    OPTION_PROVIDERS,
    OPTION_PLAN,
    OPTION_TEST,
    OPTION_JOBS,
    OPTION_TIMEOUT,
    OPTION_STDLIB,
    OPTION_TEMPLATES,
    OPTION_LIST,
    OPTION_PARITY,
    OPTION_PAGE_FORMAT,
    OPTION_PAGE_FOLDER,
    OPTION_COUNT,
} OptionId;

/* What --format says: the form of diagnostics. */
typedef enum OutputFormat {
    FORMAT_TEXT,
    FORMAT_JSON,
    FORMAT_SARIF,
    FORMAT_GITHUB,
} OutputFormat;

typedef struct Option {
    const char *name;   /* "--output" */
    const char *letter; /* "-o", or NULL */
    /* "DIR", or NULL for a switch. "RULE,...": given again, it adds to what it said, by commas. */
    const char *argument;
    const char *help;
} Option;

extern const Option options[OPTION_COUNT];

typedef struct Invocation Invocation;

typedef struct Verb {
    const char *name;
    const char *operands; /* "FILE…" */
    const char *summary;  /* one line */
    const char *details;  /* paragraphs of --help */
    const char *example;
    const OptionId *takes; /* besides --help and --color */
    size_t takes_count;
    bool hidden; /* for tests and developers: not listed */
    ExitCode (*run)(Invocation *invocation);
} Verb;

struct Invocation {
    Arena *arena;
    const Verb *verb;
    const char *values[OPTION_COUNT]; /* NULL when not given; "" for a switch that was */
    StrVector operands;
    bool color_output; /* standard output may be coloured */
    bool color_errors; /* standard error likewise */
    bool may_hint;     /* a person reads the errors, and was not told of `explain` yet */
    OutputFormat format;
    VECTOR(DiagSink *) sinks; /* printed by finish_diagnostics */
    FILE *results;            /* where results for a person go */
    bool color_results;
    Str search_path;                /* the PATH variable */
    Str temporary_folder;           /* the TMPDIR variable, or /tmp */
    const char *const *environment; /* all variables, for a command that is the user's own */
};

extern const Verb verb_build;
extern const Verb verb_check;
extern const Verb verb_completions;
extern const Verb verb_doc;
extern const Verb verb_diff;
extern const Verb verb_dump;
extern const Verb verb_editors;
extern const Verb verb_explain;
extern const Verb verb_fmt;
extern const Verb verb_serve;
extern const Verb verb_validate;
extern const Verb verb_why;

/* All verbs, in the order of --help; NULL ends the list. */
extern const Verb *const verbs[];

static inline bool option_given(const Invocation *invocation, OptionId id) {
    return invocation->values[id] != NULL;
}
/* The option's argument, or `otherwise` when it was not given. */
Str option_text(const Invocation *invocation, OptionId id, const char *otherwise);

/* Sets what follows from --format. False, and said, when there is no such form. */
bool read_format(Invocation *invocation);
/*
 * Prints the sink's diagnostics on standard error as text. A form for a program waits until it has
 * all of them: a verb that takes --format calls finish_diagnostics at its end, while the sinks are
 * alive, whatever the outcome.
 */
void print_diagnostics(Invocation *invocation, DiagSink *sink);
void finish_diagnostics(const Invocation *invocation);
/* EXIT_ENVIRONMENT when what failed was the machine and not the input; by the codes reported. */
ExitCode exit_code_of(DiagSink *sink);
/* One line on standard error, "mlstack: error: …", and EXIT_USAGE. */
ExitCode usage_error(const Invocation *invocation, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
