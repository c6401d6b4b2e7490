/*
 * Any text, and any stack that the schema allows, through check, resolve and lint: what is found
 * has places inside the text, and can be told without driving a terminal.
 */
#include "chosen_stack.h"
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

static void try_stack(Str text) {
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    Stages stages = stages_run(arena, sink, str_copy(arena, text));
    if (stages.stacks != NULL) {
        lint(arena, sink, &stages);
    }
    require_places_inside(sink);
    require_printable(sink);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Str bytes = {(const char *)data, size};
    Arena *arena = arena_new();
    try_stack(bytes);
    try_stack(chosen_stack(arena, bytes));
    arena_free(arena);
    return 0;
}
