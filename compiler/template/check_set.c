/* Which scope each template is checked in: the path says it. */
#include "template/template.h"

/* Files that are only included are checked where they are included. */
static bool is_only_included(Str path) {
    return str_equal(path, STR("header.tf")) || str_starts_with(path, STR("shared/"));
}

static bool read_scope(Arena *arena, DiagSink *sink, const Value *shapes, Str name,
                       const Shape **ret_shape) {
    Str problem = STR("");
    Span span = span_none();
    if (shape_read(arena, shapes, name, ret_shape, &problem, &span)) {
        return true;
    }
    diag_report(sink, MLS6103, span, "%.*s", STR_ARG(problem));
    return false;
}

bool template_set_check(Arena *arena, DiagSink *sink, const TemplateSet *set, const Value *shapes) {
    const Shape *deployment = NULL;
    const Shape *tree = NULL;
    if (!read_scope(arena, sink, shapes, STR("deployment"), &deployment) ||
        !read_scope(arena, sink, shapes, STR("tree"), &tree)) {
        return false;
    }
    bool valid = true;
    for (size_t i = 0; i < set->count; i++) {
        Str path = set->entries[i].path;
        const Shape *scope = str_starts_with(path, STR("environments/")) ? deployment : tree;
        if (!is_only_included(path)) {
            valid = template_check(arena, sink, set, path, scope) && valid;
        }
    }
    return valid;
}
