#include "check/scope.h"

#include <string.h>

#include "check/reference.h"

/* ---- binding ---- */

static void report_redefinition(Checker *checker, const Binding *first, Str name, Span span,
                                const char *what) {
    Diagnostic *diagnostic = diag_report(checker->sink, MLS1021, span, "%s '%.*s' is defined twice",
                                         what, STR_ARG(name));
    diag_label(checker->sink, diagnostic, first->entry->name_span, "first defined here");
}

static void bind(Checker *checker, FileScope *scope, const AstEntry *entry, Str name,
                 Span name_span, Map *visible, BindingVector *own, const char *what) {
    const Binding *first = map_get(visible, name);
    if (first != NULL) {
        report_redefinition(checker, first, name, name_span, what);
        return;
    }
    Binding *binding = ARENA_NEW(checker->arena, Binding);
    binding->entry = entry;
    binding->owner = scope;
    map_set(visible, name, binding);
    vector_push(checker->arena, own, binding);
}

static void bind_profile(Checker *checker, FileScope *scope, const AstEntry *entry) {
    if (str_is_empty(entry->label)) {
        Diagnostic *diagnostic =
            diag_report(checker->sink, MLS1010, entry->name_span, "a profile needs a name");
        diag_help(checker->sink, diagnostic, "write it before the brace: 'profile hardened { … }'");
        return;
    }
    if (check_name(checker, entry->label, entry->label_span, "profile name")) {
        bind(checker, scope, entry, entry->label, entry->label_span, &scope->visible_profiles,
             &scope->profiles, "profile");
    }
}

static void bind_own_names(Checker *checker, FileScope *scope) {
    const AstBody *body = &scope->file->body;
    for (size_t i = 0; i < body->count; i++) {
        const AstEntry *entry = body->entries[i];
        if (entry->kind == AST_LET) {
            bind(checker, scope, entry, entry->name, entry->name_span, &scope->visible_lets,
                 &scope->lets, "let");
        } else if (entry->kind == AST_BLOCK && str_equal(entry->name, STR("profile"))) {
            bind_profile(checker, scope, entry);
        }
    }
}

/* ---- imports ---- */

/* The path of an import when it is a plain, relative one. */
static bool import_path(Checker *checker, const AstEntry *entry, Str *ret_path) {
    const AstExpr *value = entry->value;
    if (value->kind != AST_STRING) {
        return false;
    }
    if (value->as.string.count != 1 || value->as.string.parts[0].is_reference) {
        diag_report(checker->sink, MLS1025, value->span,
                    "the path of an import must be a plain string, not empty and without "
                    "references");
        return false;
    }
    Str path = value->as.string.parts[0].text;
    bool drive = path.length > 1 && path.data[1] == ':';
    if (path.data[0] == '/' || path.data[0] == '~' || drive ||
        str_find(path, STR("://")) < path.length) {
        Diagnostic *diagnostic =
            diag_report(checker->sink, MLS1025, value->span,
                        "expected a path relative to this file, found '%.*s'", STR_ARG(path));
        diag_help(checker->sink, diagnostic,
                  "import only files that travel with this one, such as \"org/baseline.mlstack\"");
        return false;
    }
    if (memchr(path.data, '\\', path.length) != NULL || memchr(path.data, 0, path.length) != NULL) {
        diag_report(checker->sink, MLS1025, value->span,
                    "the path of an import may not contain a backslash or a NUL");
        return false;
    }
    *ret_path = path;
    return true;
}

static void report_import_cycle(Checker *checker, const FileScope *target, Span span) {
    Diagnostic *diagnostic =
        diag_report(checker->sink, MLS1026, span, "this import closes a cycle of imports");
    size_t first = 0;
    while (checker->importing.items[first].scope != target) {
        first++;
    }
    for (size_t i = first + 1; i < checker->importing.count; i++) {
        diag_label(checker->sink, diagnostic, checker->importing.items[i].span,
                   "imported from here");
    }
}

