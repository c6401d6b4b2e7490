/*
 * Names of resources: the stack's, the environment's and a label, in the form that the cloud
 * allows.
 *
 * A name is its parts joined by hyphens. It ends in a hash where it has to be unique in the world,
 * where the cloud keeps it for days after deletion (then the hash holds the generation), and where
 * it had to be cut or had letters taken out, so that two different names never become one.
 */
#ifndef MLSTACK_RESOLVE_NAMES_H
#define MLSTACK_RESOLVE_NAMES_H

#include "resolve/resolver.h"

/* Lower-case letters and digits from a 64-bit hash of the texts; length is at most 12. */
Str name_hash(Arena *arena, const Str *texts, size_t count, size_t length);

/*
 * A name for a resource of a kind in stdlib/names.yaml, from at most eight parts; empty ones are
 * left out. The span is what a message about the name points at.
 */
Str name_make(Resolver *resolver, const char *kind, const Str *parts, size_t count, Span span);
/* The same with a hash whatever the rule, for a name that would meet a reserved one. */
Str name_make_hashed(Resolver *resolver, const char *kind, const Str *parts, size_t count,
                     Span span);
/* The prefix of names in the environment: the same on every cloud. */
Str name_prefix(Resolver *resolver);

#endif
