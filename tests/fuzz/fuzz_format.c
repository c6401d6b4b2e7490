/*
 * Any text that parses has a canonical form that parses to the same tree, with the same comments
 * in the same order, and is its own canonical form.
 */
#include "fuzz.h"
#include "syntax/format.h"
#include "syntax/parse.h"

static bool parses(Arena *arena, Str text, const AstFile **ret_tree) {
    Sources *sources = sources_new(arena);
    DiagSink *sink = diag_sink_new(arena, sources);
    *ret_tree = syntax_parse(arena, sink, sources_add(sources, STR("fuzz.mlstack"), text));
    return !diag_has_errors(sink);
}

/* The dump without the places, which end each of its lines: " @12..15". */
static Str dump_without_places(Arena *arena, const AstFile *tree) {
    Buffer dump = buffer_new(arena);
    ast_dump(tree, &dump);
    Buffer out = buffer_new(arena);
    Str rest = buffer_str(&dump);
    while (rest.length > 0) {
        size_t end = str_find_byte(rest, '\n');
        size_t place = end;
        while (rest.data[place] != '@') {
            place--;
        }
        buffer_append(&out, str_slice(rest, 0, place));
        buffer_append_byte(&out, '\n');
        rest = str_slice(rest, end + 1, rest.length);
    }
    return buffer_str(&out);
}

static void require_same_comments(const AstFile *before, Str before_text, const AstFile *after,
                                  Str after_text) {
    require(before->comment_count == after->comment_count);
    for (size_t i = 0; i < before->comment_count; i++) {
        Span old = before->comments[i].span;
        Span new = after->comments[i].span;
        require(str_equal(str_trim(str_slice(before_text, old.begin, old.end)),
                          str_slice(after_text, new.begin, new.end)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Str text = str_copy(arena, (Str){(const char *)data, size});
    const AstFile *before;
    if (parses(arena, text, &before)) {
        Buffer once = buffer_new(arena);
        format_file(before, text, &once);
        Str formatted = buffer_str(&once);
        const AstFile *after;
        require(parses(arena, formatted, &after));
        require(str_equal(dump_without_places(arena, before), dump_without_places(arena, after)));
        require_same_comments(before, text, after, formatted);
        Buffer twice = buffer_new(arena);
        format_file(after, formatted, &twice);
        require(str_equal(formatted, buffer_str(&twice)));
    }
    arena_free(arena);
    return 0;
}
