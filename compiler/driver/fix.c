#include "driver/fix.h"

#include <stdlib.h>

#include "support/file.h"
#include "syntax/parse.h"

/*
 * Each round mends at least one mistake of those that a file may show at a time. Of very many only
 * the first are looked at in one round, since each is compared with those before it.
 */
enum { MOST_ROUNDS = 100, MOST_FIXES_OF_ROUND = 500 };

/* The edits of one round, of which none touches another. */
typedef struct Edits {
    VECTOR(DiagEdit) edits;
    size_t fix_count;
    bool mend_syntax; /* some of them do */
} Edits;

/* The codes are in the order of the stages. */
static bool is_of_syntax(DiagCode code) {
    return code < MLS1001;
}

static bool read_files(Arena *arena, const CompileOptions *options, FixedFileVector *ret_files) {
    for (size_t i = 0; i < options->file_count; i++) {
        FixedFile file = {.path = options->files[i]};
        Str problem;
        if (!file_read(arena, file.path, SOURCE_MAX_BYTES, &file.text, &problem)) {
            return false;
        }
        vector_push(arena, ret_files, file);
    }
    return true;
}

static int compare_edits(const void *a, const void *b) {
    return span_compare(((const DiagEdit *)a)->span, ((const DiagEdit *)b)->span);
}

static bool touch(Span a, Span b) {
    return a.begin <= b.end && b.begin <= a.end;
}

/* All of its edits are in the file, and none touches one that was chosen before. */
static bool can_be_made(const Edits *chosen, const DiagFix *fix, FileId file) {
    for (size_t i = 0; i < fix->edits.count; i++) {
        Span span = fix->edits.items[i].span;
        if (span.file != file) {
            return false;
        }
        for (size_t j = 0; j < chosen->edits.count; j++) {
            if (touch(span, chosen->edits.items[j].span)) {
                return false;
            }
        }
    }
    return true;
}

static const DiagFix *first_safe_fix(const Diagnostic *diagnostic) {
    for (size_t i = 0; i < diagnostic->fixes.count; i++) {
        if (diagnostic->fixes.items[i].safe) {
            return &diagnostic->fixes.items[i];
        }
    }
    return NULL;
}

/* By place. */
static Edits safe_edits(Arena *arena, DiagSink *sink, FileId file) {
    Edits chosen = {0};
    DiagnosticList list = diag_sorted(sink);
    for (size_t i = 0; i < list.count && chosen.fix_count < MOST_FIXES_OF_ROUND; i++) {
        const DiagFix *fix = first_safe_fix(list.items[i]);
        if (fix == NULL || !can_be_made(&chosen, fix, file)) {
            continue;
        }
        chosen.fix_count++;
        chosen.mend_syntax = chosen.mend_syntax || is_of_syntax(list.items[i]->code);
        for (size_t j = 0; j < fix->edits.count; j++) {
            vector_push(arena, &chosen.edits, fix->edits.items[j]);
        }
    }
    if (chosen.edits.count > 0) {
        qsort(chosen.edits.items, chosen.edits.count, sizeof(DiagEdit), compare_edits);
    }
    return chosen;
}

static Str apply_edits(Arena *arena, Str text, const Edits *chosen) {
    Buffer out = buffer_new(arena);
    size_t done = 0;
    for (size_t i = 0; i < chosen->edits.count; i++) {
        const DiagEdit *edit = &chosen->edits.items[i];
        buffer_append(&out, str_slice(text, done, edit->span.begin));
        buffer_append(&out, edit->replacement);
        done = edit->span.end;
    }
    buffer_append(&out, str_slice(text, done, text.length));
    return buffer_str(&out);
}

static size_t syntax_errors(Str text) {
    Arena *arena = arena_new();
    Sources *sources = sources_new(arena);
    DiagSink *sink = diag_sink_new(arena, sources);
    syntax_parse(arena, sink, sources_add(sources, STR(""), text));
    size_t count = diag_count(sink, DIAG_ERROR);
    arena_free(arena);
    return count;
}

/* There must not be more syntax errors, and fewer when some were mended, so that the rounds end. */
static bool is_better(Str before, Str after, const Edits *edits) {
    size_t errors = syntax_errors(before);
    size_t left = syntax_errors(after);
    return left < errors || (left == errors && !edits->mend_syntax);
}

static bool fix_file(Arena *arena, Compilation *compilation, FileId id, FixedFile *file) {
    Edits edits = safe_edits(compilation->arena, compilation->sink, id);
    if (edits.fix_count == 0 || file->refused) {
        return false;
    }
    Str text = apply_edits(compilation->arena, file->text, &edits);
    if (!is_better(file->text, text, &edits)) {
        file->refused = true;
        return false;
    }
    file->text = str_copy(arena, text);
    file->count += edits.fix_count;
    return true;
}

/* False when there was nothing left to do. */
static bool fix_once(Arena *arena, const CompileOptions *options, FixedFileVector *files) {
    Compilation *compilation = compilation_new();
    Str *texts = arena_alloc_array(compilation->arena, files->count, sizeof *texts);
    for (size_t i = 0; i < files->count; i++) {
        texts[i] = files->items[i].text;
    }
    CompileOptions with_texts = *options;
    with_texts.texts = texts;
    compile(compilation, &with_texts);
    bool changed = false;
    for (size_t i = 0; i < compilation->files.count; i++) {
        changed |=
            fix_file(arena, compilation, compilation->files.items[i]->file, &files->items[i]);
    }
    compilation_free(compilation);
    return changed;
}

void fix_files(Arena *arena, const CompileOptions *options, FixedFileVector *ret_files) {
    FixedFileVector files = {0};
    *ret_files = files;
    if (!read_files(arena, options, &files)) {
        return;
    }
    for (size_t round = 0; round < MOST_ROUNDS && fix_once(arena, options, &files); round++) {
    }
    *ret_files = files;
}
