/*
 * duplicate-gpu-pools: two pools of the same machine, wherever the stack runs. As one they share
 * their idle nodes. Pools that differ on one cloud or in one environment are not the same.
 */
#include "lint/rules/rules.h"
#include "resolve/resolver.h"

/* More pools than anyone writes by hand; it bounds the comparing of each with each. */
enum { MOST_COMPARED = 64 };

static bool is_same(const Pool *a, const Pool *b) {
    return a->has_gpu && b->has_gpu && str_equal(a->machine, b->machine) &&
           str_equal(a->gpu.type, b->gpu.type) && a->gpu.count == b->gpu.count &&
           value_boolean(value_get_cstr(a->block, "spot")) ==
               value_boolean(value_get_cstr(b->block, "spot")) &&
           value_integer(value_get_cstr(a->block, "disk")) ==
               value_integer(value_get_cstr(b->block, "disk"));
}

static const Pool *find_pool(const Deployment *deployment, Str key) {
    for (size_t i = 0; i < deployment->pools.count; i++) {
        if (str_equal(deployment->pools.items[i].key, key)) {
            return &deployment->pools.items[i];
        }
    }
    return NULL;
}

static bool is_same_everywhere(const ResolvedStack *stack, Str first_key, Str second_key) {
    for (size_t i = 0; i < stack->deployment_count; i++) {
        const Pool *first = find_pool(&stack->deployments[i], first_key);
        const Pool *second = find_pool(&stack->deployments[i], second_key);
        if (first == NULL || second == NULL || !is_same(first, second)) {
            return false;
        }
    }
    return true;
}

static void report(Lint *lint, const LintStack *stack, const Pool *first, const Pool *second) {
    Str first_title = block_title(lint_arena(lint), "gpu", first->key);
    Str second_title = block_title(lint_arena(lint), "gpu", second->key);
    Diagnostic *diagnostic = lint_report(lint, place_of(stack->checked, second->block, NULL),
                                         "'%.*s' has the same machines as '%.*s'",
                                         STR_ARG(second_title), STR_ARG(first_title));
    diag_label(lint_sink(lint), diagnostic, place_of(stack->checked, first->block, NULL),
               "the other pool");
    diag_help(lint_sink(lint), diagnostic, "one pool of up to %lld nodes shares what is idle",
              (long long)(first->most + second->most));
}

static void run(Lint *lint, const LintStack *stack) {
    if (stack->resolved->deployment_count == 0) {
        return;
    }
    const PoolVector *pools = &stack->resolved->deployments[0].pools;
    size_t count = pools->count < MOST_COMPARED ? pools->count : MOST_COMPARED;
    for (size_t i = 1; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            const Pool *first = &pools->items[j];
            const Pool *second = &pools->items[i];
            if (is_same(first, second) &&
                is_same_everywhere(stack->resolved, first->key, second->key)) {
                report(lint, stack, first, second);
                break;
            }
        }
    }
}

const LintRule rule_duplicate_gpu_pools = {.code = MLS3132, .run_stack = run};
