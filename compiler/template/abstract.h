/*
 * A template as HCL without rendering it: every branch taken, every loop gone through once, and
 * every hole an identifier of underscores. What is checked on this tree holds for every rendering:
 * which resources, blocks and arguments there are. Arguments can come twice, from the branches of
 * an @if.
 *
 * The text is the template with its holes masked, so places in the tree are places in the
 * template. One that includes more than comments is put together as a source of its own, named
 * "PATH with includes".
 */
#ifndef MLSTACK_TEMPLATE_ABSTRACT_H
#define MLSTACK_TEMPLATE_ABSTRACT_H

#include "hcl/hcl.h"
#include "template/template.h"

/* For a checked template of template_set_load. False when its text is not HCL, which was reported.
 */
bool template_abstract(Arena *arena, DiagSink *sink, const TemplateSet *set,
                       const Template *template, const HclBody **ret_body);

#endif
