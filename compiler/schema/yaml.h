/* YAML files as plain data, through libyaml, with the place of every node. */
#ifndef MLSTACK_SCHEMA_YAML_H
#define MLSTACK_SCHEMA_YAML_H

#include "diag/diag.h"
#include "source/value.h"

/*
 * Reads one document of the file, which must be in the sink's sources. Plain scalars: `true` and
 * `false` are bool, decimal digits without a leading zero are int, `null`, `~` and nothing are
 * null; everything else, and everything quoted, is a string (so 1.30 keeps its zero). Keys are
 * texts as spelt. Anchors, aliases, tags, further documents, duplicate keys and deep nesting are
 * refused. False when a mistake was reported.
 */
bool yaml_parse(Arena *arena, DiagSink *sink, FileId file, const Value **ret_value);

#endif
