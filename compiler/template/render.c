/*
 * Rendering: walks a checked template with a value of its shape.
 *
 * HCL is collected in `pending` and formatted piece by piece. Final text (final.c) needs no
 * formatting: it goes to the output as it is whenever what is pending ends with a blank line.
 * Pieces are separated by one blank line.
 */
#include "template/template_tree.h"

#include <inttypes.h>

#include "hcl/hcl.h"
#include "template/write_hole.h"

typedef struct Variables Variables;
struct Variables {
    const Variables *outer;
    Str name;
    const Value *value;
};

typedef struct Renderer {
    Arena *scratch;
    const TemplateSet *set;
    const Value *scope;
    Map *formatted; /* text before formatting -> Str after it; NULL to remember nothing */
    Buffer out;
    Buffer pending;
    unsigned include_depth;
    bool nested; /* in an include inside brackets, where nothing is final */
    bool markdown;
} Renderer;

static void render_body(Renderer *renderer, const Variables *variables, TemplateBody body);

static const Value *lookup(const Renderer *renderer, const Variables *variables,
                           const TemplateExpr *path) {
    const Value *value = NULL;
    const Variables *v = variables;
    while (v != NULL && !str_equal(v->name, path->names[0].text)) {
        v = v->outer;
    }
    value = v != NULL ? v->value : value_get(renderer->scope, path->names[0].text);
    for (size_t i = 1; i < path->name_count; i++) {
        value = value_get(value, path->names[i].text);
    }
    return value;
}

static bool is_true(const Renderer *renderer, const Variables *variables, const TemplateExpr *expr);

static int64_t integer_of(const Renderer *renderer, const Variables *variables,
                          const TemplateExpr *expr) {
    if (expr->kind == TEMPLATE_INT) {
        return expr->integer;
    }
    if (expr->kind == TEMPLATE_LENGTH) {
        return value_count(lookup(renderer, variables, expr->left));
    }
    return value_integer(lookup(renderer, variables, expr));
}

static Str text_of(const Renderer *renderer, const Variables *variables, const TemplateExpr *expr) {
    return expr->kind == TEMPLATE_STRING ? expr->text
                                         : value_text(lookup(renderer, variables, expr));
}

/* What a checked expression evaluates to, by its form and, for a path, by its value. */
static ValueKind kind_of(const Renderer *renderer, const Variables *variables,
                         const TemplateExpr *expr) {
    switch (expr->kind) {
    case TEMPLATE_PATH: {
        const Value *value = lookup(renderer, variables, expr);
        return value == NULL ? VALUE_NULL : value->kind;
    }
    case TEMPLATE_STRING:
        return VALUE_STRING;
    case TEMPLATE_INT:
    case TEMPLATE_LENGTH:
        return VALUE_INT;
    case TEMPLATE_BOOL:
    case TEMPLATE_NOT:
    case TEMPLATE_AND:
    case TEMPLATE_OR:
    case TEMPLATE_EQUAL:
    case TEMPLATE_NOT_EQUAL:
    case TEMPLATE_LESS:
    case TEMPLATE_LESS_EQUAL:
    case TEMPLATE_GREATER:
    case TEMPLATE_GREATER_EQUAL:
        return VALUE_BOOL;
    }
    return VALUE_NULL;
}

static bool are_equal(const Renderer *renderer, const Variables *variables,
                      const TemplateExpr *expr) {
    switch (kind_of(renderer, variables, expr->left)) {
    case VALUE_STRING:
        return str_equal(text_of(renderer, variables, expr->left),
                         text_of(renderer, variables, expr->right));
    case VALUE_INT:
        return integer_of(renderer, variables, expr->left) ==
               integer_of(renderer, variables, expr->right);
    case VALUE_BOOL:
        return is_true(renderer, variables, expr->left) ==
               is_true(renderer, variables, expr->right);
    case VALUE_NULL:
    case VALUE_LIST:
    case VALUE_MAP:
        return false;
    }
    return false;
}

