/*
 * Rendering: walks a checked template with a value of its shape.
 *
 * HCL is collected in `pending` and formatted piece by piece. Final text (final.c) needs no
 * formatting: it goes to the output as it is whenever what is pending ends with a blank line.
 * Pieces are separated by one blank line, and may end inside brackets.
 */
#include "template/template_tree.h"

#include "hcl/hcl.h"
#include "template/tracer.h"
#include "template/write_hole.h"

typedef struct FormattedPiece {
    Str text;
    HclOpenLines open; /* after it */
} FormattedPiece;

typedef struct Renderer {
    Arena *scratch;
    const TemplateSet *set;
    Map *formatted; /* piece_key -> FormattedPiece; NULL to remember nothing */
    Tracer *tracer; /* NULL when nobody asks where the lines come from */
    Buffer out;
    Buffer pending;
    HclOpenLines open; /* at the end of `out` */
    unsigned include_depth;
    bool nested; /* in an include inside brackets, where nothing is final */
    bool apart;  /* in an include that a blank line follows */
    bool markdown;
} Renderer;

static void render_body(Renderer *renderer, const TemplateScope *scope, TemplateBody body);

/* Before the node's text is added to what is pending. */
static void trace_pending(const Renderer *renderer, const TemplateNode *node, TraceValues values) {
    tracer_add(renderer->tracer, node, renderer->pending.length, values);
}

static bool ends_with_blank_line(const Buffer *buffer) {
    size_t i = buffer->length;
    size_t newlines = 0;
    while (i > 0 && newlines < 2) {
        char c = buffer->data[i - 1];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            return false;
        }
        newlines += c == '\n';
        i--;
    }
    return newlines == 2 || i == 0;
}

/* A blank line, but not after an opening or before a closing bracket. */
static void separate(Renderer *renderer, Str text) {
    char first = str_trim(text).data[0];
    bool closes = first == ')' || first == ']' || first == '}';
    if (renderer->out.length > 0 && !renderer->open.follows_opening && !closes) {
        buffer_append_byte(&renderer->out, '\n');
    }
}

static void end_line(Renderer *renderer) {
    if (renderer->out.length > 0 && renderer->out.data[renderer->out.length - 1] != '\n') {
        buffer_append_byte(&renderer->out, '\n');
    }
}

/* What a piece is remembered by: its text, and what is open around it, which indents it. */
static Str piece_key(const Renderer *renderer, Str text) {
    const HclOpenLines *open = &renderer->open;
    if (open->count == 0) {
        return text;
    }
    Buffer key = buffer_new(renderer->scratch);
    buffer_append(&key, (Str){(const char *)open->brackets, open->count});
    buffer_append(&key, text);
    return buffer_str(&key);
}

/* Roots share most of their text, so most of it was formatted for another root already. */
static void format_pending(Renderer *renderer, Str text) {
    if (renderer->formatted == NULL) {
        hcl_format_piece(renderer->scratch, text, &renderer->open, &renderer->out);
        return;
    }
    Str key = piece_key(renderer, text);
    const FormattedPiece *known = map_get(renderer->formatted, key);
    if (known != NULL) {
        buffer_append(&renderer->out, known->text);
        renderer->open = known->open;
        return;
    }
    Arena *arena = renderer->formatted->arena;
    size_t begin = renderer->out.length;
    hcl_format_piece(renderer->scratch, text, &renderer->open, &renderer->out);
    FormattedPiece *piece = ARENA_NEW(arena, FormattedPiece);
    piece->text =
        str_copy(arena, str_slice(buffer_str(&renderer->out), begin, renderer->out.length));
    piece->open = renderer->open;
    map_set(renderer->formatted, str_copy(arena, key), piece);
}

static void flush_pending(Renderer *renderer) {
    Str text = buffer_str(&renderer->pending);
    tracer_flush(renderer->tracer, text);
    if (!str_is_empty(str_trim(text))) {
        separate(renderer, text);
        format_pending(renderer, text);
        end_line(renderer);
    }
    renderer->pending.length = 0;
}

static void render_final(Renderer *renderer, const TemplateNode *node) {
    bool alone = !renderer->nested && ends_with_blank_line(&renderer->pending) &&
                 (!node->ends_file || renderer->include_depth == 0 || renderer->apart);
    if (alone) {
        flush_pending(renderer);
        tracer_add_final(renderer->tracer, node);
        separate(renderer, node->text);
        buffer_append(&renderer->out, node->text);
        end_line(renderer);
        renderer->open = node->open;
        return;
    }
    trace_pending(renderer, node, (TraceValues){0});
    buffer_append(&renderer->pending, node->text);
    if (!node->ends_file) {
        buffer_append_byte(&renderer->pending, '\n');
    }
}

static void render_item(Renderer *renderer, const TemplateScope *scope, const TemplateNode *node,
                        Str key, const Value *item) {
    const TemplateScope *outside = scope;
    TemplateScope key_scope = {scope, node->key.text, NULL};
    if (!str_is_empty(node->key.text)) {
        key_scope.value = value_string(renderer->scratch, key, span_none());
        scope = &key_scope;
    }
    TemplateScope item_scope = {scope, node->item.text, item};
    tracer_enter(renderer->tracer, TRACE_FOR, node,
                 tracer_item(renderer->tracer, outside, node->expr, node->item.text, item));
    render_body(renderer, &item_scope, node->body);
    tracer_leave(renderer->tracer);
}

