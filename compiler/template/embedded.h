/* The table that build_tools/template_table.c writes. */
#ifndef MLSTACK_TEMPLATE_EMBEDDED_H
#define MLSTACK_TEMPLATE_EMBEDDED_H

#include "template/template_tree.h"

extern const TemplateSet embedded_templates;

#endif
