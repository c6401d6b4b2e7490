#include "driver/provenance.h"

#include "support/file.h"
#include "tree/manifest.h"

bool is_in_stack_file(const Compilation *compilation, Span span) {
    const CheckedProgram *program = compilation->program;
    for (size_t i = 0; i < program->file_count; i++) {
        if (!span_is_none(span) && program->files[i].ast->file == span.file) {
            return true;
        }
    }
    return false;
}

Str text_line(Str text, uint32_t line) {
    for (uint32_t number = 1; number < line && text.length > 0; number++) {
        text = str_slice(text, str_find_byte(text, '\n') + 1, text.length);
    }
    return str_slice(text, 0, str_find_byte(text, '\n'));
}

/* ---- By the trace ---- */

/* In a stack file, and not the whole stack's name, the origin of what has no better one. */
static bool is_specific(const Compilation *compilation, const CheckedStack *stack, Span span) {
    return is_in_stack_file(compilation, span) && span_compare(span, stack->name_span) != 0;
}

static bool first_origin(const Compilation *compilation, const CheckedStack *stack,
                         TraceValues values, Span *ret_span) {
    for (size_t i = 0; i < values.count; i++) {
        if (is_specific(compilation, stack, values.items[i].origin)) {
            *ret_span = values.items[i].origin;
            return true;
        }
    }
    return false;
}

/* Of a map that a hole wrote over several lines, the member that this line is about. */
static bool by_member(const Compilation *compilation, TraceValues values, Str row, Span *ret_span) {
    Str key = str_trim(str_slice(row, 0, str_find_byte(row, '=')));
    for (size_t i = 0; i < values.count; i++) {
        const Value *member = value_get(values.items[i].value, key);
        if (member != NULL && is_in_stack_file(compilation, member->origin)) {
            *ret_span = member->origin;
            return true;
        }
    }
    return false;
}

static bool by_trace(const Compilation *compilation, const CheckedStack *stack, Str row,
                     Provenance *provenance) {
    TraceValues values = provenance->line->values;
    if (by_member(compilation, values, row, &provenance->span) ||
        first_origin(compilation, stack, values, &provenance->span)) {
        provenance->kind = PROVENANCE_VALUE;
        return true;
    }
    for (const TraceFrame *frame = provenance->line->frame; frame != NULL; frame = frame->outer) {
        if (first_origin(compilation, stack, frame->values, &provenance->span)) {
            provenance->kind = PROVENANCE_FRAME;
            return true;
        }
    }
    return false;
}

/* ---- By the place ---- */

static Str module_of(const Component *component) {
    return str_is_empty(component->module) ? component->name : component->module;
}

/* Whether the word is the component's module, its name, or that name in the plural. */
static bool is_about(const Component *component, Str word) {
    Str singular = str_slice(word, 0, word.length - (str_ends_with(word, STR("s")) ? 1 : 0));
    return str_equal(module_of(component), word) || str_equal(component->name, word) ||
           str_equal(component->name, singular);
}

/* The first block that the word is about; of a profile only when the stack itself has none. */
static const SettingBlock *find_block(const CheckedStack *stack, Str word) {
    const SettingBlock *of_profile = NULL;
    for (size_t i = 0; i < stack->layer_count; i++) {
        const Layer *layer = &stack->layers[i];
        for (size_t j = 0; j < layer->body.block_count; j++) {
            const SettingBlock *block = &layer->body.blocks[j];
            if (is_about(block->component, word)) {
                if (!layer->profile) {
                    return block;
                }
                of_profile = of_profile == NULL ? block : of_profile;
            }
        }
    }
    return of_profile;
}

static Str part_before(Str text, char byte) {
    return str_slice(text, 0, str_find_byte(text, byte));
}

/*
 * What the outermost block or argument around a line is about: "cache" in `module "cache" {` and in
 * `cache = {`. Empty when it is about something else.
 */
static Str outermost_word(Str text, uint32_t line) {
    Str word = STR("");
    for (uint32_t number = 1; number <= line && text.length > 0; number++) {
        Str row = part_before(text, '\n');
        Str opening = STR("module \"");
        if (str_starts_with(row, opening)) {
            word = part_before(str_slice(row, opening.length, row.length), '"');
        } else if (row.length > 0 && row.data[0] != ' ' && row.data[0] != '}') {
            word = part_before(row, ' ');
        }
        text = str_slice(text, row.length + 1, text.length);
    }
    return word;
}

/* "b" of "a/b/c" for `after` "a/". */
static Str folder_after(Str path, Str after) {
    return str_starts_with(path, after)
               ? part_before(str_slice(path, after.length, path.length), '/')
               : STR("");
}

static bool by_component(const CheckedStack *stack, Str path, Str text, uint32_t line,
                         Provenance *provenance) {
    Str module = folder_after(path, STR("modules/"));
    if (str_is_empty(module)) {
        module = outermost_word(text, line);
    }
    const SettingBlock *block = find_block(stack, module);
    if (block != NULL) {
        provenance->kind = PROVENANCE_COMPONENT;
        provenance->span = block->name_span;
    }
    return block != NULL;
}

static bool by_environment(const CheckedStack *stack, Str path, Provenance *provenance) {
    Str environment = folder_after(path, STR("environments/"));
    for (size_t i = 0; i < stack->layer_count && !str_is_empty(environment); i++) {
        const Layer *layer = &stack->layers[i];
        if (str_equal(layer->environment, environment) && !span_is_none(layer->body.name_span)) {
            provenance->kind = PROVENANCE_ENVIRONMENT;
            provenance->span = layer->body.name_span;
            return true;
        }
    }
    return false;
}

