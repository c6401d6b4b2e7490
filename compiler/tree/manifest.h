/* `.mlstack/manifest.json`: which files in the output folder are ours, and their bytes' SHA-256. */
#ifndef MLSTACK_TREE_MANIFEST_H
#define MLSTACK_TREE_MANIFEST_H

#include "diag/diag.h"
#include "support/map.h"
#include "tree/tree.h"

#define MANIFEST_FOLDER ".mlstack"
#define MANIFEST_PATH ".mlstack/manifest.json"
#define MANIFEST_PENDING_PATH ".mlstack/pending.json"
#define MANIFEST_STAGING ".mlstack/staging"

enum { SHA256_HEX_LENGTH = 64 };

typedef struct Manifest {
    Str stack;  /* empty when there is no manifest */
    Str file;   /* base name of the stack file; empty in manifests that do not name it yet */
    Map hashes; /* path -> const Str *, hexadecimal */
} Manifest;

Str sha256_hex(Arena *arena, Str bytes);

/* The folder of the tree that a folder is in: the nearest with a manifest. Empty when in none. */
Str manifest_find_tree(Arena *arena, Str folder);
/* Whether a file of that path and hash was written by mlstack. */
bool manifest_lists(const Manifest *manifest, Str path, Str hash);

/* False when the text is not a manifest of a version that we know. */
bool manifest_parse(Arena *arena, Str text, Manifest *ret_manifest);
/*
 * Reads the manifest at folder/path; an absent file is an empty manifest. False when it cannot be
 * read or is not a manifest of a version that we know (reported).
 */
bool manifest_read(Arena *arena, DiagSink *sink, Str folder, Str path, Manifest *ret_manifest);
/* The text of the manifest of a tree, whose files are sorted by path. */
Str manifest_write(Arena *arena, const Tree *tree);

#endif
