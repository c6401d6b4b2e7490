#include <limits.h>
#include <malloc.h>
#include <stdlib.h>

#include "cli/cli.h"

extern char **environ; /* of POSIX, which leaves the declaration to us */

/*
 * The process is short and its arenas grow in large blocks: taking each from the system and giving
 * it back costs more than a build spends on checking the stack.
 */
static void keep_memory(void) {
#ifdef __GLIBC__
    enum { LARGEST_FROM_HEAP = 32 * 1024 * 1024, HEAP_STEP = 2 * 1024 * 1024 };
    mallopt(M_MMAP_THRESHOLD, LARGEST_FROM_HEAP);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, HEAP_STEP);
#endif
}

int main(int argument_count, char **arguments) {
    keep_memory();
    Environment environment = {
        .path = getenv("PATH"),
        .tmpdir = getenv("TMPDIR"),
        .no_color = getenv("NO_COLOR"),
        .term = getenv("TERM"),
        .all = (const char *const *)environ,
    };
    return cli_main(argument_count, arguments, environment);
}
