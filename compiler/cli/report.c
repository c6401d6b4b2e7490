#include "cli/report.h"

#include <stdio.h>

#include "driver/provenance.h"
#include "tree/manifest.h"

static const char green[] = "\033[32m";
static const char red[] = "\033[31m";
static const char plain[] = "\033[0m";

static Str verdict_text(Arena *arena, const RootVerdict *root) {
    if (root->valid && root->warning_count == 0) {
        return STR("valid");
    }
    if (root->valid) {
        return str_format(arena, "valid, %zu warning%s", root->warning_count,
                          root->warning_count == 1 ? "" : "s");
    }
    if (root->error_count == 0) {
        return STR("tests failed");
    }
    return str_format(arena, "%zu error%s", root->error_count, root->error_count == 1 ? "" : "s");
}

/* "108 to add", "3 tests passed": what came of --plan and --test, each in its column. */
static void print_rehearsal(const Invocation *invocation, const RootVerdict *root) {
    FILE *results = invocation->results;
    char text[32];
    if (option_given(invocation, OPTION_PLAN)) {
        snprintf(text, sizeof text, "%zu to add", root->to_add);
        fprintf(results, "%-12s  ", root->is_planned ? text : "-");
    }
    if (option_given(invocation, OPTION_TEST)) {
        snprintf(text, sizeof text, "%zu of %zu", root->tests_passed,
                 root->tests_passed + root->tests_failed);
        fprintf(results, "%-12s  ", root->is_tested ? text : "-");
    }
}

static void print_row(const Invocation *invocation, const ValidateResult *result,
                      const RootVerdict *root, int root_width) {
    FILE *results = invocation->results;
    Str verdict = verdict_text(invocation->arena, root);
    const char *color = !invocation->color_results ? "" : root->valid ? green : red;
    fprintf(results, "%-*.*s  %s%-12.*s%s  ", root_width, STR_ARG(root->root), color,
            STR_ARG(verdict), invocation->color_results ? plain : "");
    print_rehearsal(invocation, root);
    if (str_is_empty(root->same_as)) {
        fprintf(results, "%.*s\n", STR_ARG(result->judge_name));
    } else {
        fprintf(results, "same text as %.*s\n", STR_ARG(root->same_as));
    }
}

static void print_summary(FILE *results, const ValidateResult *result) {
    size_t valid = 0;
    size_t judged = 0;
    for (size_t i = 0; i < result->root_count; i++) {
        valid += result->roots[i].valid;
        judged += str_is_empty(result->roots[i].same_as);
    }
    fprintf(results, "\n%zu of %zu roots valid; %zu distinct, judged by %.*s\n", valid,
            result->root_count, judged, STR_ARG(result->judge_name));
    if (result->judge == JUDGE_SCHEMA) {
        fprintf(results,
                "This was the lesser check: blocks, arguments, types and references against the "
                "providers' schemas.\nInstall terraform or tofu for the full one.\n");
    }
}

static void print_table(const Invocation *invocation, const ValidateResult *result) {
    FILE *results = invocation->results;
    int root_width = (int)sizeof "ROOT" - 1;
    for (size_t i = 0; i < result->root_count; i++) {
        if ((int)result->roots[i].root.length > root_width) {
            root_width = (int)result->roots[i].root.length;
        }
    }
    fprintf(results, "%-*s  %-12s  ", root_width, "ROOT", "VERDICT");
    if (option_given(invocation, OPTION_PLAN)) {
        fprintf(results, "%-12s  ", "PLAN");
    }
    if (option_given(invocation, OPTION_TEST)) {
        fprintf(results, "%-12s  ", "TESTS PASSED");
    }
    fprintf(results, "JUDGED BY\n");
    for (size_t i = 0; i < result->root_count; i++) {
        print_row(invocation, result, &result->roots[i], root_width);
    }
    print_summary(results, result);
}

/*
 * What the tree was built from, for the places of messages. A stack file that is not there, or has
 * mistakes of its own now, is no reason not to judge the tree: its messages then name its files.
 */
static bool compile_origin(const Invocation *invocation, JudgedTree *tree) {
    Compilation *compilation = tree->compilation;
    Str root = manifest_find_tree(compilation->arena, tree->folder);
    if (str_is_empty(root)) {
        return false;
    }
    TreeOrigin origin = find_tree_origin(compilation->arena, root);
    CompileOptions compile_options = {
        .files = &origin.file,
        .file_count = 1,
        .last = STAGE_EMIT,
        .stdlib_folder = option_text(invocation, OPTION_STDLIB, ""),
        .templates_folder = option_text(invocation, OPTION_TEMPLATES, ""),
    };
    return !str_is_empty(origin.file) && compile(compilation, &compile_options) &&
           find_stack(compilation, origin.stack, &tree->stack);
}

/* A tree without findings costs nothing here. */
static void map_diagnostics(const Invocation *invocation, JudgedTree *tree, DiagSink *sink) {
    if (diag_sorted(sink).count > 0 && (tree->is_compiled || compile_origin(invocation, tree))) {
        provenance_map_diagnostics(tree->compilation, tree->stack, sink);
    }
}

ExitCode judge_and_report(Invocation *invocation, JudgedTree *tree, const ValidateOptions *how) {
    ValidateOptions validate_options = *how;
    validate_options.tree = tree->folder;
    DiagSink *sink = diag_sink_new(invocation->arena, tree->compilation->sources);
    ValidateResult result = {0};
    bool judged = validate_tree(invocation->arena, sink, &validate_options, &result);
    if (judged) {
        print_table(invocation, &result);
    }
    map_diagnostics(invocation, tree, sink);
    print_diagnostics(invocation, sink);
    return exit_code_of(sink);
}
