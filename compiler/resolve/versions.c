#include "resolve/versions.h"

#include "diag/near_name.h"
#include "resolve/facts.h"

static bool is_supported(const VersionTables *versions, const Value *entry) {
    return !facts_is_past(versions->document, value_text(value_get_cstr(entry, "end")));
}

/* Whether every cloud of the stack that keeps a table runs the version in standard support. */
static bool runs_everywhere(const Resolver *resolver, const VersionTables *versions, Str version) {
    for (size_t i = 0; i < resolver->stack->cloud_count; i++) {
        CloudKind kind;
        if (!cloud_kind(resolver->stack->clouds[i], &kind) || versions->tables[kind] == NULL) {
            continue;
        }
        const Value *entry = value_get(versions->tables[kind], version);
        if (entry == NULL || !is_supported(versions, entry)) {
            return false;
        }
    }
    return true;
}

static Str newest(const Resolver *resolver, const VersionTables *versions) {
    const Value *table = versions->tables[resolver->kind];
    for (uint32_t i = 0; i < value_count(table); i++) {
        Str version = table->as.map.members[i].key;
        if (runs_everywhere(resolver, versions, version)) {
            return version;
        }
    }
    return value_count(table) == 0 ? STR("") : table->as.map.members[0].key;
}

static void report_unknown(Resolver *resolver, const VersionTables *versions, const Value *setting,
                           const Value *entry) {
    Str version = value_text(setting);
    Diagnostic *diagnostic =
        entry == NULL ? diag_report(resolver->sink, versions->unknown, setting->origin,
                                    "%s %.*s is not offered on %.*s", versions->subject,
                                    STR_ARG(version), STR_ARG(resolver->cloud->title))
                      : diag_report(resolver->sink, versions->unknown, setting->origin,
                                    "%s %.*s is no longer offered on %.*s", versions->subject,
                                    STR_ARG(version), STR_ARG(resolver->cloud->title));
    const Value *table = versions->tables[resolver->kind];
    Str *names = arena_alloc_array(resolver->arena, value_count(table), sizeof *names);
    size_t count = 0;
    for (uint32_t i = 0; i < value_count(table); i++) {
        if (is_supported(versions, table->as.map.members[i].value)) {
            names[count++] = table->as.map.members[i].key;
        }
    }
    Str list = near_name_list(resolver->arena, names, count, count);
    diag_help(resolver->sink, diagnostic, "versions in standard support there: %.*s",
              STR_ARG(list));
}

/* Paid support has an end, too; a cloud without it stops creating at the end of standard support.
 */
static bool can_be_created(const VersionTables *versions, const Value *entry) {
    Str extended = value_text(value_get_cstr(entry, "extended"));
    return extended.length == 0 || !facts_is_past(versions->document, extended);
}

Str version_choose(Resolver *resolver, const VersionTables *versions, const Value *block,
                   const char *field) {
    const Value *setting = value_get_cstr(block, field);
    if (setting == NULL) {
        return newest(resolver, versions);
    }
    const Value *entry = value_get(versions->tables[resolver->kind], value_text(setting));
    if (entry == NULL || !can_be_created(versions, entry)) {
        report_unknown(resolver, versions, setting, entry);
        return STR("");
    }
    return value_text(setting);
}
