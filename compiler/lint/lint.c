#include "lint/lint.h"

#include "lint/allow.h"
#include "lint/rules/removal.h"
#include "lint/rules/rules.h"

struct Lint {
    Arena *arena;
    DiagSink *sink;
    const LintInput *input;
    const LintRule *rule;
    AllowVector allows;
    VECTOR(Span) reported; /* of the rule that runs */
    Diagnostic silenced;   /* decorated in place of what is not reported */
};

static const LintRule *const rules[] = {
#define X(name) &name,
    LINT_RULES(X)
#undef X
};

Arena *lint_arena(const Lint *lint) {
    return lint->arena;
}

DiagSink *lint_sink(const Lint *lint) {
    return lint->sink;
}

const Schema *lint_schema(const Lint *lint) {
    return lint->input->schema;
}

const CheckedProgram *lint_checked(const Lint *lint) {
    return lint->input->program;
}

LintStack lint_stack(const Lint *lint, size_t index) {
    return (LintStack){&lint->input->program->stacks[index], lint->input->stacks[index]};
}

/* ---- levels ---- */

static LintLevel level_set(const Lint *lint, DiagCode code, FileId file) {
    const LintInput *input = lint->input;
    LintLevel level = input->command_line->of[code];
    if (level == LINT_DEFAULT && file < input->file_count && input->of_files[file] != NULL) {
        level = input->of_files[file]->of[code];
    }
    return level;
}

static bool is_opt_in(DiagCode code) {
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i]->code == code) {
            return rules[i]->opt_in;
        }
    }
    return false;
}

/* False when it is not to be reported. */
static bool find_level(const Lint *lint, DiagCode code, FileId file, DiagLevel *level) {
    switch (level_set(lint, code, file)) {
    case LINT_DEFAULT:
        return !is_opt_in(code);
    case LINT_ALLOW:
        return false;
    case LINT_WARN:
        *level = DIAG_WARNING;
        return true;
    case LINT_DENY:
        *level = DIAG_ERROR;
        return true;
    }
    return false;
}

/* ---- reports ---- */

/* A place is reported once, and no more places of a file than it may have errors. */
static bool is_enough(const Lint *lint, Span span) {
    size_t in_file = 0;
    for (size_t i = 0; i < lint->reported.count; i++) {
        Span other = lint->reported.items[i];
        if (span_compare(other, span) == 0) {
            return true;
        }
        in_file += other.file == span.file;
    }
    return in_file >= DIAG_MAX_ERRORS_PER_FILE;
}

static Diagnostic *report(Lint *lint, DiagLevel level, Span span, const char *format,
                          va_list arguments) {
    DiagCode code = lint->rule->code;
    lint->silenced = (Diagnostic){.code = code};
    if (!find_level(lint, code, span.file, &level) ||
        allow_silences(&lint->allows, diag_sources(lint->sink), code, span) ||
        is_enough(lint, span)) {
        return &lint->silenced;
    }
    vector_push(lint->arena, &lint->reported, span);
    return diag_report_at(lint->sink, code, level, span, format, arguments);
}

Diagnostic *lint_report(Lint *lint, Span span, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    DiagLevel level = diag_code_info(lint->rule->code)->level;
    Diagnostic *diagnostic = report(lint, level, span, format, arguments);
    va_end(arguments);
    return diagnostic;
}

Diagnostic *lint_report_at(Lint *lint, DiagLevel level, Span span, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Diagnostic *diagnostic = report(lint, level, span, format, arguments);
    va_end(arguments);
    return diagnostic;
}

/* ---- rules ---- */

static void run_on_deployments(Lint *lint, const LintStack *stack, bool production) {
    for (size_t i = 0; i < stack->resolved->deployment_count; i++) {
        const Deployment *deployment = &stack->resolved->deployments[i];
        if (deployment->production == production) {
            lint->rule->run_deployment(lint, stack, deployment);
        }
    }
}

