/* From a template's text to its tree. */
#ifndef MLSTACK_TEMPLATE_PARSE_H
#define MLSTACK_TEMPLATE_PARSE_H

#include "template/template_tree.h"

/*
 * Parses a file of the sink's sources. Its path in the set is `path`. False when mistakes were
 * reported; the tree then holds what could be understood.
 */
bool template_parse(Arena *arena, DiagSink *sink, FileId file, Str path,
                    const Template **ret_template);

#endif
