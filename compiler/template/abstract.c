#include "template/abstract.h"

#include "template/context.h"

typedef struct Expander {
    Arena *arena;
    Sources *sources;
    const TemplateSet *set;
    Buffer text;
    bool included; /* anything but blanks and comments */
} Expander;

static void expand(Expander *expander, const Template *template);

static bool is_prose(Arena *arena, Str text) {
    HclTokenVector tokens = {0};
    hcl_scan(arena, text, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        if (tokens.items[i].kind != HCL_TOKEN_NEWLINE &&
            tokens.items[i].kind != HCL_TOKEN_COMMENT) {
            return false;
        }
    }
    return true;
}

/* Copies the mask up to each include, whose line is blank there, and then what is included. */
static void expand_body(Expander *expander, Str mask, TemplateBody body, size_t *cursor) {
    for (size_t i = 0; i < body.count; i++) {
        const TemplateNode *node = &body.nodes[i];
        if (node->kind == TEMPLATE_INCLUDE) {
            buffer_append(&expander->text, str_slice(mask, *cursor, node->span.begin));
            *cursor = node->span.end;
            size_t before = expander->text.length;
            expand(expander, template_find(expander->set, node->text));
            Str added = str_slice(buffer_str(&expander->text), before, expander->text.length);
            expander->included = expander->included || !is_prose(expander->arena, added);
        } else if (node->kind == TEMPLATE_IF || node->kind == TEMPLATE_FOR) {
            expand_body(expander, mask, node->body, cursor);
            expand_body(expander, mask, node->otherwise, cursor);
        }
    }
}

static void expand(Expander *expander, const Template *template) {
    Str source = sources_text(expander->sources, template->file);
    Str mask = template_mask(expander->arena, source, template->body);
    size_t cursor = 0;
    expand_body(expander, mask, template->body, &cursor);
    buffer_append(&expander->text, str_slice(mask, cursor, mask.length));
}

bool template_abstract(Arena *arena, DiagSink *sink, const TemplateSet *set,
                       const Template *template, const HclBody **ret_body) {
    Expander expander = {.arena = arena, .sources = diag_sources(sink), .set = set};
    expander.text = buffer_new(arena);
    expand(&expander, template);
    if (!expander.included) {
        Str source = sources_text(expander.sources, template->file);
        Str mask = template_mask(arena, source, template->body);
        return hcl_parse_text(arena, sink, template->file, mask, ret_body);
    }
    Str name = str_format(arena, "%.*s with includes",
                          STR_ARG(sources_name(expander.sources, template->file)));
    FileId file = sources_add(expander.sources, name, buffer_str(&expander.text));
    return hcl_parse(arena, sink, file, ret_body);
}
