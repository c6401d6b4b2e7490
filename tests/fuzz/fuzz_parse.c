/*
 * Any bytes give a tree and diagnostics that can be printed. The invariants beyond "no crash": a
 * text with errors says so, every span lies in the text, and what is rendered drives no terminal,
 * in whatever form.
 */
#include "diag/render.h"
#include "fuzz.h"
#include "syntax/parse.h"

/* The tokens of larger texts are not listed, which would take more time than all the rest. */
enum { DUMPED_BYTES = 512 };

static void require_no_escapes(Str rendered) {
    for (size_t i = 0; i < rendered.length; i++) {
        unsigned char byte = (unsigned char)rendered.data[i];
        require(byte == '\n' || (byte >= 0x20 && byte != 0x7F));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Sources *sources = sources_new(arena);
    DiagSink *sink = diag_sink_new(arena, sources);
    Str text = str_copy(arena, (Str){(const char *)data, size});
    FileId file = sources_add(sources, STR("fuzz.mlstack"), text);
    AstFile *tree = syntax_parse(arena, sink, file);
    Buffer out = buffer_new(arena);
    ast_dump(tree, &out);
    require_places_inside(sink);
    static DiagRenderer *const renderers[] = {diag_render_text, diag_render_json, diag_render_sarif,
                                              diag_render_github};
    for (size_t i = 0; i < sizeof renderers / sizeof renderers[0]; i++) {
        Buffer rendered = buffer_new(arena);
        renderers[i](&sink, 1, (RenderOptions){0}, &rendered);
        require_no_escapes(buffer_str(&rendered));
    }
    if (size <= DUMPED_BYTES) {
        DiagSink *again = diag_sink_new(arena, sources);
        syntax_dump_tokens(arena, again, file, &out);
    }
    arena_free(arena);
    return 0;
}
