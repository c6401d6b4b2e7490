#include <stdio.h>

#include "cli/verb.h"
#include "diag/visible.h"
#include "driver/provenance.h"
#include "tree/manifest.h"

/* "a/b.tf:12": the file, and the line from 1. */
typedef struct Place {
    Str file;
    int64_t line;
} Place;

static bool read_place(Str operand, Place *ret_place) {
    size_t colon = operand.length;
    while (colon > 0 && operand.data[colon - 1] != ':') {
        colon--;
    }
    if (colon < 2) {
        return false;
    }
    ret_place->file = str_slice(operand, 0, colon - 1);
    return str_to_int(str_slice(operand, colon, operand.length), &ret_place->line) &&
           ret_place->line >= 1 && ret_place->line <= UINT32_MAX;
}

/*
 * ---- The answer ----
 *
 * What comes from a file was written by somebody else, so it is made visible (diag/visible.h).
 */

typedef struct Why {
    const Invocation *invocation;
    Compilation *compilation;
    Buffer out;
} Why;

static void print_heading(Why *why, const char *heading) {
    bool color = why->invocation->color_output;
    buffer_printf(&why->out, "%s%-11s%s ", color ? "\033[1m" : "", heading, color ? "\033[0m" : "");
}

/* "fraud-serving.mlstack:14:15  database metadata" */
static void print_span(Why *why, Span span) {
    Sources *sources = why->compilation->sources;
    SourcePosition position = sources_position(sources, span.file, span.begin);
    Span line = sources_line(sources, span.file, span.begin);
    visible_append(&why->out, sources_name(sources, span.file));
    buffer_printf(&why->out, ":%u:%u  ", position.line, position.column);
    visible_append(&why->out, str_trim(sources_slice(sources, line)));
}

/* What is short as it is written in JSON; of what is long, what it is. */
static void print_value(Why *why, const Value *value) {
    if (value_is_null(value)) {
        buffer_append(&why->out, STR("absent"));
    } else if (value->kind == VALUE_LIST || value->kind == VALUE_MAP) {
        buffer_printf(&why->out, "a %s of %u", value->kind == VALUE_LIST ? "list" : "record",
                      value_count(value));
    } else {
        Buffer text = buffer_new(why->compilation->arena);
        value_to_json(value, &text);
        visible_append(&why->out, str_trim(buffer_str(&text)));
    }
}

static void print_values(Why *why, const char *heading, const TraceValues *values) {
    for (size_t i = 0; i < values->count; i++) {
        const TraceValue *value = &values->items[i];
        print_heading(why, heading);
        buffer_printf(&why->out, "%.*s = ", STR_ARG(value->name));
        print_value(why, value->value);
        if (is_in_stack_file(why->compilation, value->origin)) {
            buffer_append(&why->out, STR(", from "));
            print_span(why, value->origin);
        } else {
            buffer_append(&why->out, STR(", computed or by default"));
        }
        buffer_append_byte(&why->out, '\n');
    }
}

static void print_frames(Why *why, const TraceLine *line) {
    static const char *const headings[] = {
        [TRACE_IF] = "because", [TRACE_FOR] = "for each", [TRACE_INCLUDE] = "included"};
    for (const TraceFrame *frame = line->frame; frame != NULL; frame = frame->outer) {
        if (frame->kind == TRACE_INCLUDE) {
            print_heading(why, headings[frame->kind]);
            buffer_printf(&why->out, "by templates/%.*s:%u\n", STR_ARG(frame->template_path),
                          frame->template_line);
        }
        print_values(why, headings[frame->kind], &frame->values);
    }
}

static void print_answer(Why *why, const Provenance *provenance) {
    static const char *const headings[] = {
        [PROVENANCE_VALUE] = "stack",         [PROVENANCE_FRAME] = "stack",
        [PROVENANCE_COMPONENT] = "component", [PROVENANCE_ENVIRONMENT] = "environment",
        [PROVENANCE_STACK] = "stack",
    };
    print_heading(why, headings[provenance->kind]);
    print_span(why, provenance->span);
    buffer_append_byte(&why->out, '\n');
    if (provenance->line == NULL) {
        return;
    }
    print_heading(why, "template");
    buffer_printf(&why->out, "templates/%.*s:%u\n", STR_ARG(provenance->line->template_path),
                  provenance->line->template_line);
    print_values(why, "value", &provenance->line->values);
    print_frames(why, provenance->line);
}

/* ---- The question ---- */

typedef struct Question {
    Str tree; /* folder */
    Str path; /* in it */
    Str text;
    size_t stack; /* in the compilation */
    Place place;
} Question;