static void render_for(Renderer *renderer, const TemplateScope *scope, const TemplateNode *node) {
    const Value *value = evaluate_path(scope, node->expr);
    for (uint32_t i = 0; i < value_count(value); i++) {
        if (value->kind == VALUE_MAP) {
            const ValueMember *member = &value->as.map.members[i];
            render_item(renderer, scope, node, member->key, member->value);
        } else {
            render_item(renderer, scope, node, STR(""), value_item(value, i));
        }
    }
}

static void render_template(Renderer *renderer, const TemplateScope *scope,
                            const Template *template) {
    Str outer = tracer_in_template(renderer->tracer, template->path);
    render_body(renderer, scope, template->body);
    tracer_in_template(renderer->tracer, outer);
}

/* Whether the text after a node, in the same body, begins with a blank line. */
static bool precedes_blank_line(TemplateBody body, size_t index) {
    return index + 1 < body.count && body.nodes[index + 1].kind == TEMPLATE_TEXT &&
           str_starts_with(body.nodes[index + 1].text, STR("\n"));
}

static void render_include(Renderer *renderer, const TemplateScope *scope, const TemplateNode *node,
                           bool apart) {
    const Template *included = template_find(renderer->set, node->text);
    bool nested = renderer->nested;
    bool outer_apart = renderer->apart;
    renderer->nested = nested || node->nested;
    renderer->apart = apart;
    /* Formatted apart from what precedes it, so that it is remembered where only that differs. */
    if (!renderer->nested && !renderer->markdown && ends_with_blank_line(&renderer->pending)) {
        flush_pending(renderer);
    }
    renderer->include_depth++;
    tracer_enter(renderer->tracer, TRACE_INCLUDE, node, (TraceValues){0});
    render_template(renderer, scope, included);
    tracer_leave(renderer->tracer);
    renderer->include_depth--;
    renderer->nested = nested;
    renderer->apart = outer_apart;
}

static void render_body(Renderer *renderer, const TemplateScope *scope, TemplateBody body) {
    for (size_t i = 0; i < body.count; i++) {
        const TemplateNode *node = &body.nodes[i];
        switch (node->kind) {
        case TEMPLATE_TEXT:
            trace_pending(renderer, node, (TraceValues){0});
            buffer_append(&renderer->pending, node->text);
            break;
        case TEMPLATE_FINAL:
            render_final(renderer, node);
            break;
        case TEMPLATE_HOLE:
            trace_pending(renderer, node, tracer_values(renderer->tracer, scope, node->expr));
            template_write_hole(node->context, evaluate(renderer->scratch, scope, node->expr),
                                &renderer->pending);
            break;
        case TEMPLATE_IF:
            tracer_enter(renderer->tracer, TRACE_IF, node,
                         tracer_values(renderer->tracer, scope, node->expr));
            render_body(renderer, scope,
                        evaluate_condition(scope, node->expr) ? node->body : node->otherwise);
            tracer_leave(renderer->tracer);
            break;
        case TEMPLATE_FOR:
            render_for(renderer, scope, node);
            break;
        case TEMPLATE_INCLUDE:
            render_include(renderer, scope, node, precedes_blank_line(body, i));
            break;
        }
    }
}

/* Text is left as it is but for blank lines: one at most in a row, none at either end. */
static void tidy_text(Str text, Buffer *out) {
    bool blank_between = false;
    for (size_t begin = 0; begin < text.length;) {
        Str rest = str_slice(text, begin, text.length);
        size_t length = str_find_byte(rest, '\n');
        Str line = str_slice(rest, 0, length);
        begin += length + 1;
        if (str_is_empty(str_trim(line))) {
            blank_between = true;
            continue;
        }
        if (blank_between && out->length > 0) {
            buffer_append_byte(out, '\n');
        }
        blank_between = false;
        buffer_append(out, line);
        buffer_append_byte(out, '\n');
    }
}

/* What remains in `pending` goes to the output. */
static Str finish(Renderer *renderer) {
    Str pending = buffer_str(&renderer->pending);
    if (!renderer->markdown) {
        flush_pending(renderer);
        return buffer_str(&renderer->out);
    }
    tracer_flush(renderer->tracer, pending);
    tidy_text(pending, &renderer->out);
    return buffer_str(&renderer->out);
}

static Str render(Arena *arena, Renderer renderer, const Template *template, const Value *value) {
    TemplateScope scope = {.value = value};
    ArenaMark mark = arena_mark(renderer.scratch);
    renderer.out = buffer_new(arena);
    renderer.pending = buffer_new(renderer.scratch);
    renderer.markdown = template->markdown;
    render_template(&renderer, &scope, template);
    Str text = finish(&renderer);
    arena_rewind(renderer.scratch, mark);
    return text;
}

Str template_render(Arena *arena, Arena *scratch, const TemplateSet *set, const Template *template,
                    const Value *scope) {
    return template_render_with(arena, scratch, set, template, scope, NULL);
}

Str template_render_with(Arena *arena, Arena *scratch, const TemplateSet *set,
                         const Template *template, const Value *scope, Map *formatted) {
    Renderer renderer = {.scratch = scratch, .set = set, .formatted = formatted};
    return render(arena, renderer, template, scope);
}

Str template_render_traced(Arena *arena, Arena *scratch, const TemplateSet *set,
                           const Template *template, const Value *scope, Trace *ret_trace) {
    Tracer *tracer = tracer_new(arena);
    Renderer renderer = {.scratch = scratch, .set = set, .tracer = tracer};
    Str text = render(arena, renderer, template, scope);
    *ret_trace = tracer_finish(tracer, text);
    return text;
}
