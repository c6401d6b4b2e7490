#include "provider/language_schema.h"

/* Source: the Terraform language reference, version 1.11, and OpenTofu's, version 1.9. */

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define OPTIONAL(argument)                                                                         \
    { .name = STR_INIT(argument) }
#define REQUIRED(argument)                                                                         \
    { .name = STR_INIT(argument), .is_required = true }
#define TYPED(argument, notation)                                                                  \
    { .name = STR_INIT(argument), .type = STR_INIT("\"" notation "\"") }
#define ARGUMENTS(array) .arguments = (array), .argument_count = COUNT(array)
#define BLOCKS(array) .blocks = (array), .block_count = COUNT(array)

static const ArgumentSchema condition_arguments[] = {REQUIRED("condition"),
                                                     REQUIRED("error_message")};
static const BlockSchema condition = {ARGUMENTS(condition_arguments)};
/* Blocks whose inside is somebody else's business: a backend, a provisioner, a connection. */
static const BlockSchema anything = {.is_open = true};

static const ArgumentSchema lifecycle_arguments[] = {
    TYPED("create_before_destroy", "bool"),
    TYPED("prevent_destroy", "bool"),
    OPTIONAL("ignore_changes"),
    OPTIONAL("replace_triggered_by"),
    OPTIONAL("enabled"),
};
static const NestedBlockSchema lifecycle_blocks[] = {
    {.name = STR_INIT("precondition"), .block = &condition, .nesting = NESTING_LIST},
    {.name = STR_INIT("postcondition"), .block = &condition, .nesting = NESTING_LIST},
};
static const BlockSchema lifecycle = {ARGUMENTS(lifecycle_arguments), BLOCKS(lifecycle_blocks)};

static const ArgumentSchema terraform_arguments[] = {TYPED("required_version", "string"),
                                                     OPTIONAL("experiments")};
static const NestedBlockSchema terraform_blocks[] = {
    {.name = STR_INIT("required_providers"), .block = &anything, .nesting = NESTING_LIST},
    {.name = STR_INIT("backend"), .block = &anything, .nesting = NESTING_MAP, .most = 1},
    {.name = STR_INIT("cloud"), .block = &anything, .nesting = NESTING_SINGLE, .most = 1},
    {.name = STR_INIT("provider_meta"), .block = &anything, .nesting = NESTING_MAP},
    {.name = STR_INIT("encryption"), .block = &anything, .nesting = NESTING_SINGLE, .most = 1},
};

static const ArgumentSchema provider_arguments[] = {OPTIONAL("alias"), OPTIONAL("version"),
                                                    OPTIONAL("for_each")};

static const ArgumentSchema variable_arguments[] = {
    OPTIONAL("type"),
    TYPED("description", "string"),
    OPTIONAL("default"),
    TYPED("sensitive", "bool"),
    TYPED("nullable", "bool"),
    TYPED("ephemeral", "bool"),
    TYPED("deprecated", "string"),
};
static const NestedBlockSchema variable_blocks[] = {
    {.name = STR_INIT("validation"), .block = &condition, .nesting = NESTING_LIST},
};

static const ArgumentSchema output_arguments[] = {
    REQUIRED("value"),      TYPED("description", "string"), TYPED("sensitive", "bool"),
    OPTIONAL("depends_on"), TYPED("ephemeral", "bool"),     TYPED("deprecated", "string"),
};
static const NestedBlockSchema output_blocks[] = {
    {.name = STR_INIT("precondition"), .block = &condition, .nesting = NESTING_LIST},
};

static const ArgumentSchema module_arguments[] = {
    REQUIRED("source"),   OPTIONAL("version"),   TYPED("count", "number"),
    OPTIONAL("for_each"), OPTIONAL("providers"), OPTIONAL("depends_on"),
};

static const ArgumentSchema resource_arguments[] = {TYPED("count", "number"), OPTIONAL("for_each"),
                                                    OPTIONAL("provider"), OPTIONAL("depends_on")};
static const NestedBlockSchema resource_blocks[] = {
    {.name = STR_INIT("lifecycle"), .block = &lifecycle, .nesting = NESTING_SINGLE, .most = 1},
    {.name = STR_INIT("provisioner"), .block = &anything, .nesting = NESTING_MAP},
    {.name = STR_INIT("connection"), .block = &anything, .nesting = NESTING_SINGLE, .most = 1},
};
static const NestedBlockSchema data_blocks[] = {
    {.name = STR_INIT("lifecycle"), .block = &lifecycle, .nesting = NESTING_SINGLE, .most = 1},
};