/* An optional path is true when it is present; a bool is what it is. */
static bool is_true(const Renderer *renderer, const Variables *variables,
                    const TemplateExpr *expr) {
    switch (expr->kind) {
    case TEMPLATE_PATH: {
        const Value *value = lookup(renderer, variables, expr);
        return !value_is_null(value) && (value->kind != VALUE_BOOL || value->as.boolean);
    }
    case TEMPLATE_BOOL:
    case TEMPLATE_INT:
        return expr->integer != 0;
    case TEMPLATE_STRING:
        return true;
    case TEMPLATE_LENGTH:
        return integer_of(renderer, variables, expr) != 0;
    case TEMPLATE_NOT:
        return !is_true(renderer, variables, expr->left);
    case TEMPLATE_AND:
        return is_true(renderer, variables, expr->left) &&
               is_true(renderer, variables, expr->right);
    case TEMPLATE_OR:
        return is_true(renderer, variables, expr->left) ||
               is_true(renderer, variables, expr->right);
    case TEMPLATE_EQUAL:
        return are_equal(renderer, variables, expr);
    case TEMPLATE_NOT_EQUAL:
        return !are_equal(renderer, variables, expr);
    case TEMPLATE_LESS:
        return integer_of(renderer, variables, expr->left) <
               integer_of(renderer, variables, expr->right);
    case TEMPLATE_LESS_EQUAL:
        return integer_of(renderer, variables, expr->left) <=
               integer_of(renderer, variables, expr->right);
    case TEMPLATE_GREATER:
        return integer_of(renderer, variables, expr->left) >
               integer_of(renderer, variables, expr->right);
    case TEMPLATE_GREATER_EQUAL:
        return integer_of(renderer, variables, expr->left) >=
               integer_of(renderer, variables, expr->right);
    }
    return false;
}