/* What the imported file sees is seen here, too. */
static void merge_visible(Checker *checker, const Map *theirs, Map *ours, Span span,
                          const char *what) {
    for (size_t i = 0; i < theirs->count; i++) {
        Binding *binding = theirs->entries[i].value;
        const Binding *present = map_get(ours, theirs->entries[i].key);
        if (present == NULL) {
            map_set(ours, theirs->entries[i].key, binding);
        } else if (present != binding) {
            Diagnostic *diagnostic =
                diag_report(checker->sink, MLS1021, span, "this import brings a second %s '%.*s'",
                            what, STR_ARG(theirs->entries[i].key));
            diag_label(checker->sink, diagnostic, present->entry->name_span, "first defined here");
            diag_label(checker->sink, diagnostic, binding->entry->name_span, "and again here");
        }
    }
}

static FileScope *open_file(Checker *checker, const AstFile *file, Span imported_from);

static void follow_import(Checker *checker, FileScope *scope, const AstEntry *entry) {
    Str path;
    const AstFile *file = NULL;
    if (import_path(checker, entry, &path)) {
        file = checker->importer.import(checker->importer.context, checker->sink, scope->file->file,
                                        path, entry->value->span);
    }
    if (file == NULL) {
        checker->has_gaps = true;
        checker->has_hidden_names = true;
        return;
    }
    FileScope *imported = open_file(checker, file, entry->value->span);
    imported->imported = true;
    if (imported->progress == PROGRESS_ACTIVE) {
        report_import_cycle(checker, imported, entry->value->span);
        return;
    }
    merge_visible(checker, &imported->visible_lets, &scope->visible_lets, entry->value->span,
                  "let");
    merge_visible(checker, &imported->visible_profiles, &scope->visible_profiles,
                  entry->value->span, "profile");
}

static void note_gaps(Checker *checker, const AstFile *file) {
    bool hides_names = file->extent == AST_GUESSED || file->body.has_gaps;
    checker->has_gaps = checker->has_gaps || file->extent != AST_WHOLE;
    checker->has_hidden_names = checker->has_hidden_names || hides_names;
}

/* Where every entry may be in the wrong block, what is said of it may be wrong too. */
static const AstFile *without_entries(Arena *arena, const AstFile *file) {
    AstFile *empty = ARENA_NEW(arena, AstFile);
    empty->file = file->file;
    empty->extent = file->extent;
    return empty;
}

static FileScope *find_scope(const Checker *checker, FileId file) {
    for (size_t i = 0; i < checker->scopes.count; i++) {
        if (checker->scopes.items[i]->file->file == file) {
            return checker->scopes.items[i];
        }
    }
    return NULL;
}

static FileScope *open_file(Checker *checker, const AstFile *file, Span imported_from) {
    FileScope *scope = find_scope(checker, file->file);
    if (scope != NULL) {
        return scope;
    }
    note_gaps(checker, file);
    scope = ARENA_NEW(checker->arena, FileScope);
    scope->file = file->extent == AST_GUESSED ? without_entries(checker->arena, file) : file;
    scope->visible_lets = map_new(checker->arena);
    scope->visible_profiles = map_new(checker->arena);
    scope->progress = PROGRESS_ACTIVE;
    vector_push(checker->arena, &checker->scopes, scope);
    ImportStep step = {scope, imported_from};
    vector_push(checker->arena, &checker->importing, step);
    bind_own_names(checker, scope);
    for (size_t i = 0; i < file->body.count; i++) {
        if (file->body.entries[i]->kind == AST_IMPORT) {
            follow_import(checker, scope, file->body.entries[i]);
        }
    }
    checker->importing.count--;
    scope->progress = PROGRESS_DONE;
    return scope;
}

FileScope *scope_open(Checker *checker, const AstFile *file) {
    return open_file(checker, file, span_none());
}

/* ---- references among bindings ---- */

static void visit(Checker *checker, Binding *binding, int depth);

/* Follows one reference from `from`; the reference's own place is `span`. */
static void visit_target(Checker *checker, Binding *from, Binding *target, Span span, int depth,
                         DiagCode cycle_code, const char *cycle) {
    target->used = true;
    visit(checker, target, depth + 1);
    if (target->progress == PROGRESS_ACTIVE) {
        Diagnostic *diagnostic = diag_report(checker->sink, cycle_code, span, "%s", cycle);
        diag_label(checker->sink, diagnostic, target->entry->span, "the cycle begins here");
        from->broken = true;
        target->broken = true;
        return;
    }
    from->broken = from->broken || target->broken;
    from->depth = from->depth > target->depth + 1 ? from->depth : target->depth + 1;
}

