/*
 * The folders of a tree that hold Terraform files, which of them are roots, and which call which.
 *
 * A root is a folder with .tf files that no module block of another folder points to. Folders
 * outside of the tree are read too when a module's source leads there, so one root can be
 * judged on its own.
 */
#ifndef MLSTACK_TERRAFORM_FOLDERS_H
#define MLSTACK_TERRAFORM_FOLDERS_H

#include "provider/provider_schema.h"
#include "support/file.h"
#include "support/map.h"
#include "terraform/providers.h"
#include "tree/manifest.h"

/* In a root, hidden: the versions of providers that init chose, with their hashes. */
#define LOCK_FILE ".terraform.lock.hcl"

/* A file that could change terraform's opinion of the folder. */
typedef struct FolderText {
    Str name; /* path from the folder */
    Str text;
    bool is_generated_test; /* and as it was written */
} FolderText;

typedef struct Folder {
    Str path;             /* as it can be opened, without "." and ".." where they cancel out */
    bool in_tree;         /* below the tree's folder */
    bool is_called;       /* by another folder's module block */
    bool can_be_judged;   /* its modules are folders that are there, its providers to be had */
    bool fetches_modules; /* calls some that terraform is to fetch from elsewhere */
    size_t unreadable;    /* files with mistakes in their syntax, of which a part is unknown */
    Module module;        /* what the lesser check wants to know */
    VECTOR(ModuleFile) files;
    VECTOR(ModuleCall) calls;
    VECTOR(struct Folder *) called; /* in the order of the calls; only those that are there */
    VECTOR(FolderText) texts;
} Folder;

typedef VECTOR(Folder *) FolderVector;

typedef struct Folders {
    Arena *arena;
    DiagSink *sink; /* for what is wrong with the tree itself */
    /*
     * Where mistakes in the files go when they are parsed. Terraform finds them too, and says so in
     * its own words, so with terraform as judge this is a sink that nobody reads.
     */
    DiagSink *syntax_sink;
    Str tree;
    ProviderOrigin providers;
    Map by_path;   /* Folder, by its path */
    Map files;     /* FileId of what has been read, by path */
    Map manifests; /* Manifest, by the folder that has it: there may be several trees below one */
    FolderVector all;
} Folders;

/* False when the tree cannot be read or holds no Terraform files; the sink says which. */
bool folders_read(Arena *arena, DiagSink *sink, DiagSink *syntax_sink, Str tree,
                  ProviderOrigin providers, Folders **ret_folders);
/* The folders that are roots, by path. */
FolderVector folders_roots(const Folders *folders);
/* The folder and all that it reaches through module blocks, each once. */
FolderVector folders_reached(Arena *arena, Folder *root);
/*
 * Equal for two roots about which terraform must say the same: the files (but .tfvars, which
 * validate does not read, and a generated test as it was written, which differs in values only),
 * the modules they reach and, with real providers, the lock files.
 */
Str folders_signature(Arena *arena, const Folder *root);
/* Whether terraform runs a file of that path in a root as a test. */
bool folders_is_test(Str name);
/* The file in the sources, read if need be; 0 when it cannot be read. */
FileId folders_file(Folders *folders, Str path);
/* "a/c" of "a/./b/../c". */
Str folders_normalize(Arena *arena, Str path);
/* The path from the tree's folder: "environments/dev/aws"; "." for the tree itself. */
Str folders_relative(const Folders *folders, Str path);

#endif
