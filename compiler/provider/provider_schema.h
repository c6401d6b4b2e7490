/*
 * What the Terraform providers accept: blocks, arguments, types. From stdlib/schemas/, which the
 * build turns into one compressed protobuf message per type.
 */
#ifndef MLSTACK_PROVIDER_PROVIDER_SCHEMA_H
#define MLSTACK_PROVIDER_PROVIDER_SCHEMA_H

#include "diag/diag.h"
#include "hcl/hcl.h"

typedef struct Provider Provider;

typedef enum ProviderKind {
    PROVIDER_CONFIG, /* the provider block itself; its type name is empty */
    PROVIDER_RESOURCE,
    PROVIDER_DATA,
    PROVIDER_EPHEMERAL,
    PROVIDER_KIND_COUNT,
} ProviderKind;

/* By local name: "aws", "google", "azurerm". NULL when unknown. */
const Provider *provider_find(Str name);
/* The provider that a resource type belongs to by its prefix: "aws" for "aws_vpc". NULL likewise.
 */
const Provider *provider_of_type(Str type);
size_t provider_count(void);
const Provider *provider_at(size_t index);      /* in the order of their names */
Str provider_name(const Provider *provider);    /* "aws" */
Str provider_source(const Provider *provider);  /* "hashicorp/aws" */
Str provider_version(const Provider *provider); /* "6.47.0" */

/* One file of a Terraform module or root. */
typedef struct ModuleFile {
    Str path; /* from the top of the tree, "modules/cache/aws/main.tf" */
    FileId file;
    const HclBody *body;
} ModuleFile;

typedef struct Module Module;

/* A module block and what it calls. */
typedef struct ModuleCall {
    Str name;
    const Module *module; /* NULL when it is not known: then its arguments are not checked */
} ModuleCall;

/* One folder of Terraform files. */
struct Module {
    const ModuleFile *files;
    size_t file_count;
    const ModuleCall *calls;
    size_t call_count;
};

typedef struct CheckOptions {
    /*
     * The files stand for many: a template with all its branches in sequence. An argument may then
     * come twice, and a name may be declared in a branch that this text does not have.
     */
    bool is_abstract;
} CheckOptions;

/*
 * The lesser check, without terraform: blocks, arguments, required ones, types of literals, and
 * references between resources, variables, locals, modules and outputs, of one folder.
 * Reports each mistake on its place in the file. False when there were any.
 */
bool provider_check_module(Arena *arena, DiagSink *sink, const Module *module,
                           CheckOptions options);

#endif
