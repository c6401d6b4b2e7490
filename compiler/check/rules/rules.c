#include "check/rules/rules.h"

typedef struct Rule {
    DiagCode code;
    void (*run)(Checker *checker, DiagCode rule);
} Rule;

static const Rule rules[] = {
#define X(rule_code, function) {.code = (rule_code), .run = (function)},
    LINT_RULES(X)
#undef X
};

void rules_run(Checker *checker) {
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        rules[i].run(checker, rules[i].code);
    }
}
