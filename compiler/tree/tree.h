/*
 * The output tree: files in memory first, on disk only when everything compiled.
 *
 * Ownership. `.mlstack/manifest.json` in the output folder lists every file we wrote with the
 * SHA-256 of its bytes. Nothing else is ever changed or removed:
 *
 *   on disk                                   what happens
 *   absent                                    written
 *   the bytes we would write                  left as it is (and not touched)
 *   listed, bytes as listed                   replaced, or removed when no longer generated
 *   listed, other bytes (edited by hand)      error, nothing is written
 *   not listed, other bytes                   error, nothing is written
 *
 * Atomicity. All new bytes are first written to `.mlstack/staging/`. Then `.mlstack/pending.json`,
 * the manifest to be, is put in place, the staged files are renamed to their places, stale files
 * are removed, and pending.json becomes manifest.json. Whatever fails before the first rename
 * leaves the folder as it was. After a crash between the renames, files whose bytes either manifest
 * lists are recognised as ours and the next run finishes the work. Files are not synced one by one:
 * a power cut may cost a rebuild, never a file that is not ours.
 */
#ifndef MLSTACK_TREE_TREE_H
#define MLSTACK_TREE_TREE_H

#include "diag/diag.h"
#include "support/vector.h"

typedef struct TreeFile {
    Str path; /* relative, with '/', no '.' or '..' in it: "modules/cache/aws/main.tf" */
    Str text;
} TreeFile;

typedef struct Tree {
    Arena *arena;
    Str stack; /* name of the stack that the folder belongs to */
    Str file;  /* base name of the stack file: "fraud-serving.mlstack" */
    VECTOR(TreeFile) files;
} Tree;

Tree *tree_new(Arena *arena, Str stack, Str file);
/* A path that would leave the folder, or is there already, is a programming error (asserted). */
void tree_add(Tree *tree, Str path, Str text);

typedef enum ChangeKind {
    CHANGE_NONE,
    CHANGE_CREATE,
    CHANGE_UPDATE,
    CHANGE_REMOVE,
} ChangeKind;

typedef struct Change {
    ChangeKind kind;
    Str path;
    Str text; /* empty for CHANGE_REMOVE */
} Change;

typedef struct ChangeSet {
    Str folder;
    const Change *changes; /* by path */
    size_t count;
    size_t created;
    size_t updated;
    size_t removed;
    Str manifest;          /* the text of manifest.json afterwards */
    bool manifest_differs; /* from what is on disk */
} ChangeSet;

/*
 * Compares the tree with the folder, which need not exist. False, with errors in the sink, when
 * a file that is not ours or was edited is in the way, or the folder cannot be read.
 */
bool tree_compare(Arena *arena, DiagSink *sink, Tree *tree, Str folder, ChangeSet *ret_changes);

/* Carries the changes out; a set without changes touches no file. False when the disk refused. */
bool tree_commit(Arena *arena, DiagSink *sink, const ChangeSet *changes);

#endif
