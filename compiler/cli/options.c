#include "cli/verb.h"

const Option options[OPTION_COUNT] = {
    [OPTION_HELP] = {"--help", "-h", NULL, "show this help"},
    [OPTION_COLOR] = {"--color", NULL, "auto|always|never",
                      "(default: auto, on a terminal unless NO_COLOR is set)"},
    [OPTION_OUTPUT] = {"--output", "-o", "DIR", "write the tree to DIR (default: terraform)"},
    [OPTION_FORMAT] = {"--format", NULL, "text|json|sarif|github",
                       "form of diagnostics (default: text)"},
    [OPTION_CHECK] = {"--check", NULL, NULL, "write nothing; exit 1 when a file would be written"},
    [OPTION_DRY_RUN] = {"--dry-run", NULL, NULL, "write nothing; list what would change"},
    [OPTION_DIFF] = {"--diff", NULL, NULL,
                     "write nothing; show what would change, and exit 1 when something would"},
    [OPTION_FIX] = {"--fix", NULL, NULL, "carry out the suggestions that are safe, then check"},
    [OPTION_DENY] = {"--deny", NULL, "RULE,...", "lint rules whose findings are errors"},
    [OPTION_WARN] = {"--warn", NULL, "RULE,...", "lint rules whose findings are warnings"},
    [OPTION_ALLOW] = {"--allow", NULL, "RULE,...", "lint rules that are switched off"},
    [OPTION_NO_VALIDATE] = {"--no-validate", NULL, NULL, "do not have the tree judged"},
    [OPTION_REQUIRE_TERRAFORM] = {"--require-terraform", NULL, NULL,
                                  "exit 3 when neither terraform nor tofu is on PATH"},
    [OPTION_TERRAFORM] = {"--terraform", NULL, "PROGRAM",
                          "have this program judge, terraform or tofu: a path, or a name on PATH"},
    [OPTION_PROVIDERS] = {"--providers", NULL, "built-in|registry|DIR",
                          "the providers' schemas that are built in, or the real providers: "
                          "downloaded, or those in DIR (default: built-in)"},
    [OPTION_PLAN] = {"--plan", NULL, NULL,
                     "also plan every root with its values, and count its resources"},
    [OPTION_TEST] = {"--test", NULL, NULL, "also run the tests that the roots have"},
    [OPTION_JOBS] = {"--jobs", "-j", "N", "judge N roots at a time (default: one per core)"},
    [OPTION_TIMEOUT] = {"--timeout", NULL, "SECONDS",
                        "give up when a root takes longer (default: 300)"},
    [OPTION_STDLIB] = {"--stdlib", NULL, "DIR",
                       "read components and cloud facts from DIR, not the built-in ones"},
    [OPTION_TEMPLATES] = {"--templates", NULL, "DIR",
                          "read templates from DIR, not the built-in ones"},
    [OPTION_LIST] = {"--list", NULL, NULL, "list every code, with its level and title"},
    [OPTION_PARITY] = {"--parity", NULL, NULL,
                       "also print what each cloud gives for what the stack asks"},
    [OPTION_PAGE_FORMAT] = {"--format", NULL, "text|markdown", "(default: text)"},
    [OPTION_PAGE_FOLDER] = {"--output", "-o", "DIR",
                            "write the whole reference to DIR, a file per component"},
};

const Verb *const verbs[] = {&verb_build, &verb_check,       &verb_fmt,  &verb_validate,
                             &verb_serve, &verb_diff,        &verb_why,  &verb_explain,
                             &verb_doc,   &verb_completions, &verb_dump, &verb_editors,
                             NULL};

Str option_text(const Invocation *invocation, OptionId id, const char *otherwise) {
    const char *value = invocation->values[id];
    return str_from_cstr(value == NULL ? otherwise : value);
}
