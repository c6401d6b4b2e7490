#include "cli/apply_fixes.h"

#include <stdio.h>

#include "driver/fix.h"
#include "support/file_replace.h"

static bool write_fixed(const Invocation *invocation, DiagSink *sink, const FixedFile *file) {
    Str problem;
    if (!file_replace(invocation->arena, file->path, file->text, &problem)) {
        diag_report(sink, MLS4007, span_none(), "cannot write '%.*s': %.*s", STR_ARG(file->path),
                    STR_ARG(problem));
        return false;
    }
    fprintf(stderr, "fixed %zu mistake%s in %.*s\n", file->count, file->count == 1 ? "" : "s",
            STR_ARG(file->path));
    return true;
}

bool apply_fixes(const Invocation *invocation, DiagSink *sink,
                 const CompileOptions *compile_options) {
    FixedFileVector files;
    fix_files(invocation->arena, compile_options, &files);
    bool ok = true;
    for (size_t i = 0; i < files.count; i++) {
        const FixedFile *file = &files.items[i];
        if (file->count > 0) {
            ok = write_fixed(invocation, sink, file) && ok;
        }
        if (file->refused) {
            fprintf(stderr,
                    "mlstack: the %sfixes for %.*s would not have made it parse better and were "
                    "not made\n",
                    file->count > 0 ? "further " : "", STR_ARG(file->path));
        }
    }
    return ok;
}
