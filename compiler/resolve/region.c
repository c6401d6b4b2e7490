#include "resolve/region.h"

#include "diag/near_name.h"
#include "resolve/facts.h"

static void report_unknown(Resolver *resolver, Str region) {
    const Value *regions = value_get_cstr(resolver->schema->catalog, "regions");
    size_t count = 0;
    Str *names = keys_of(resolver->arena, value_get(regions, resolver->cloud->name), &count);
    Diagnostic *diagnostic =
        diag_report(resolver->sink, MLS2001, resolver->region_span, "unknown region '%.*s' on %.*s",
                    STR_ARG(region), STR_ARG(resolver->cloud->title));
    Str near = near_name(resolver->arena, region, names, count);
    if (near.length > 0) {
        diag_help(resolver->sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
    }
    enum { SHOWN = 8 };
    Str list = near_name_list(resolver->arena, names, count, SHOWN);
    diag_note(resolver->sink, diagnostic, "regions of %.*s: %.*s", STR_ARG(resolver->cloud->title),
              STR_ARG(list));
}

bool region_resolve(Resolver *resolver) {
    const Value *setting = value_get_cstr(resolver->settings, "region");
    Str chosen = value_text(setting);
    resolver->region_span = setting_span(resolver, resolver->settings, "region");
    const Value *neutral =
        value_get(value_path(resolver->schema->catalog, "regions.neutral"), chosen);
    resolver->region =
        neutral == NULL ? chosen : value_text(value_get(neutral, resolver->cloud->name));
    resolver->region_facts = facts_region(resolver, resolver->region);
    if (resolver->region_facts == NULL) {
        report_unknown(resolver, chosen);
        return false;
    }
    return true;
}
