#include <stdlib.h>

#include "cli/cli.h"

extern char **environ; /* of POSIX, which leaves the declaration to us */

int main(int argument_count, char **arguments) {
    Environment environment = {
        .path = getenv("PATH"),
        .tmpdir = getenv("TMPDIR"),
        .no_color = getenv("NO_COLOR"),
        .term = getenv("TERM"),
        .all = (const char *const *)environ,
    };
    return cli_main(argument_count, arguments, environment);
}