/* The value of a hole's expression. Paths are not copied. */
static const Value *evaluate(const Renderer *renderer, const Variables *variables,
                             const TemplateExpr *expr) {
    if (expr->kind == TEMPLATE_PATH) {
        const Value *value = lookup(renderer, variables, expr);
        return value == NULL ? value_null() : value;
    }
    switch (kind_of(renderer, variables, expr)) {
    case VALUE_STRING:
        return value_string(renderer->scratch, expr->text, span_none());
    case VALUE_INT:
        return value_int(renderer->scratch, integer_of(renderer, variables, expr), span_none());
    case VALUE_BOOL:
        return value_bool(renderer->scratch, is_true(renderer, variables, expr), span_none());
    case VALUE_NULL:
    case VALUE_LIST:
    case VALUE_MAP:
        return value_null();
    }
    return value_null();
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

static void add_piece(Renderer *renderer, Str text) {
    if (text.length == 0) {
        return;
    }
    if (renderer->out.length > 0) {
        buffer_append_byte(&renderer->out, '\n');
    }
    buffer_append(&renderer->out, text);
    if (text.data[text.length - 1] != '\n') {
        buffer_append_byte(&renderer->out, '\n');
    }
}

/* Roots share most of their text, so most of it was formatted for another root already. */
static void format_pending(Renderer *renderer, Str text) {
    const Str *known = renderer->formatted == NULL ? NULL : map_get(renderer->formatted, text);
    if (known != NULL) {
        buffer_append(&renderer->out, *known);
        return;
    }
    size_t begin = renderer->out.length;
    hcl_format_tidy(renderer->scratch, text, &renderer->out);
    if (renderer->formatted != NULL) {
        Arena *arena = renderer->formatted->arena;
        Str *after = ARENA_NEW(arena, Str);
        *after =
            str_copy(arena, str_slice(buffer_str(&renderer->out), begin, renderer->out.length));
        map_set(renderer->formatted, str_copy(arena, text), after);
    }
}

static void flush_pending(Renderer *renderer) {
    if (str_is_empty(str_trim(buffer_str(&renderer->pending)))) {
        renderer->pending.length = 0;
        return;
    }
    if (renderer->out.length > 0) {
        buffer_append_byte(&renderer->out, '\n');
    }
    format_pending(renderer, buffer_str(&renderer->pending));
    if (renderer->out.data[renderer->out.length - 1] != '\n') {
        buffer_append_byte(&renderer->out, '\n');
    }
    renderer->pending.length = 0;
}

static void render_final(Renderer *renderer, const TemplateNode *node) {
    bool alone = !renderer->nested && ends_with_blank_line(&renderer->pending) &&
                 (!node->ends_file || renderer->include_depth == 0);
    if (alone) {
        flush_pending(renderer);
        add_piece(renderer, node->text);
        return;
    }
    buffer_append(&renderer->pending, node->text);
    if (!node->ends_file) {
        buffer_append_byte(&renderer->pending, '\n');
    }
}

static void render_item(Renderer *renderer, const Variables *variables, const TemplateNode *node,
                        Str key, const Value *item) {
    Variables key_variable = {variables, node->key.text, NULL};
    if (!str_is_empty(node->key.text)) {
        key_variable.value = value_string(renderer->scratch, key, span_none());
        variables = &key_variable;
    }
    Variables item_variable = {variables, node->item.text, item};
    render_body(renderer, &item_variable, node->body);
}

static void render_for(Renderer *renderer, const Variables *variables, const TemplateNode *node) {
    const Value *value = lookup(renderer, variables, node->expr);
    for (uint32_t i = 0; i < value_count(value); i++) {
        if (value->kind == VALUE_MAP) {
            const ValueMember *member = &value->as.map.members[i];
            render_item(renderer, variables, node, member->key, member->value);
        } else {
            render_item(renderer, variables, node, STR(""), value_item(value, i));
        }
    }
}

static void render_include(Renderer *renderer, const Variables *variables,
                           const TemplateNode *node) {
    const Template *included = template_find(renderer->set, node->text);
    bool nested = renderer->nested;
    renderer->nested = nested || node->nested;
    renderer->include_depth++;
    render_body(renderer, variables, included->body);
    renderer->include_depth--;
    renderer->nested = nested;
}

static void render_body(Renderer *renderer, const Variables *variables, TemplateBody body) {
    for (size_t i = 0; i < body.count; i++) {
        const TemplateNode *node = &body.nodes[i];
        switch (node->kind) {
        case TEMPLATE_TEXT:
            buffer_append(&renderer->pending, node->text);
            break;
        case TEMPLATE_FINAL:
            render_final(renderer, node);
            break;
        case TEMPLATE_HOLE:
            template_write_hole(node->context, evaluate(renderer, variables, node->expr),
                                &renderer->pending);
            break;
        case TEMPLATE_IF:
            render_body(renderer, variables,
                        is_true(renderer, variables, node->expr) ? node->body : node->otherwise);
            break;
        case TEMPLATE_FOR:
            render_for(renderer, variables, node);
            break;
        case TEMPLATE_INCLUDE:
            render_include(renderer, variables, node);
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

Str template_render(Arena *arena, Arena *scratch, const TemplateSet *set, const Template *template,
                    const Value *scope) {
    return template_render_with(arena, scratch, set, template, scope, NULL);
}

Str template_render_with(Arena *arena, Arena *scratch, const TemplateSet *set,
                         const Template *template, const Value *scope, Map *formatted) {
    ArenaMark mark = arena_mark(scratch);
    Renderer renderer = {.scratch = scratch, .set = set, .scope = scope, .formatted = formatted};
    renderer.out = buffer_new(arena);
    renderer.pending = buffer_new(scratch);
    render_body(&renderer, NULL, template->body);
    if (template->markdown) {
        tidy_text(buffer_str(&renderer.pending), &renderer.out);
    } else {
        flush_pending(&renderer);
    }
    arena_rewind(scratch, mark);
    return buffer_str(&renderer.out);
}
