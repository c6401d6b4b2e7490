/* Where holes stand in Markdown: running text, code, or a diagram. */
#include "template/context.h"

typedef struct MarkdownPlace {
    bool at_line_begin;
    bool in_fence;
    bool in_diagram;
    bool in_code_span;
} MarkdownPlace;

/* At the beginning of a line: opens or closes a fence. */
static void see_fence(MarkdownPlace *place, Str rest) {
    if (!str_starts_with(rest, STR("```"))) {
        return;
    }
    place->in_diagram = !place->in_fence && str_starts_with(rest, STR("```mermaid"));
    place->in_fence = !place->in_fence;
}

static void see_text(MarkdownPlace *place, Str text) {
    for (size_t i = 0; i < text.length; i++) {
        if (place->at_line_begin && text.data[i] == '`') {
            bool was_fenced = place->in_fence;
            see_fence(place, str_slice(text, i, text.length));
            if (place->in_fence != was_fenced) {
                i += 2;
                place->at_line_begin = false;
                continue;
            }
        }
        if (text.data[i] == '\n') {
            *place = (MarkdownPlace){.at_line_begin = true,
                                     .in_fence = place->in_fence,
                                     .in_diagram = place->in_diagram};
            continue;
        }
        if (text.data[i] == '`' && !place->in_fence) {
            place->in_code_span = !place->in_code_span;
        }
        place->at_line_begin = place->at_line_begin && text.data[i] == ' ';
    }
}

static HoleContext hole_context(const MarkdownPlace *place) {
    if (place->in_diagram) {
        return HOLE_DIAGRAM;
    }
    return place->in_fence || place->in_code_span ? HOLE_MARKDOWN_CODE : HOLE_MARKDOWN;
}

static TemplateBody place_body(Arena *arena, MarkdownPlace *place, TemplateBody body) {
    TemplateNode *nodes = arena_alloc_array(arena, body.count, sizeof *nodes);
    for (size_t i = 0; i < body.count; i++) {
        nodes[i] = body.nodes[i];
        switch (nodes[i].kind) {
        case TEMPLATE_TEXT:
        case TEMPLATE_FINAL:
            see_text(place, nodes[i].text);
            break;
        case TEMPLATE_HOLE:
            if (nodes[i].context != HOLE_RAW) {
                nodes[i].context = hole_context(place);
            }
            place->at_line_begin = false;
            break;
        case TEMPLATE_IF:
            nodes[i].body = place_body(arena, place, nodes[i].body);
            nodes[i].otherwise = place_body(arena, place, nodes[i].otherwise);
            break;
        case TEMPLATE_FOR:
            nodes[i].body = place_body(arena, place, nodes[i].body);
            break;
        case TEMPLATE_INCLUDE:
            break;
        }
    }
    return (TemplateBody){nodes, body.count};
}

void template_place_in_markdown(Arena *arena, Template *template) {
    MarkdownPlace place = {.at_line_begin = true};
    template->body = place_body(arena, &place, template->body);
}
