/*
 * Any text that compiles, and any stack that the schema allows, gives trees whose paths stay inside
 * the output folder, whose HCL parses, whatever its values are, and is formatted as `terraform fmt`
 * formats it.
 */
#include "chosen_stack.h"
#include "emit/emit.h"
#include "fuzz.h"
#include "hcl/hcl.h"
#include "stages.h"
#include "support/utf8.h"

/* Relative, of names only: no empty part, no `.` or `..`, nothing that an operating system minds.
 */
static void require_path_stays(Str path) {
    require(!str_is_empty(path) && str_find_byte(path, '\\') == path.length);
    for (size_t begin = 0; begin <= path.length;) {
        Str rest = str_slice(path, begin, path.length);
        Str part = str_slice(rest, 0, str_find_byte(rest, '/'));
        require(!str_is_empty(part) && !str_equal(part, STR(".")) && !str_equal(part, STR("..")));
        begin += part.length + 1;
    }
}

static void require_own_format(Arena *arena, Arena *scratch, Str text) {
    Buffer formatted = buffer_new(arena);
    hcl_format(scratch, text, &formatted);
    require(str_equal(text, buffer_str(&formatted)));
}

static void require_parses(Arena *arena, const TreeFile *file) {
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    const HclBody *body = NULL;
    FileId id = sources_add(diag_sources(sink), file->path, file->text);
    require(hcl_parse(arena, sink, id, &body) && !diag_has_errors(sink));
}

/* In no file may a value hide what a reader of it sees. */
static void require_visible(Str text) {
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = 0;
        size_t length = utf8_decode(text, at, &code_point);
        require(length > 0 && !utf8_is_bidi_control(code_point));
        require(code_point == '\n' || (code_point >= 0x20 && code_point != 0x7F));
        at += length;
    }
}

static void require_good_tree(Arena *arena, Arena *scratch, const Tree *tree) {
    for (size_t i = 0; i < tree->files.count; i++) {
        const TreeFile *file = &tree->files.items[i];
        require_path_stays(file->path);
        require_visible(file->text);
        if (str_ends_with(file->path, STR(".tf")) || str_ends_with(file->path, STR(".tfvars"))) {
            ArenaMark mark = arena_mark(scratch);
            require_parses(scratch, file);
            arena_rewind(scratch, mark);
            require_own_format(arena, scratch, file->text);
        }
    }
}

static void try_stack(Str text) {
    Arena *arena = arena_new();
    Arena *scratch = arena_new();
    DiagSink *sink = diag_sink_new(arena, sources_new(arena));
    Stages stages = stages_run(arena, sink, str_copy(arena, text));
    for (size_t i = 0; stages.stacks != NULL && i < stages.program->stack_count; i++) {
        const Tree *tree = emit_stack(arena, template_set_embedded(), stages.stacks[i]);
        require_good_tree(arena, scratch, tree);
    }
    arena_free(scratch);
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
