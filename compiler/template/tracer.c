#include "template/tracer.h"

/* A stretch of what is pending that one node gave. */
typedef struct Piece {
    size_t begin;
    Str template_path;
    const TemplateNode *node;
    TraceValues values;
    const TraceFrame *frame;
} Piece;

struct Tracer {
    Arena *arena;
    Str template_path;
    const TraceFrame *frame;
    VECTOR(Piece) pieces;    /* in order; each ends where the next begins */
    VECTOR(TraceLine) lines; /* those that are not blank, in order */
};

Tracer *tracer_new(Arena *arena) {
    Tracer *tracer = ARENA_NEW(arena, Tracer);
    tracer->arena = arena;
    return tracer;
}

static TraceValue trace_path(Arena *arena, const TemplateScope *scope, const TemplateExpr *path) {
    Buffer name = buffer_new(arena);
    TraceValue traced = {.origin = span_none()};
    for (size_t i = 0; i < path->name_count; i++) {
        traced.value = i == 0 ? evaluate_name(scope, path->names[0].text)
                              : value_get(traced.value, path->names[i].text);
        if (traced.value != NULL && !span_is_none(traced.value->origin)) {
            traced.origin = traced.value->origin;
        }
        buffer_append(&name, i == 0 ? STR("") : STR("."));
        buffer_append(&name, path->names[i].text);
    }
    traced.name = buffer_str(&name);
    return traced;
}

static void add_paths(Arena *arena, const TemplateScope *scope, const TemplateExpr *expr,
                      TraceValues *values) {
    if (expr == NULL) {
        return;
    }
    if (expr->kind == TEMPLATE_PATH) {
        vector_push(arena, values, trace_path(arena, scope, expr));
        return;
    }
    add_paths(arena, scope, expr->left, values);
    add_paths(arena, scope, expr->right, values);
}

TraceValues tracer_values(Tracer *tracer, const TemplateScope *scope, const TemplateExpr *expr) {
    TraceValues values = {0};
    if (tracer != NULL) {
        add_paths(tracer->arena, scope, expr, &values);
    }
    return values;
}

TraceValues tracer_item(Tracer *tracer, const TemplateScope *scope, const TemplateExpr *path,
                        Str name, const Value *item) {
    TraceValues values = {0};
    if (tracer != NULL) {
        TraceValue traced = trace_path(tracer->arena, scope, path);
        traced.name = name;
        traced.value = item;
        if (item != NULL && !span_is_none(item->origin)) {
            traced.origin = item->origin;
        }
        vector_push(tracer->arena, &values, traced);
    }
    return values;
}

void tracer_enter(Tracer *tracer, TraceFrameKind kind, const TemplateNode *node,
                  TraceValues values) {
    if (tracer == NULL) {
        return;
    }
    TraceFrame *frame = ARENA_NEW(tracer->arena, TraceFrame);
    *frame = (TraceFrame){
        .kind = kind,
        .outer = tracer->frame,
        .template_path = tracer->template_path,
        .template_line = node->line,
        .values = values,
    };
    tracer->frame = frame;
}

void tracer_leave(Tracer *tracer) {
    if (tracer != NULL) {
        tracer->frame = tracer->frame->outer;
    }
}

Str tracer_in_template(Tracer *tracer, Str path) {
    Str before = STR("");
    if (tracer != NULL) {
        before = tracer->template_path;
        tracer->template_path = path;
    }
    return before;
}

static Piece make_piece(const Tracer *tracer, const TemplateNode *node, size_t begin,
                        TraceValues values) {
    return (Piece){
        .begin = begin,
        .template_path = tracer->template_path,
        .node = node,
        .values = values,
        .frame = tracer->frame,
    };
}

void tracer_add(Tracer *tracer, const TemplateNode *node, size_t begin, TraceValues values) {
    if (tracer != NULL) {
        vector_push(tracer->arena, &tracer->pieces, make_piece(tracer, node, begin, values));
    }
}

/* The length of the first line with its newline. */
static size_t line_length(Str text) {
    size_t end = str_find_byte(text, '\n');
    return end < text.length ? end + 1 : end;
}

/* Of a line [begin, end) of the text, whose first byte that is not blank is in the piece. */
static TraceLine start_line(Str text, const Piece *piece, size_t first) {
    bool verbatim = piece->node->kind != TEMPLATE_HOLE;
    size_t further = verbatim ? str_count_byte(str_slice(text, piece->begin, first), '\n') : 0;
    return (TraceLine){
        .template_path = piece->template_path,
        .template_line = piece->node->line + (uint32_t)further,
        .frame = piece->frame,
    };
}

static size_t first_visible(Str line) {
    size_t at = 0;
    while (at < line.length && (line.data[at] == ' ' || line.data[at] == '\t')) {
        at++;
    }
    return at;
}

static size_t piece_end(const Tracer *tracer, size_t index, Str text) {
    return index + 1 < tracer->pieces.count ? tracer->pieces.items[index + 1].begin : text.length;
}

/* `*index`: of the first piece that may reach into the line; moved on. */
static void follow_line(Tracer *tracer, Str text, size_t begin, size_t end, size_t *index) {
    size_t first = begin + first_visible(str_slice(text, begin, end));
    TraceValues values = {0};
    TraceLine line = {0};
    while (piece_end(tracer, *index, text) <= begin) {
        (*index)++;
    }
    for (size_t i = *index; i < tracer->pieces.count && tracer->pieces.items[i].begin < end; i++) {
        const Piece *piece = &tracer->pieces.items[i];
        if (piece->begin <= first && first < piece_end(tracer, i, text)) {
            line = start_line(text, piece, first);
        }
        for (size_t v = 0; v < piece->values.count; v++) {
            vector_push(tracer->arena, &values, piece->values.items[v]);
        }
    }
    line.values = values;
    vector_push(tracer->arena, &tracer->lines, line);
}

void tracer_flush(Tracer *tracer, Str pending) {
    if (tracer == NULL) {
        return;
    }
    size_t index = 0;
    for (size_t begin = 0, end = 0; begin < pending.length; begin = end) {
        end = begin + line_length(str_slice(pending, begin, pending.length));
        if (!str_is_empty(str_trim(str_slice(pending, begin, end)))) {
            follow_line(tracer, pending, begin, end, &index);
        }
    }
    tracer->pieces.count = 0;
}

void tracer_add_final(Tracer *tracer, const TemplateNode *node) {
    tracer_add(tracer, node, 0, (TraceValues){0});
    tracer_flush(tracer, node->text);
}

Trace tracer_finish(const Tracer *tracer, Str text) {
    VECTOR(TraceLine) lines = {0};
    size_t next = 0;
    for (size_t begin = 0, end = 0; begin < text.length; begin = end) {
        end = begin + line_length(str_slice(text, begin, text.length));
        TraceLine line = {0};
        if (!str_is_empty(str_trim(str_slice(text, begin, end))) && next < tracer->lines.count) {
            line = tracer->lines.items[next++];
        }
        vector_push(tracer->arena, &lines, line);
    }
    return (Trace){lines.items, lines.count};
}
