#include <stdlib.h>

#include "cli/cli.h"

int main(int argument_count, char **arguments) {
    Environment environment = {
        .path = getenv("PATH"),
        .tmpdir = getenv("TMPDIR"),
        .no_color = getenv("NO_COLOR"),
        .term = getenv("TERM"),
    };
    return cli_main(argument_count, arguments, environment);
}