static void run_rule(Lint *lint, const LintRule *rule) {
    lint->rule = rule;
    lint->reported.count = 0;
    if (rule->run != NULL) {
        rule->run(lint);
        return;
    }
    for (size_t i = 0; i < lint->input->program->stack_count; i++) {
        LintStack stack = lint_stack(lint, i);
        if (rule->run_stack != NULL) {
            rule->run_stack(lint, &stack);
        } else {
            run_on_deployments(lint, &stack, true);
            run_on_deployments(lint, &stack, false);
        }
    }
}

/* ---- allows ---- */

static void report_unused(Lint *lint) {
    for (size_t i = 0; i < lint->allows.count; i++) {
        const Allow *allow = &lint->allows.items[i];
        DiagLevel level;
        /* A rule that is off finds nothing to silence, and what one stack lacks another may have.
         */
        if (!allow_names_rule(allow) || allow->used || allow->imported ||
            !find_level(lint, allow->code, allow->file, &level)) {
            continue;
        }
        Str slug = diag_code_info(allow->code)->slug;
        Diagnostic *diagnostic = lint_report(lint, allow->span, "'%.*s' finds nothing on line %u",
                                             STR_ARG(slug), (unsigned)allow->line);
        offer_removal(lint, diagnostic, STR("remove the comment"), allow->comment);
    }
}

static void report_unknown_rules(Lint *lint) {
    for (size_t i = 0; i < lint->allows.count; i++) {
        const Allow *allow = &lint->allows.items[i];
        if (allow->mistake != ALLOW_UNKNOWN_RULE) {
            continue;
        }
        Str slug = sources_slice(diag_sources(lint->sink), allow->span);
        Diagnostic *diagnostic =
            lint_report(lint, allow->span, "unknown lint rule '%.*s'", STR_ARG(slug));
        Str near = lint_near_rule(lint->arena, slug);
        if (near.length > 0) {
            diag_help(lint->sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
        }
    }
}

static void report_without_reason(Lint *lint) {
    for (size_t i = 0; i < lint->allows.count; i++) {
        const Allow *allow = &lint->allows.items[i];
        if (allow->mistake != ALLOW_WITHOUT_REASON) {
            continue;
        }
        Str slug = diag_code_info(allow->code)->slug;
        Diagnostic *diagnostic =
            lint_report(lint, allow->span, "'%.*s' is allowed without a reason", STR_ARG(slug));
        diag_help(lint->sink, diagnostic, "write 'allow %.*s because' and the reason on this line",
                  STR_ARG(slug));
    }
}

static void report_malformed(Lint *lint) {
    for (size_t i = 0; i < lint->allows.count; i++) {
        const Allow *allow = &lint->allows.items[i];
        if (allow->mistake != ALLOW_MALFORMED) {
            continue;
        }
        Str word = sources_slice(diag_sources(lint->sink), allow->span);
        Span span = allow->span.begin == allow->span.end ? allow->comment : allow->span;
        Diagnostic *diagnostic =
            str_equal(word, STR("allow"))
                ? lint_report(lint, span, "expected the name of a lint rule after 'allow'")
                : lint_report(lint, span, "expected 'allow' after 'mlstack:'");
        diag_help(lint->sink, diagnostic, "the form is '# mlstack: allow RULE because REASON'");
    }
}

/* After the rules, since only then is known which allows they needed. */
static const LintRule allow_rules[] = {
    {.code = MLS3010, .run = report_unused},
    {.code = MLS3011, .run = report_unknown_rules},
    {.code = MLS3012, .run = report_without_reason},
    {.code = MLS3013, .run = report_malformed},
};

void lint_program(Arena *arena, DiagSink *sink, const LintInput *input) {
    Lint lint = {
        .arena = arena,
        .sink = sink,
        .input = input,
        .allows = allow_read(arena, diag_sources(sink), input->program),
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        run_rule(&lint, rules[i]);
    }
    for (size_t i = 0; i < sizeof allow_rules / sizeof allow_rules[0]; i++) {
        run_rule(&lint, &allow_rules[i]);
    }
}
