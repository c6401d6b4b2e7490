/*
 * The order of a check: names first, since values refer to them; then profiles for themselves;
 * then each stack; then what was never used.
 */
#include "check/program.h"

#include "check/layers.h"
#include "check/scope.h"
#include "check/stack.h"
#include "check/unknown.h"

typedef VECTOR(CheckedStack) CheckedStackVector;

static bool is_block(const AstEntry *entry, const char *name) {
    return entry->kind == AST_BLOCK && str_equal_cstr(entry->name, name);
}

/* Entries that cannot stand at the top level. */
static void check_top_level(Checker *checker, const FileScope *scope) {
    for (size_t i = 0; i < scope->file->body.count; i++) {
        const AstEntry *entry = scope->file->body.entries[i];
        if (entry->kind == AST_ASSIGNMENT || entry->kind == AST_USE) {
            diag_report(checker->sink, MLS1027, entry->name_span,
                        "expected a stack, profile, let or import, found %s",
                        entry->kind == AST_USE ? "'use'" : "a setting");
        } else if (entry->kind == AST_BLOCK && !is_block(entry, "stack") &&
                   !is_block(entry, "profile")) {
            report_top_level_block(checker, entry);
        }
    }
}

static void check_names(Checker *checker) {
    for (size_t i = 0; i < checker->scopes.count; i++) {
        scope_check_bindings(checker, checker->scopes.items[i]);
    }
    for (size_t i = 0; i < checker->scopes.count; i++) {
        FileScope *scope = checker->scopes.items[i];
        check_top_level(checker, scope);
        for (size_t p = 0; p < scope->profiles.count; p++) {
            check_profile(checker, scope, scope->profiles.items[p]);
        }
    }
}

/* A file without a stack is fine as long as something imports it. */
static void check_has_stack(Checker *checker, const FileScope *scope) {
    for (size_t i = 0; i < scope->file->body.count; i++) {
        if (is_block(scope->file->body.entries[i], "stack")) {
            return;
        }
    }
    if (!scope->imported) {
        Diagnostic *diagnostic =
            diag_report(checker->sink, MLS1029, (Span){scope->file->file, 0, 0},
                        "there is no stack in this file");
        diag_help(checker->sink, diagnostic, "the shortest one is 'stack demo { clouds = [aws] }'");
    }
}

static void check_stacks(Checker *checker, CheckedStackVector *stacks) {
    for (size_t i = 0; i < checker->scopes.count; i++) {
        FileScope *scope = checker->scopes.items[i];
        for (size_t e = 0; scope->given && e < scope->file->body.count; e++) {
            const AstEntry *entry = scope->file->body.entries[e];
            if (is_block(entry, "stack")) {
                CheckedStack stack = check_stack(checker, scope, entry);
                vector_push(checker->arena, stacks, stack);
            }
        }
    }
}

typedef VECTOR(const AstEntry *) EntryVector;

static EntryVector unused_in(Arena *arena, EntryVector unused, const BindingVector *bindings) {
    for (size_t i = 0; i < bindings->count; i++) {
        if (!bindings->items[i]->used) {
            vector_push(arena, &unused, bindings->items[i]->entry);
        }
    }
    return unused;
}

static CheckedProgram *program_new(const Checker *checker, const CheckedStackVector *stacks) {
    Arena *arena = checker->arena;
    VECTOR(ProgramFile) files = {0};
    EntryVector lets = {0};
    EntryVector profiles = {0};
    for (size_t i = 0; i < checker->scopes.count; i++) {
        const FileScope *scope = checker->scopes.items[i];
        vector_push(arena, &files, ((ProgramFile){scope->file, scope->imported}));
        if (!scope->imported) {
            lets = unused_in(arena, lets, &scope->lets);
            profiles = unused_in(arena, profiles, &scope->profiles);
        }
    }
    CheckedProgram *program = ARENA_NEW(arena, CheckedProgram);
    *program = (CheckedProgram){
        .stacks = stacks->items,
        .stack_count = stacks->count,
        .files = files.items,
        .file_count = files.count,
        .unused_lets = lets.items,
        .unused_let_count = lets.count,
        .unused_profiles = profiles.items,
        .unused_profile_count = profiles.count,
        .deprecated_uses = checker->deprecated_uses.items,
        .deprecated_use_count = checker->deprecated_uses.count,
    };
    return program;
}

CheckedProgram *check_files(Arena *arena, DiagSink *sink, const Schema *schema,
                            const AstFile *const *files, size_t file_count, Importer importer) {
    Checker checker = {
        .arena = arena,
        .sink = sink,
        .schema = schema,
        .importer = importer,
        .patterns = pattern_set_new(arena),
        .stacks = map_new(arena),
    };
    CheckedStackVector stacks = {0};
    for (size_t i = 0; i < file_count; i++) {
        scope_open(&checker, files[i])->given = true;
    }
    for (size_t i = 0; !checker.has_hidden_names && i < checker.scopes.count; i++) {
        if (checker.scopes.items[i]->given) {
            check_has_stack(&checker, checker.scopes.items[i]);
        }
    }
    check_names(&checker);
    check_stacks(&checker, &stacks);
    return program_new(&checker, &stacks);
}
