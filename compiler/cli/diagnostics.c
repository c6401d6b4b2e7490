/* How what was found leaves the process: --format and --color, and exit codes. */
#include <stdio.h>

#include "cli/verb.h"
#include "cli/version.h"
#include "diag/render.h"

static const struct {
    const char *name;
    DiagRenderer *render;
} formats[] = {
    [FORMAT_TEXT] = {"text", diag_render_text},
    [FORMAT_JSON] = {"json", diag_render_json},
    [FORMAT_SARIF] = {"sarif", diag_render_sarif},
    [FORMAT_GITHUB] = {"github", diag_render_github},
};

bool read_format(Invocation *invocation) {
    Str name = option_text(invocation, OPTION_FORMAT, "text");
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (str_equal_cstr(name, formats[i].name)) {
            invocation->format = (OutputFormat)i;
            bool for_a_person = i == FORMAT_TEXT;
            invocation->results = for_a_person ? stdout : stderr;
            invocation->color_results =
                for_a_person ? invocation->color_output : invocation->color_errors;
            return true;
        }
    }
    usage_error(invocation, "--format takes %s, not '%.*s'", options[OPTION_FORMAT].argument,
                STR_ARG(name));
    return false;
}

static void print_sinks(const Invocation *invocation, DiagSink *const *sinks, size_t count,
                        FILE *stream) {
    Arena *scratch = arena_new();
    Buffer out = buffer_new(scratch);
    RenderOptions render_options = {
        .color = invocation->color_errors,
        .version = STR(MLSTACK_VERSION),
    };
    formats[invocation->format].render(sinks, count, render_options, &out);
    Str text = buffer_str(&out);
    fwrite(text.data, 1, text.length, stream);
    arena_free(scratch);
}

/* Once in a run, and not in logs: where the lesson of the first error is. */
static void hint_at_lesson(Invocation *invocation, DiagSink *sink) {
    DiagnosticList list = diag_sorted(sink);
    for (size_t i = 0; i < list.count && invocation->may_hint; i++) {
        if (list.items[i]->level == DIAG_ERROR) {
            fprintf(stderr, "mlstack: help: 'mlstack explain %.*s' says more\n",
                    STR_ARG(diag_code_info(list.items[i]->code)->code));
            invocation->may_hint = false;
        }
    }
}

void print_diagnostics(Invocation *invocation, DiagSink *sink) {
    if (invocation->format == FORMAT_TEXT) {
        fflush(stdout);
        print_sinks(invocation, &sink, 1, stderr);
        hint_at_lesson(invocation, sink);
    } else {
        vector_push(invocation->arena, &invocation->sinks, sink);
    }
}

void finish_diagnostics(const Invocation *invocation) {
    if (invocation->format != FORMAT_TEXT) {
        print_sinks(invocation, invocation->sinks.items, invocation->sinks.count, stdout);
    }
}

ExitCode exit_code_of(DiagSink *sink) {
    DiagnosticList list = diag_sorted(sink);
    ExitCode code = EXIT_FINE;
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i]->level != DIAG_ERROR) {
            continue;
        }
        if (!diag_code_info(list.items[i]->code)->is_environment) {
            return EXIT_INPUT;
        }
        code = EXIT_ENVIRONMENT;
    }
    return code;
}
