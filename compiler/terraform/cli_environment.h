/*
 * What a terraform of ours finds around it: a configuration file and variables, and nothing of the
 * user's own but PATH and, when it downloads, the way to the network.
 */
#ifndef MLSTACK_TERRAFORM_CLI_ENVIRONMENT_H
#define MLSTACK_TERRAFORM_CLI_ENVIRONMENT_H

#include "terraform/terraform.h"

/* Writes the configuration into the scratch folder. False, reported, when it cannot be written. */
bool cli_environment_prepare(const TerraformSession *session);
/* "NAME=value", NULL last. `data`: a folder in the scratch folder for what init leaves behind. */
const char *const *cli_environment_variables(const TerraformSession *session, Str data);

#endif
