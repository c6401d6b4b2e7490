/* The tables that build_tools/value_table.c writes when the compiler is built. */
#ifndef MLSTACK_SCHEMA_EMBEDDED_H
#define MLSTACK_SCHEMA_EMBEDDED_H

#include "schema/schema.h"

extern const Schema embedded_schema;

#endif
