/* The command line: finds the verb, reads its options, runs it. */
#ifndef MLSTACK_CLI_CLI_H
#define MLSTACK_CLI_CLI_H

/* What the process was started with; nothing below main reads the environment. */
typedef struct Environment {
    const char *path;       /* PATH */
    const char *tmpdir;     /* TMPDIR */
    const char *no_color;   /* NO_COLOR */
    const char *term;       /* TERM */
    const char *const *all; /* every variable, NULL last */
} Environment;

int cli_main(int argument_count, char **arguments, Environment environment);

#endif
