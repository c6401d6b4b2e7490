/*
 * gpu-over-budget: a GPU pool whose upper bound the budget does not carry. Autoscaling is no limit
 * on cost; the upper bound is. An estimate: the catalogue's price of the machine, all month.
 */
#include "lint/rules/rules.h"
#include "resolve/facts.h"

enum { HOURS = 730, MILLIONTHS_PER_CENT = 10000, CENTS = 100 };

/* Cents; -1 when there is no price. */
static int64_t monthly_cost(const Pool *pool) {
    if (!pool->has_gpu || pool->gpu.price >= FACTS_NO_PRICE) {
        return -1;
    }
    return pool->most * pool->gpu.price * HOURS / MILLIONTHS_PER_CENT;
}

static void run(Lint *lint, const LintStack *stack, const Deployment *deployment) {
    const Value *monthly = value_path(deployment->settings, "budget.monthly");
    for (size_t i = 0; monthly != NULL && i < deployment->pools.count; i++) {
        const Pool *pool = &deployment->pools.items[i];
        int64_t cost = monthly_cost(pool);
        if (cost <= value_integer(monthly)) {
            continue;
        }
        Str title = block_title(lint_arena(lint), "gpu", pool->key);
        Str cloud = value_text(value_path(deployment->value, "cloud.title"));
        Diagnostic *diagnostic = lint_report(
            lint, place_of(stack->checked, pool->block, "nodes"),
            "'%.*s' at its most costs about $%lld a month on %.*s in '%.*s', over the "
            "budget of $%lld",
            STR_ARG(title), (long long)(cost / CENTS), STR_ARG(cloud),
            STR_ARG(deployment->environment), (long long)(value_integer(monthly) / CENTS));
        diag_label(
            lint_sink(lint), diagnostic,
            place_of(stack->checked, value_get_cstr(deployment->settings, "budget"), "monthly"),
            "the budget");
        diag_note(lint_sink(lint), diagnostic, "an estimate: %lld of '%.*s'%s for %d hours",
                  (long long)pool->most, STR_ARG(pool->machine),
                  value_boolean(value_get_cstr(pool->block, "spot")) ? " on spot capacity" : "",
                  HOURS);
    }
}

const LintRule rule_gpu_over_budget = {.code = MLS3131, .run_deployment = run};
