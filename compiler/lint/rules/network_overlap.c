/*
 * network-overlap: stacks on one cloud whose networks share addresses can never be peered, nor
 * reach one office over VPN. Two stacks that both take the default range are left out: nobody chose
 * an address yet. Environments of one stack share their range by design.
 */
#include <stdlib.h>

#include "lint/rules/rules.h"
#include "resolve/cidr.h"

typedef struct Network {
    Cidr cidr;
    Str text;
    Str cloud;
    bool written;
    size_t order; /* by which sorting is stable, and the later network the one to blame */
    const CheckedStack *stack;
    Span span;
} Network;

typedef VECTOR(Network) NetworkVector;

static int compare_networks(const void *a, const void *b) {
    const Network *first = a;
    const Network *second = b;
    int cloud = str_compare(first->cloud, second->cloud);
    if (cloud != 0) {
        return cloud;
    }
    if (first->cidr.address != second->cidr.address) {
        return first->cidr.address < second->cidr.address ? -1 : 1;
    }
    if (first->cidr.prefix != second->cidr.prefix) {
        return first->cidr.prefix < second->cidr.prefix ? -1 : 1;
    }
    return first->order < second->order ? -1 : first->order > second->order;
}

static NetworkVector find_networks(const Lint *lint) {
    NetworkVector networks = {0};
    for (size_t i = 0; i < lint_checked(lint)->stack_count; i++) {
        LintStack stack = lint_stack(lint, i);
        for (size_t j = 0; j < stack.resolved->deployment_count; j++) {
            const Deployment *deployment = &stack.resolved->deployments[j];
            const Value *range = value_path(deployment->settings, "network.cidr");
            Network network = {
                .text = value_text(range),
                .cloud = deployment->cloud,
                .written = !span_is_none(range->origin),
                .order = networks.count,
                .stack = stack.checked,
                .span = place_of(stack.checked, value_get_cstr(deployment->settings, "network"),
                                 "cidr"),
            };
            if (cidr_parse(network.text, &network.cidr)) {
                vector_push(lint_arena(lint), &networks, network);
            }
        }
    }
    return networks;
}

static void report(Lint *lint, const Network *a, const Network *b) {
    bool blame_a = a->written && (!b->written || a->order > b->order);
    const Network *network = blame_a ? a : b;
    const Network *other = blame_a ? b : a;
    Diagnostic *diagnostic =
        lint_report(lint, network->span, "'%.*s' overlaps with the network of stack '%.*s'",
                    STR_ARG(network->text), STR_ARG(other->stack->name));
    diag_label(lint_sink(lint), diagnostic, other->span, "'%.*s'%s", STR_ARG(other->text),
               other->written ? "" : " by default");
    diag_help(lint_sink(lint), diagnostic, "networks that may be peered need ranges of their own");
}

/*
 * Sorted, a range comes before those inside it, and two ranges are either apart or one is inside
 * the other: it is enough to compare each with the outermost before it.
 */
static void run(Lint *lint) {
    if (lint_checked(lint)->stack_count < 2) {
        return;
    }
    NetworkVector networks = find_networks(lint);
    if (networks.count > 0) {
        qsort(networks.items, networks.count, sizeof *networks.items, compare_networks);
    }
    const Network *outer = NULL;
    for (size_t i = 0; i < networks.count; i++) {
        const Network *network = &networks.items[i];
        if (outer == NULL || !str_equal(outer->cloud, network->cloud) ||
            !cidr_overlaps(outer->cidr, network->cidr)) {
            outer = network;
        } else if (outer->stack != network->stack && (outer->written || network->written)) {
            report(lint, outer, network);
        }
    }
}

const LintRule rule_network_overlap = {.code = MLS3111, .run = run};
