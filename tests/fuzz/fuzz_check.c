/*
 * Any text through check, resolve and lint: what is found has places inside the text, and can be
 * told without driving a terminal.
 */
#include "diag/render.h"
#include "fuzz.h"
#include "stages.h"

static void lint(Arena *arena, DiagSink *sink, const Stages *stages) {
    static const LintLevels defaults;
    const LintLevels *of_files[] = {NULL, &defaults}; /* no file, and the text */
    LintInput input = {
        .schema = schema_embedded(),
        .program = stages->program,
        .stacks = stages->stacks,
        .command_line = &defaults,
        .of_files = of_files,
        .file_count = 2,
    };
    lint_program(arena, sink, &input);
}

static void require_printable(DiagSink *sink) {
    Buffer rendered = buffer_new(diag_arena(sink));
    diag_render_text(&sink, 1, (RenderOptions){0}, &rendered);
    Str text = buffer_str(&rendered);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        require(byte == '\n' || (byte >= 0x20 && byte != 0x7F));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    Stages stages = stages_run(arena, sink, str_copy(arena, (Str){(const char *)data, size}));
    if (stages.stacks != NULL) {
        lint(arena, sink, &stages);
    }
    require_places_inside(sink);
    require_printable(sink);
    arena_free(arena);
    return 0;
}
