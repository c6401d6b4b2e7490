/* Templates against the provider schemas, while the compiler is built. */
#ifndef MLSTACK_BUILD_TOOLS_TEMPLATE_SCHEMAS_H
#define MLSTACK_BUILD_TOOLS_TEMPLATE_SCHEMAS_H

#include "template/template.h"

/*
 * Checks every resource, block and argument of the .tf templates, folder by folder as they will
 * stand on each cloud. The templates must have been checked. False when mistakes were reported.
 */
bool templates_fit_schemas(Arena *arena, DiagSink *sink, const TemplateSet *set);

#endif
