/*
 * prod-spot-only: production where every pool for general work is on spot capacity. When the cloud
 * takes it back, nothing is left to run on.
 */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

static bool is_spot(const Pool *pool) {
    return value_boolean(value_get_cstr(pool->block, "spot"));
}

/* Whether ordinary pods find a place in the pool: taints keep out all that do not tolerate them. */
static bool is_general(const Pool *pool) {
    return !pool->has_gpu && pool->most > 0 &&
           value_count(value_get_cstr(pool->block, "taints")) == 0;
}

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    for (size_t i = 0; i < deployment->pools.count; i++) {
        const Pool *pool = &deployment->pools.items[i];
        if (is_general(pool) && !is_spot(pool)) {
            return;
        }
    }
    const Value *cluster = value_get_cstr(deployment->settings, "cluster");
    if (!deployment->production) {
        return;
    }
    Diagnostic *diagnostic =
        lint_report(lint, place_of(stack->checked, cluster, "spot"),
                    "production environment '%.*s' has no general pool without spot capacity",
                    STR_ARG(deployment->environment));
    diag_help(lint_sink(lint), diagnostic,
              "set `spot = false` here, and move work that may be interrupted to a `pool` of its "
              "own");
}

const LintRule rule_prod_spot_only = {.code = MLS3102, .run_deployment = run};