static bool read_question(Compilation *compilation, Question *question) {
    DiagSink *sink = compilation->sink;
    Str problem;
    if (!file_read(compilation->arena, question->place.file, SOURCE_MAX_BYTES, &question->text,
                   &problem)) {
        diag_report(sink, MLS4001, span_none(), "%.*s: %.*s", STR_ARG(question->place.file),
                    STR_ARG(problem));
        return false;
    }
    question->tree = manifest_find_tree(compilation->arena, path_folder(question->place.file));
    if (str_is_empty(question->tree)) {
        diag_report(sink, MLS4009, span_none(), "'%.*s' is not in a tree that mlstack wrote",
                    STR_ARG(question->place.file));
        return false;
    }
    question->path = file_path_within(compilation->arena, question->tree, question->place.file);
    return true;
}

static bool compile_stack(const Invocation *invocation, Compilation *compilation,
                          Question *question) {
    TreeOrigin origin = find_tree_origin(compilation->arena, question->tree);
    Str file = invocation->operands.count > 1 ? invocation->operands.items[1] : origin.file;
    if (str_is_empty(file)) {
        Diagnostic *diagnostic =
            diag_report(compilation->sink, MLS4009, span_none(),
                        "the stack file of '%.*s' is not found", STR_ARG(question->tree));
        diag_help(compilation->sink, diagnostic, "name it: mlstack why %.*s FILE",
                  STR_ARG(invocation->operands.items[0]));
        return false;
    }
    CompileOptions compile_options = {
        .files = &file,
        .file_count = 1,
        .last = STAGE_EMIT,
        .stdlib_folder = option_text(invocation, OPTION_STDLIB, ""),
        .templates_folder = option_text(invocation, OPTION_TEMPLATES, ""),
    };
    if (!compile(compilation, &compile_options)) {
        return false;
    }
    if (!find_stack(compilation, origin.stack, &question->stack)) {
        diag_report(compilation->sink, MLS4009, span_none(), "'%.*s' has no stack '%.*s'",
                    STR_ARG(file), STR_ARG(origin.stack));
        return false;
    }
    return true;
}

static ExitCode answer_question(const Invocation *invocation, Compilation *compilation,
                                const Question *question) {
    Str row = str_trim(text_line(question->text, (uint32_t)question->place.line));
    if (str_is_empty(row)) {
        return usage_error(invocation, "'%.*s' has nothing on line %lld",
                           STR_ARG(question->place.file), (long long)question->place.line);
    }
    Provenance provenance = provenance_find(compilation, question->stack, question->path,
                                            question->text, (uint32_t)question->place.line);
    Why why = {invocation, compilation, buffer_new(compilation->arena)};
    visible_append(&why.out, question->place.file);
    buffer_printf(&why.out, ":%lld\n    ", (long long)question->place.line);
    visible_append(&why.out, row);
    buffer_append_byte(&why.out, '\n');
    print_answer(&why, &provenance);
    Str text = buffer_str(&why.out);
    fwrite(text.data, 1, text.length, stdout);
    if (provenance.is_generated && provenance.line == NULL) {
        fprintf(stderr, "mlstack: the stack file now gives another text for this file; "
                        "'mlstack diff' shows the difference\n");
    }
    return EXIT_FINE;
}

static ExitCode run(Invocation *invocation) {
    Question question = {0};
    if (invocation->operands.count < 1 || invocation->operands.count > 2 ||
        !read_place(invocation->operands.items[0], &question.place)) {
        return usage_error(invocation, "why takes a generated file with a line, as in main.tf:12");
    }
    Compilation *compilation = compilation_new();
    bool ok =
        read_question(compilation, &question) && compile_stack(invocation, compilation, &question);
    ExitCode code =
        ok ? answer_question(invocation, compilation, &question) : exit_code_of(compilation->sink);
    if (!ok) {
        print_diagnostics(invocation, compilation->sink);
    }
    compilation_free(compilation);
    return code;
}

static const OptionId takes[] = {OPTION_STDLIB, OPTION_TEMPLATES};

const Verb verb_why = {
    .name = "why",
    .operands = "FILE:LINE [STACK]",
    .summary = "say where a line of a generated file comes from",
    .details = "Says which line of the stack file and which line of the templates gave the line, "
               "which values\n"
               "were written into it, and on which conditions it is there. The stack file, unless "
               "it is named,\n"
               "is looked for by its name: in the tree's folder and above it, else in the whole "
               "repository.",
    .example = "  mlstack why terraform/modules/database/aws/main.tf:12",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .run = run,
};
