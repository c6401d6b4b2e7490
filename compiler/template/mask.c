#include "template/context.h"

#include <string.h>

static void mask_body(char *mask, Str source, TemplateBody body) {
    for (size_t i = 0; i < body.count; i++) {
        const TemplateNode *node = &body.nodes[i];
        size_t length = node->span.end - node->span.begin;
        switch (node->kind) {
        case TEMPLATE_TEXT:
        case TEMPLATE_FINAL:
            memcpy(mask + node->span.begin, source.data + node->span.begin, length);
            break;
        case TEMPLATE_HOLE:
            memset(mask + node->span.begin, TEMPLATE_MASK_BYTE, length);
            break;
        case TEMPLATE_IF:
            mask_body(mask, source, node->body);
            mask_body(mask, source, node->otherwise);
            break;
        case TEMPLATE_FOR:
            mask_body(mask, source, node->body);
            break;
        case TEMPLATE_INCLUDE:
            break;
        }
    }
}

Str template_mask(Arena *arena, Str source, TemplateBody body) {
    char *mask = arena_alloc(arena, source.length + 1);
    for (size_t i = 0; i < source.length; i++) {
        mask[i] = source.data[i] == '\n' ? '\n' : ' ';
    }
    mask_body(mask, source, body);
    return (Str){mask, source.length};
}
