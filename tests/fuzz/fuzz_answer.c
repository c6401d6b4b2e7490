/*
 * Any bytes as what terraform writes with -json: the answer of validate, and the events of the
 * other commands. A file that they name is there, with a text that not every place fits.
 */
#include "fuzz.h"
#include "terraform/answer.h"

static const char main_tf[] = "resource \"aws_s3_bucket\" \"models\" {\n"
                              "  bucket = \"models\"\n"
                              "}\n";

static void add_file(Folders *folders, Str path, Str text) {
    FileId *file = ARENA_NEW(folders->arena, FileId);
    *file = sources_add(diag_sources(folders->sink), path, text);
    map_set(&folders->files, path, file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    Folders folders = {
        .arena = arena,
        .sink = sink,
        .syntax_sink = sink,
        .tree = STR("tree"),
        .by_path = map_new(arena),
        .files = map_new(arena),
    };
    Str root = STR("tree/root");
    add_file(&folders, STR("tree/root/main.tf"), str_from_cstr(main_tf));
    add_file(&folders, STR("tree/module/main.tf"), STR(""));
    Str text = {(const char *)data, size};

    AnswerCounts counts = {0};
    bool is_answer = answer_report(&folders, root, text, &counts);
    require(is_answer || diag_sorted(sink).count == 0);
    require(!is_answer || diag_has_errors(sink) == (counts.errors > 0));

    AnswerEvents events;
    size_t before = diag_count(sink, DIAG_ERROR);
    answer_report_events(&folders, root, text, &events);
    /* What is told twice is reported once. */
    require(diag_count(sink, DIAG_ERROR) <= before + events.errors);
    require(events.errors == 0 || diag_has_errors(sink));

    require_places_inside(sink);
    arena_free(arena);
    return 0;
}