static const ArgumentSchema moved_arguments[] = {REQUIRED("from"), REQUIRED("to")};

static const ArgumentSchema import_arguments[] = {
    REQUIRED("to"),       OPTIONAL("id"),       OPTIONAL("identity"),
    OPTIONAL("for_each"), OPTIONAL("provider"),
};

static const ArgumentSchema removed_arguments[] = {REQUIRED("from")};
static const NestedBlockSchema removed_blocks[] = {
    {.name = STR_INIT("lifecycle"), .block = &anything, .nesting = NESTING_SINGLE, .most = 1},
    {.name = STR_INIT("provisioner"), .block = &anything, .nesting = NESTING_MAP},
    {.name = STR_INIT("connection"), .block = &anything, .nesting = NESTING_SINGLE, .most = 1},
};

static const NestedBlockSchema check_blocks[] = {
    {.name = STR_INIT("assert"), .block = &condition, .nesting = NESTING_LIST, .least = 1},
    {.name = STR_INIT("data"), .block = &anything, .nesting = NESTING_MAP, .most = 1},
};

const LanguageBlock language_blocks[LANGUAGE_KIND_COUNT] = {
    [LANGUAGE_TERRAFORM] = {STR_INIT("terraform"),
                            0,
                            {ARGUMENTS(terraform_arguments), BLOCKS(terraform_blocks)}},
    [LANGUAGE_PROVIDER] = {STR_INIT("provider"), 1, {ARGUMENTS(provider_arguments)}},
    [LANGUAGE_VARIABLE] = {STR_INIT("variable"),
                           1,
                           {ARGUMENTS(variable_arguments), BLOCKS(variable_blocks)}},
    [LANGUAGE_LOCALS] = {STR_INIT("locals"), 0, {.takes_any_argument = true}},
    [LANGUAGE_OUTPUT] = {STR_INIT("output"),
                         1,
                         {ARGUMENTS(output_arguments), BLOCKS(output_blocks)}},
    [LANGUAGE_MODULE] = {STR_INIT("module"),
                         1,
                         {ARGUMENTS(module_arguments), .takes_any_argument = true}},
    [LANGUAGE_RESOURCE] = {STR_INIT("resource"),
                           2,
                           {ARGUMENTS(resource_arguments), BLOCKS(resource_blocks)}},
    [LANGUAGE_DATA] = {STR_INIT("data"), 2, {ARGUMENTS(resource_arguments), BLOCKS(data_blocks)}},
    [LANGUAGE_EPHEMERAL] = {STR_INIT("ephemeral"),
                            2,
                            {ARGUMENTS(resource_arguments), BLOCKS(data_blocks)}},
    [LANGUAGE_MOVED] = {STR_INIT("moved"), 0, {ARGUMENTS(moved_arguments)}},
    [LANGUAGE_IMPORT] = {STR_INIT("import"), 0, {ARGUMENTS(import_arguments)}},
    [LANGUAGE_REMOVED] = {STR_INIT("removed"),
                          0,
                          {ARGUMENTS(removed_arguments), BLOCKS(removed_blocks)}},
    [LANGUAGE_CHECK] = {STR_INIT("check"), 1, {BLOCKS(check_blocks)}},
};

static const ArgumentSchema terraform_data_arguments[] = {
    OPTIONAL("input"),
    OPTIONAL("triggers_replace"),
    {.name = STR_INIT("output"), .is_computed = true, .is_read_only = true},
    {.name = STR_INIT("id"), .is_computed = true, .is_read_only = true},
};

const BlockSchema language_terraform_data = {ARGUMENTS(terraform_data_arguments)};

bool language_is_module_argument(Str name) {
    /* Not there yet, but kept free by terraform. */
    static const Str reserved[] = {STR_INIT("lifecycle"), STR_INIT("locals")};
    for (size_t i = 0; i < COUNT(reserved); i++) {
        if (str_equal(name, reserved[i])) {
            return true;
        }
    }
    return block_schema_argument(&language_blocks[LANGUAGE_MODULE].schema, name) != NULL;
}