/* ---- The whole ---- */

Provenance provenance_find(Compilation *compilation, size_t stack, Str path, Str text,
                           uint32_t line) {
    const CheckedStack *checked = &compilation->program->stacks[stack];
    Provenance provenance = {.kind = PROVENANCE_STACK, .span = checked->name_span};
    Trace trace;
    Str rendered = emit_trace(compilation->arena, &compilation->templates,
                              compilation->stacks.items[stack].resolved, path, &trace);
    provenance.is_generated = trace.count > 0;
    if (line >= 1 && line <= trace.count && str_equal(rendered, text) &&
        !str_is_empty(trace.lines[line - 1].template_path)) {
        provenance.line = &trace.lines[line - 1];
    }
    Str row = text_line(text, line);
    if ((provenance.line != NULL && by_trace(compilation, checked, row, &provenance)) ||
        by_component(checked, path, text, line, &provenance) ||
        by_environment(checked, path, &provenance)) {
        return provenance;
    }
    provenance.kind = PROVENANCE_STACK;
    provenance.span = checked->name_span;
    return provenance;
}

/* ---- Diagnostics ---- */

typedef struct SourceMapping {
    Compilation *compilation;
    size_t stack;
    DiagSink *sink;
} SourceMapping;

static const char *reason_text(ProvenanceKind kind) {
    switch (kind) {
    case PROVENANCE_VALUE:
        return "a value of it was made from this";
    case PROVENANCE_FRAME:
        return "it is there because of this";
    case PROVENANCE_COMPONENT:
        return "it belongs to this component";
    case PROVENANCE_ENVIRONMENT:
        return "it belongs to this environment";
    case PROVENANCE_STACK:
        return "it belongs to this stack";
    }
    return "";
}

static void map_diagnostic(void *context, Diagnostic *diagnostic) {
    SourceMapping *mapping = context;
    Compilation *compilation = mapping->compilation;
    Span place = diagnostic->span;
    if (span_is_none(place)) {
        return;
    }
    Str name = sources_name(compilation->sources, place.file);
    Str tree = manifest_find_tree(compilation->arena, path_folder(name));
    if (str_is_empty(tree)) {
        return;
    }
    Str path = file_path_within(compilation->arena, tree, name);
    uint32_t line = sources_position(compilation->sources, place.file, place.begin).line;
    Provenance provenance = provenance_find(compilation, mapping->stack, path,
                                            sources_text(compilation->sources, place.file), line);
    const char *reason = reason_text(provenance.kind);
    if (!provenance.is_generated) {
        diag_label(mapping->sink, diagnostic, provenance.span, "%s", reason);
        return;
    }
    diagnostic->span = provenance.span;
    diag_under_caret(mapping->sink, diagnostic, "%s", reason);
    diag_label(mapping->sink, diagnostic, place, "the generated line");
    if (provenance.line != NULL) {
        diag_note(mapping->sink, diagnostic, "the line is written by %.*s:%u of the templates",
                  STR_ARG(provenance.line->template_path), provenance.line->template_line);
    }
}

void provenance_map_diagnostics(Compilation *compilation, size_t stack, DiagSink *sink) {
    SourceMapping mapping = {compilation, stack, sink};
    diag_each(sink, map_diagnostic, &mapping);
}

/* ---- Finding the files ---- */

/* The path as one writes it: "a" and not "./a". */
static Str path_in(Arena *arena, Str folder, Str path) {
    return str_equal(folder, STR(".")) ? path : path_join(arena, folder, path);
}

/* The only file of the name in the repository; empty when there is none, or more than one. */
static Str find_in_repository(Arena *arena, Str tree, Str name) {
    Str top = file_find_upwards(arena, tree, STR(".git"));
    StrVector paths;
    Str problem;
    if (str_is_empty(top) || !file_list(arena, top, &paths, &problem)) {
        return STR("");
    }
    Str found = STR("");
    for (size_t i = 0; i < paths.count; i++) {
        if (str_equal(path_base(paths.items[i]), name)) {
            if (!str_is_empty(found)) {
                return STR("");
            }
            found = path_in(arena, top, paths.items[i]);
        }
    }
    return found;
}

static Str find_stack_file(Arena *arena, Str tree, Str name) {
    Str folder = file_find_upwards(arena, tree, name);
    return str_is_empty(folder) ? find_in_repository(arena, tree, name)
                                : path_in(arena, folder, name);
}

TreeOrigin find_tree_origin(Arena *arena, Str tree) {
    DiagSink *unread = diag_sink_new(arena, sources_new(arena));
    Manifest manifest;
    bool is_read = manifest_read(arena, unread, tree, STR(MANIFEST_PATH), &manifest);
    if (!is_read || str_is_empty(manifest.file) ||
        !str_equal(path_base(manifest.file), manifest.file)) {
        return (TreeOrigin){0};
    }
    return (TreeOrigin){find_stack_file(arena, tree, manifest.file), manifest.stack};
}

bool find_stack(const Compilation *compilation, Str name, size_t *ret_stack) {
    for (size_t i = 0; i < compilation->stacks.count; i++) {
        if (str_equal(compilation->stacks.items[i].resolved->name, name)) {
            *ret_stack = i;
            return true;
        }
    }
    return false;
}
