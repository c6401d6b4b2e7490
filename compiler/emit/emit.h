/*
 * From Deployments and templates to the output tree. The only room that sees both.
 *
 * templates/ mirrors the tree, with two folder names that stand for many:
 *
 *   environments/ENVIRONMENT/CLOUD/FILE   one per environment and cloud, the same text on every
 * cloud environments/ENVIRONMENT/aws/FILE     one per environment, on that cloud; goes before CLOUD
 *   modules/COMPONENT/CLOUD/FILE          one per cloud that has the component
 *   modules/COMPONENT/aws/FILE            on that cloud; goes before CLOUD
 *   global/FILE, README.md                one per stack
 *   header.tf, shared/                    included by others, never written
 *
 * FILE may lie in a folder of its own, as tests/stack.tftest.hcl does.
 *
 * A component is written where the Deployment's `uses` says so; one that `uses` does not name is
 * part of every stack. A file in which a template leaves nothing but comments is not written.
 */
#ifndef MLSTACK_EMIT_EMIT_H
#define MLSTACK_EMIT_EMIT_H

#include "resolve/deployment.h"
#include "template/trace.h"
#include "tree/tree.h"

/* The stack must have been resolved without errors, and the templates checked. */
Tree *emit_stack(Arena *arena, const TemplateSet *templates, const ResolvedStack *stack);
/*
 * The text of one file of that tree, and where each of its lines comes from. No lines when the
 * stack has no such file.
 */
Str emit_trace(Arena *arena, const TemplateSet *templates, const ResolvedStack *stack, Str path,
               Trace *ret_trace);

#endif
