/*
 * What can only be judged over all layers of a stack: fields that every block needs somewhere, and
 * labels that two kinds of block share.
 */
#ifndef MLSTACK_CHECK_REQUIRED_H
#define MLSTACK_CHECK_REQUIRED_H

#include "check/layers.h"

/* A required field may come from any layer, but must be there in every environment and cloud. */
void check_required_fields(const Context *context, const LayerVector *layers);

/* Kinds of one label group, such as pool and gpu, may not have a label in common. */
void check_label_groups(Checker *checker, const LayerVector *layers);

#endif
