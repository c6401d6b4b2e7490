#include "emit/emit.h"

#include "emit/scope.h"

typedef struct Emitter Emitter;
struct Emitter {
    Arena *arena;
    Arena *scratch;
    Arena *memory; /* of what was formatted: apart, so that a growing text stays the arena's last */
    const TemplateSet *templates;
    const ResolvedStack *stack;
    /* Called for every file that the stack has, with the template and what it sees. */
    void (*visit)(Emitter *emitter, const Template *template, const Value *scope, Str path);
    Map formatted; /* see template_render_with */
    Tree *tree;    /* of write_file */
    Str wanted;    /* of trace_file: the path of the file that is asked about, ... */
    Str text;      /* ... what it is ... */
    Trace *trace;  /* ... and where that comes from; its count is 0 when there is no such file */
};

/* A template path cut at its first slashes: "modules", "cache", "aws", "main.tf". */
enum { MOST_PARTS = 4 };

typedef struct PathParts {
    Str parts[MOST_PARTS];
    size_t count;
} PathParts;

static PathParts split_path(Str path) {
    PathParts split = {0};
    while (path.length > 0 && split.count < MOST_PARTS) {
        bool is_last = split.count + 1 == MOST_PARTS;
        size_t slash = is_last ? path.length : str_find_byte(path, '/');
        split.parts[split.count++] = str_slice(path, 0, slash);
        path = str_slice(path, slash + 1, path.length);
    }
    return split;
}

static const char any_cloud[] = "CLOUD";

static bool is_hcl_without_content(Str path, Str text) {
    if (str_ends_with(path, STR(".md"))) {
        return false;
    }
    while (text.length > 0) {
        size_t end = str_find_byte(text, '\n');
        Str line = str_trim(str_slice(text, 0, end));
        if (line.length > 0 && line.data[0] != '#') {
            return false;
        }
        text = str_slice(text, end + 1, text.length);
    }
    return true;
}

static void write_file(Emitter *emitter, const Template *template, const Value *scope, Str path) {
    ArenaMark mark = arena_mark(emitter->scratch);
    Str text = template_render_with(emitter->arena, emitter->scratch, emitter->templates, template,
                                    scope, &emitter->formatted);
    arena_rewind(emitter->scratch, mark);
    if (!is_hcl_without_content(path, text)) {
        tree_add(emitter->tree, path, text);
    }
}

static void trace_file(Emitter *emitter, const Template *template, const Value *scope, Str path) {
    if (!str_equal(path, emitter->wanted)) {
        return;
    }
    emitter->text = template_render_traced(emitter->arena, emitter->scratch, emitter->templates,
                                           template, scope, emitter->trace);
}

/* True when a template for this very cloud stands beside the one for any cloud. */
static bool is_overridden(const Emitter *emitter, const PathParts *split, Str cloud) {
    Str own = str_format(emitter->scratch, "%.*s/%.*s/%.*s/%.*s", STR_ARG(split->parts[0]),
                         STR_ARG(split->parts[1]), STR_ARG(cloud), STR_ARG(split->parts[3]));
    return template_find(emitter->templates, own) != NULL;
}

/* Whether a template in a folder for `split->parts[2]` is the one to use on the cloud. */
static bool serves_cloud(const Emitter *emitter, const PathParts *split, Str cloud) {
    if (str_equal(split->parts[2], STR(any_cloud))) {
        return !is_overridden(emitter, split, cloud);
    }
    return str_equal(split->parts[2], cloud);
}

static void visit_roots(Emitter *emitter, const TemplateEntry *entry, const PathParts *split) {
    for (size_t i = 0; i < emitter->stack->deployment_count; i++) {
        const Deployment *deployment = &emitter->stack->deployments[i];
        if (!serves_cloud(emitter, split, deployment->cloud)) {
            continue;
        }
        Str path = str_format(emitter->arena, "environments/%.*s/%.*s/%.*s",
                              STR_ARG(deployment->environment), STR_ARG(deployment->cloud),
                              STR_ARG(split->parts[3]));
        emitter->visit(emitter, entry->template, deployment->value, path);
    }
}

static void visit_modules(Emitter *emitter, const TemplateEntry *entry, const PathParts *split,
                          const CloudScopes *scopes) {
    for (size_t i = 0; i < scopes->count; i++) {
        const CloudScope *scope = &scopes->items[i];
        if (!serves_cloud(emitter, split, scope->cloud) ||
            !scope_uses(scope->value, split->parts[1])) {
            continue;
        }
        Str path = str_format(emitter->arena, "modules/%.*s/%.*s/%.*s", STR_ARG(split->parts[1]),
                              STR_ARG(scope->cloud), STR_ARG(split->parts[3]));
        emitter->visit(emitter, entry->template, scope->value, path);
    }
}

static void visit_files(Emitter *emitter) {
    CloudScopes scopes = cloud_scopes(emitter->arena, emitter->stack);
    for (size_t i = 0; i < emitter->templates->count; i++) {
        const TemplateEntry *entry = &emitter->templates->entries[i];
        PathParts split = split_path(entry->path);
        if (split.count == 4 && str_equal(split.parts[0], STR("environments"))) {
            visit_roots(emitter, entry, &split);
        } else if (split.count == 4 && str_equal(split.parts[0], STR("modules"))) {
            visit_modules(emitter, entry, &split, &scopes);
        } else if (str_equal(split.parts[0], STR("global")) ||
                   str_equal(entry->path, STR("README.md"))) {
            emitter->visit(emitter, entry->template, emitter->stack->tree, entry->path);
        }
    }
}

Tree *emit_stack(Arena *arena, const TemplateSet *templates, const ResolvedStack *stack) {
    Emitter emitter = {
        .arena = arena,
        .scratch = arena_new(),
        .memory = arena_new(),
        .templates = templates,
        .stack = stack,
        .visit = write_file,
        .tree = tree_new(arena, stack->name, value_text(value_path(stack->tree, "stack.file"))),
    };
    emitter.formatted = map_new(emitter.memory);
    visit_files(&emitter);
    arena_free(emitter.memory);
    arena_free(emitter.scratch);
    return emitter.tree;
}

Str emit_trace(Arena *arena, const TemplateSet *templates, const ResolvedStack *stack, Str path,
               Trace *ret_trace) {
    *ret_trace = (Trace){0};
    Emitter emitter = {
        .arena = arena,
        .scratch = arena_new(),
        .templates = templates,
        .stack = stack,
        .visit = trace_file,
        .wanted = path,
        .trace = ret_trace,
    };
    visit_files(&emitter);
    arena_free(emitter.scratch);
    return emitter.text;
}