static void visit_reference(Checker *checker, Binding *binding, const AstReference *reference,
                            int depth) {
    Binding *target = NULL;
    if (!reference_resolve(checker, binding->owner, reference, &target)) {
        binding->broken = true;
    } else if (target != NULL) {
        visit_target(checker, binding, target, reference->span, depth, MLS1022,
                     "this reference leads back to the let it stands in");
    }
}

static void visit_expr(Checker *checker, Binding *binding, const AstExpr *expr, int depth) {
    switch (expr->kind) {
    case AST_REFERENCE:
        visit_reference(checker, binding, &expr->as.reference, depth);
        return;
    case AST_STRING:
        for (size_t i = 0; i < expr->as.string.count; i++) {
            const AstStringPart *part = &expr->as.string.parts[i];
            if (part->is_reference) {
                visit_reference(checker, binding, &part->reference, depth);
            }
        }
        return;
    case AST_LIST:
        for (size_t i = 0; i < expr->as.list.count; i++) {
            visit_expr(checker, binding, expr->as.list.items[i], depth);
        }
        return;
    case AST_MAP:
        for (size_t i = 0; i < expr->as.map.count; i++) {
            visit_expr(checker, binding, expr->as.map.entries[i].value, depth);
        }
        return;
    case AST_INVALID:
        binding->broken = true;
        return;
    case AST_WORD:
    case AST_INTEGER:
    case AST_VERSION:
    case AST_SIZE:
    case AST_DURATION:
    case AST_PERCENT:
    case AST_MONEY:
    case AST_RANGE:
    case AST_CIDR:
        return;
    }
}

static void visit_uses(Checker *checker, Binding *binding, int depth) {
    const AstBody *body = binding->entry->body;
    for (size_t i = 0; i < body->count; i++) {
        const AstEntry *use = body->entries[i];
        Binding *target =
            use->kind == AST_USE ? map_get(&binding->owner->visible_profiles, use->name) : NULL;
        if (target != NULL) {
            visit_target(checker, binding, target, use->span, depth, MLS1024,
                         "this 'use' leads back to the profile it stands in");
        }
    }
}

static void visit(Checker *checker, Binding *binding, int depth) {
    if (binding->progress != PROGRESS_NEW) {
        return;
    }
    binding->progress = PROGRESS_ACTIVE;
    if (depth < CHECK_MAX_REFERENCE_DEPTH && binding->entry->kind == AST_LET) {
        visit_expr(checker, binding, binding->entry->value, depth);
    } else if (depth < CHECK_MAX_REFERENCE_DEPTH) {
        visit_uses(checker, binding, depth);
    }
    bool too_deep =
        depth == CHECK_MAX_REFERENCE_DEPTH || binding->depth >= CHECK_MAX_REFERENCE_DEPTH;
    if (too_deep && !binding->broken) {
        diag_report(checker->sink, MLS1035, binding->entry->name_span,
                    "this refers to another name through more than %d others",
                    CHECK_MAX_REFERENCE_DEPTH);
        binding->broken = true;
    }
    binding->progress = PROGRESS_DONE;
}

void scope_check_bindings(Checker *checker, FileScope *scope) {
    for (size_t i = 0; i < scope->lets.count; i++) {
        visit(checker, scope->lets.items[i], 0);
    }
    for (size_t i = 0; i < scope->profiles.count; i++) {
        visit(checker, scope->profiles.items[i], 0);
    }
}

/* ---- look-ups ---- */

const Str *scope_names(Checker *checker, const Map *bindings) {
    Str *names = arena_alloc_array(checker->arena, bindings->count, sizeof *names);
    for (size_t i = 0; i < bindings->count; i++) {
        names[i] = bindings->entries[i].key;
    }
    return names;
}

Binding *scope_used_profile(Checker *checker, FileScope *scope, const AstEntry *use) {
    Binding *binding = map_get(&scope->visible_profiles, use->name);
    if (binding == NULL && checker->has_hidden_names) {
        return NULL;
    }
    if (binding == NULL) {
        Diagnostic *diagnostic = diag_report(checker->sink, MLS1023, use->name_span,
                                             "unknown profile '%.*s'", STR_ARG(use->name));
        suggest_near(checker, diagnostic, use->name, use->name_span,
                     scope_names(checker, &scope->visible_profiles), scope->visible_profiles.count);
        return NULL;
    }
    binding->used = true;
    return binding->broken ? NULL : binding;
}
