#include "resolve/machine.h"

#include "diag/near_name.h"
#include "resolve/facts.h"

static void report_retired(Resolver *resolver, Span span, Str machine, const Value *retired) {
    Str end = value_text(value_get_cstr(retired, "end"));
    Str instead = value_text(value_get_cstr(retired, "instead"));
    Diagnostic *diagnostic =
        end.length > 0
            ? diag_report(resolver->sink, MLS2015, span,
                          "machine type '%.*s' was retired on %.*s on %.*s", STR_ARG(machine),
                          STR_ARG(resolver->cloud->title), STR_ARG(end))
            : diag_report(resolver->sink, MLS2015, span,
                          "machine type '%.*s' is no longer offered on %.*s", STR_ARG(machine),
                          STR_ARG(resolver->cloud->title));
    if (instead.length > 0) {
        diag_help(resolver->sink, diagnostic, "%.*s names '%.*s' in its place",
                  STR_ARG(resolver->cloud->title), STR_ARG(instead));
    }
}

static void report_unknown(Resolver *resolver, Span span, Str machine) {
    size_t count = 0;
    Str *names = keys_of(resolver->arena, facts_machines(resolver), &count);
    Diagnostic *diagnostic =
        diag_report(resolver->sink, MLS2010, span, "unknown machine type '%.*s' on %.*s",
                    STR_ARG(machine), STR_ARG(resolver->cloud->title));
    Str near = near_name(resolver->arena, machine, names, count);
    if (near.length > 0) {
        diag_help(resolver->sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
    }
}

bool machine_check(Resolver *resolver, const Value *block, Str machine) {
    Span span = setting_span(resolver, block, "machine");
    if (facts_machine(resolver, machine) == NULL) {
        const Value *retired =
            value_get(value_get(value_path(resolver->schema->catalog, "machines.retired"),
                                resolver->cloud->name),
                      machine);
        if (retired != NULL) {
            report_retired(resolver, span, machine, retired);
        } else {
            report_unknown(resolver, span, machine);
        }
        return false;
    }
    if (facts_zones(resolver, resolver->region, machine) != NULL) {
        return true;
    }
    Diagnostic *diagnostic = diag_report(
        resolver->sink, MLS2011, span, "machine type '%.*s' is not sold on %.*s in '%.*s'",
        STR_ARG(machine), STR_ARG(resolver->cloud->title), STR_ARG(resolver->region));
    if (!span_is_none(resolver->region_span) &&
        span_compare(resolver->region_span, resolver->stack->name_span) != 0) {
        diag_label(resolver->sink, diagnostic, resolver->region_span, "the region");
    }
    Str alternatives = facts_alternatives(resolver, resolver->region, machine);
    if (alternatives.length > 0) {
        diag_help(resolver->sink, diagnostic, "machines of that size there: %.*s",
                  STR_ARG(alternatives));
    }
    return false;
}

bool machine_choose(Resolver *resolver, const Value *block, Str *ret_machine) {
    Str machine = value_text(value_get_cstr(block, "machine"));
    if (machine.length == 0) {
        const Value *classes = value_path(resolver->schema->catalog, "machines.classes");
        machine = value_text(value_get(value_get(classes, resolver->cloud->name),
                                       value_text(value_get_cstr(block, "size"))));
    }
    *ret_machine = machine;
    if (!machine_check(resolver, block, machine)) {
        return false;
    }
    if (value_get_cstr(facts_machine(resolver, machine), "gpu") != NULL) {
        Diagnostic *diagnostic =
            diag_report(resolver->sink, MLS2012, setting_span(resolver, block, "machine"),
                        "machine type '%.*s' has a GPU, expected one without", STR_ARG(machine));
        diag_help(resolver->sink, diagnostic, "put it into a `gpu` block of the cluster");
        return false;
    }
    if (!facts_knows_machines(resolver, resolver->region)) {
        diag_report(
            resolver->sink, MLS2014, resolver->region_span,
            "which general-purpose machines '%.*s' sells is not recorded, '%.*s' is assumed",
            STR_ARG(resolver->region), STR_ARG(machine));
    }
    return true;
}
