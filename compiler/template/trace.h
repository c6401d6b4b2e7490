/*
 * Where each line of a rendered text comes from: the line of a template, the values that were
 * written into it, and the loops, conditions and includes it stands in.
 *
 * Rendering formats what it writes, but formatting neither joins nor splits a line and keeps their
 * order; it only drops and adds blank ones. So lines are followed by counting those that are not
 * blank, in the text before formatting and after it.
 */
#ifndef MLSTACK_TEMPLATE_TRACE_H
#define MLSTACK_TEMPLATE_TRACE_H

#include "support/vector.h"
#include "template/template.h"

/* A value that a template names. */
typedef struct TraceValue {
    Str name;           /* as the template names it: "pool.nodes.min" */
    const Value *value; /* NULL when it is absent */
    Span origin;        /* of the value, or of the innermost value it is a part of that has one */
} TraceValue;

typedef VECTOR(TraceValue) TraceValues;

typedef enum TraceFrameKind {
    TRACE_IF,
    TRACE_FOR,
    TRACE_INCLUDE,
} TraceFrameKind;

/* What a line stands in. */
typedef struct TraceFrame TraceFrame;
struct TraceFrame {
    TraceFrameKind kind;
    const TraceFrame *outer; /* NULL for the outermost */
    Str template_path;       /* of the directive */
    uint32_t template_line;
    TraceValues values; /* those in the condition; the item of a loop; none for an include */
};

typedef struct TraceLine {
    Str template_path; /* from templates/; empty for a line that is not there */
    uint32_t template_line;
    TraceValues values; /* of the holes on the line, from left to right */
    const TraceFrame *frame;
} TraceLine;

typedef struct Trace {
    const TraceLine *lines; /* of the text, in order; a blank line has an empty template_path */
    size_t count;
} Trace;

/* Renders as template_render does, and follows every line. All of the trace is in `arena`. */
Str template_render_traced(Arena *arena, Arena *scratch, const TemplateSet *set,
                           const Template *template, const Value *scope, Trace *ret_trace);

#endif
