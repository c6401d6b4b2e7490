/*
 * Templates: output files with directives and holes.
 *
 * A directive is a line whose first character that is not blank is `@`:
 *
 *     @if CONDITION / @elif CONDITION / @else / @end
 *     @for NAME in LIST        @for KEY, NAME in MAP        @end
 *     @include "path"          of a template, from the root of templates/; sees the scope here
 *     @# a comment for the reader of the template
 *
 * A hole is `@{EXPRESSION}`, written for the place where it stands: a literal in expression
 * position, an escaped fragment inside quotes, an identifier (or quoted key) before `=` and in the
 * label of a block, one line of plain text in a comment. Beside letters or a dot it is a part of a
 * name. It cannot stand in a heredoc. `@raw{EXPRESSION}` pastes a string unchanged. `@@` is a
 * single @ in text; so is an @ that begins neither a hole nor a directive.
 *
 * Directive lines leave nothing behind, not even an empty line. In what is rendered, blank lines
 * at the beginning and end of the file, after an opening and before a closing bracket are dropped,
 * and of several in a row one stays. The brackets in a branch or loop must match.
 *
 * Expressions: paths (`cluster.version`), literals ("text", 12, true), `not`, `and`, `or`,
 * == != < <= > >=, `length(PATH)`, parentheses. A condition is bool; an optional field by itself
 * is true when present, and counts as present where that is known: in the branch, after `and`, in
 * the @else of a `not`. A key of a map (`labels.team`) is an optional field.
 *
 * Files that end in .md are text: holes are escaped for Markdown, in its code and diagrams for
 * these. All others are HCL.
 */
#ifndef MLSTACK_TEMPLATE_TEMPLATE_H
#define MLSTACK_TEMPLATE_TEMPLATE_H

#include "diag/diag.h"
#include "source/shape.h"
#include "source/value.h"
#include "support/buffer.h"
#include "support/map.h"

typedef struct Template Template;

typedef struct TemplateEntry {
    Str path; /* from templates/, "modules/cache/aws/main.tf" */
    const Template *template;
} TemplateEntry;

/* Sorted by path. */
typedef struct TemplateSet {
    const TemplateEntry *entries;
    size_t count;
} TemplateSet;

/* The templates the compiler was built with, parsed and checked then. Costs nothing. */
const TemplateSet *template_set_embedded(void);
/*
 * Reads every template below a folder. Mistakes are reported with their place. False when there
 * were any. `arena` and the sink's sources hold the result.
 */
bool template_set_load(Arena *arena, DiagSink *sink, Str directory, TemplateSet *ret_set);
const Template *template_find(const TemplateSet *set, Str path);

/* Reports every name or type that the scope's shape does not have. False when there were any. */
bool template_check(Arena *arena, DiagSink *sink, const TemplateSet *set, Str path,
                    const Shape *scope);
/*
 * Checks every template in the scope that its path has: environments/ in the shape `deployment`,
 * everything else in `tree`, and what is only included (header.tf, shared/) where it is included.
 * `shapes` is the document stdlib/deployment.yaml.
 */
bool template_set_check(Arena *arena, DiagSink *sink, const TemplateSet *set, const Value *shapes);

/*
 * Renders with a value of the checked shape. HCL output is formatted as `terraform fmt` formats
 * it. Cannot fail on a checked template and a value of its shape. The result is in `arena`, which
 * must not be `scratch`.
 */
Str template_render(Arena *arena, Arena *scratch, const TemplateSet *set, const Template *template,
                    const Value *scope);
/*
 * The same, remembering in `formatted`, a map of the caller's, what was formatted before. The map
 * refers to texts in `arena` and must not outlive it.
 */
Str template_render_with(Arena *arena, Arena *scratch, const TemplateSet *set,
                         const Template *template, const Value *scope, Map *formatted);

#endif
