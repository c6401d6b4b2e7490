#include "source/source.h"

#include <string.h>

#include "support/utf8.h"
#include "support/vector.h"

typedef struct SourceFile {
    Str name;
    Str text;
    uint32_t *line_starts; /* built on first use */
    size_t line_count;
} SourceFile;

struct Sources {
    Arena *arena;
    VECTOR(SourceFile) files;
};

Sources *sources_new(Arena *arena) {
    Sources *sources = ARENA_NEW(arena, Sources);
    sources->arena = arena;
    return sources;
}

FileId sources_add(Sources *sources, Str name, Str text) {
    SourceFile file = {.name = name, .text = text};
    vector_push(sources->arena, &sources->files, file);
    return (FileId)sources->files.count;
}

static const SourceFile *file_at(const Sources *sources, FileId file) {
    return file == 0 || file > sources->files.count ? NULL : &sources->files.items[file - 1];
}

Str sources_name(const Sources *sources, FileId file) {
    const SourceFile *found = file_at(sources, file);
    return found == NULL ? STR("") : found->name;
}

Str sources_text(const Sources *sources, FileId file) {
    const SourceFile *found = file_at(sources, file);
    return found == NULL ? STR("") : found->text;
}

size_t sources_count(const Sources *sources) {
    return sources->files.count;
}

Str sources_slice(const Sources *sources, Span span) {
    return str_slice(sources_text(sources, span.file), span.begin, span.end);
}

static void build_line_table(Arena *arena, SourceFile *file) {
    VECTOR(uint32_t) starts = {0};
    vector_push(arena, &starts, 0u);
    for (size_t offset = 0; offset < file->text.length; offset++) {
        if (file->text.data[offset] == '\n') {
            vector_push(arena, &starts, (uint32_t)(offset + 1));
        }
    }
    file->line_starts = starts.items;
    file->line_count = starts.count;
}

/* Index of the line that contains the offset. */
static size_t line_index(Sources *sources, FileId id, uint32_t offset) {
    SourceFile *file = &sources->files.items[id - 1];
    if (file->line_starts == NULL) {
        build_line_table(sources->arena, file);
    }
    size_t low = 0;
    size_t high = file->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (file->line_starts[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

SourcePosition sources_position(Sources *sources, FileId id, uint32_t offset) {
    if (file_at(sources, id) == NULL) {
        return (SourcePosition){0, 0};
    }
    size_t index = line_index(sources, id, offset);
    const SourceFile *file = &sources->files.items[id - 1];
    Str before = str_slice(file->text, file->line_starts[index], offset);
    return (SourcePosition){(uint32_t)(index + 1), (uint32_t)(utf8_count(before) + 1)};
}

Span sources_line(Sources *sources, FileId id, uint32_t offset) {
    if (file_at(sources, id) == NULL) {
        return span_none();
    }
    size_t index = line_index(sources, id, offset);
    const SourceFile *file = &sources->files.items[id - 1];
    uint32_t begin = file->line_starts[index];
    Str rest = str_slice(file->text, begin, file->text.length);
    size_t length = str_find_byte(rest, '\n');
    if (length > 0 && rest.data[length - 1] == '\r') {
        length--;
    }
    return (Span){id, begin, begin + (uint32_t)length};
}

Span span_none(void) {
    return (Span){0, 0, 0};
}

bool span_is_none(Span span) {
    return span.file == 0;
}

Span span_join(Span first, Span last) {
    if (span_is_none(first)) {
        return last;
    }
    if (span_is_none(last)) {
        return first;
    }
    return (Span){first.file, first.begin, last.end};
}

int span_compare(Span a, Span b) {
    if (a.file != b.file) {
        return a.file < b.file ? -1 : 1;
    }
    if (a.begin != b.begin) {
        return a.begin < b.begin ? -1 : 1;
    }
    return (a.end > b.end) - (a.end < b.end);
}
