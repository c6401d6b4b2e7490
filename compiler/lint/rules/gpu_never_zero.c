/*
 * gpu-never-zero: outside of production nobody may be using the GPUs, and a pool that keeps one
 * node is paid for day and night.
 */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    for (size_t i = 0; !deployment->production && i < deployment->pools.count; i++) {
        const Pool *pool = &deployment->pools.items[i];
        if (!pool->has_gpu || pool->fewest == 0) {
            continue;
        }
        Str title = block_title(lint_arena(lint), "gpu", pool->key);
        Diagnostic *diagnostic =
            lint_report(lint, place_of(stack->checked, pool->block, "nodes"),
                        "'%.*s' keeps at least %lld node%s in '%.*s', which "
                        "is not production",
                        STR_ARG(title), (long long)pool->fewest, pool->fewest == 1 ? "" : "s",
                        STR_ARG(deployment->environment));
        diag_help(lint_sink(lint), diagnostic,
                  "let it scale to zero there: `environment %.*s { cluster { gpu %.*s { nodes = "
                  "0..%lld } } }`",
                  STR_ARG(deployment->environment), STR_ARG(pool->key), (long long)pool->most);
    }
}

const LintRule rule_gpu_never_zero = {.code = MLS3130, .run_deployment = run};
