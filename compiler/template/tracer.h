/* What the renderer tells while it renders for a trace (template/trace.h). */
#ifndef MLSTACK_TEMPLATE_TRACER_H
#define MLSTACK_TEMPLATE_TRACER_H

#include "template/evaluate.h"
#include "template/trace.h"

typedef struct Tracer Tracer;

/* Keeps everything in the arena. The other functions accept NULL and then do nothing. */
Tracer *tracer_new(Arena *arena);

/* The values that the expression names. */
TraceValues tracer_values(Tracer *tracer, const TemplateScope *scope, const TemplateExpr *expr);
/* The item of a loop over the path. */
TraceValues tracer_item(Tracer *tracer, const TemplateScope *scope, const TemplateExpr *path,
                        Str name, const Value *item);

/* Between them the lines stand in a frame. */
void tracer_enter(Tracer *tracer, TraceFrameKind kind, const TemplateNode *node,
                  TraceValues values);
void tracer_leave(Tracer *tracer);
/* Inside an include, or at the top: the template whose nodes follow. Returns the one before. */
Str tracer_in_template(Tracer *tracer, Str path);

/* The node's text, or what was written for its hole, is in what is pending from `begin` on. */
void tracer_add(Tracer *tracer, const TemplateNode *node, size_t begin, TraceValues values);
/* What is pending goes to the output: its lines are followed, and it is empty afterwards. */
void tracer_flush(Tracer *tracer, Str pending);
/* Final text goes to the output as it is. */
void tracer_add_final(Tracer *tracer, const TemplateNode *node);

/* The lines of the text that was rendered. */
Trace tracer_finish(const Tracer *tracer, Str text);

#endif
