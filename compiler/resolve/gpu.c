#include "resolve/gpu.h"

#include "diag/near_name.h"
#include "resolve/facts.h"
#include "resolve/machine.h"

typedef VECTOR(GpuMachine) GpuMachineVector;

typedef struct Wish {
    Str type; /* empty for any */
    int64_t memory_gb;
    int64_t count;
    bool spot;
} Wish;

/* ---- what a region has ---- */

static const Value *gpu_facts(const Resolver *resolver, Str type) {
    return value_get(value_path(resolver->schema->catalog, "gpus.gpus"), type);
}

static Str text_or(const Value *map, const char *key, Str otherwise) {
    const Value *value = value_get_cstr(map, key);
    return value == NULL ? otherwise : value_text(value);
}

/* The part of a GpuMachine that follows from the GPU and the catalogue's note on the machine. */
static GpuMachine describe(const Resolver *resolver, Str machine, Str type, const Value *note) {
    const Value *facts = gpu_facts(resolver, type);
    const Value *choose = value_get_cstr(facts, "choose");
    const Value *memory = value_get_cstr(note, "memory");
    const Value *count = value_get_cstr(note, "count");
    Str word = resolver->kind == CLOUD_GCP ? text_or(facts, "accelerator", type) : type;
    return (GpuMachine){
        .machine = machine,
        .type = type,
        .accelerator = text_or(note, "accelerator", word),
        .title = text_or(note, "title", value_text(value_get_cstr(facts, "title"))),
        .count = count == NULL ? 1 : value_integer(count),
        .memory_gb = value_integer(memory == NULL ? value_get_cstr(facts, "memory") : memory),
        .by_type_only = (choose != NULL && !value_boolean(choose)) ||
                        value_boolean(value_get_cstr(facts, "reserved")),
        .by_machine_only = value_get_cstr(note, "share") != NULL,
    };
}

static const Value *zones_in_both(Arena *arena, const Value *first, const Value *second) {
    ValueBuilder list = value_list_new(arena, span_none());
    for (uint32_t i = 0; i < value_count(first); i++) {
        if (list_contains(second, value_text(value_item(first, i)))) {
            value_list_add(&list, value_item(first, i));
        }
    }
    return value_finish(&list);
}

/* A GPU attached to a general-purpose machine: both must be there. False when they are not. */
static bool attach(const Resolver *resolver, Str region, Str type, Str machine, int64_t count,
                   bool spot, GpuMachine *ret_machine) {
    Str accelerator = value_text(value_get_cstr(gpu_facts(resolver, type), "accelerator"));
    const Value *gpu_zones = facts_zones(resolver, region, accelerator);
    const Value *machine_zones = facts_zones(resolver, region, machine);
    if (gpu_zones == NULL || machine_zones == NULL) {
        return false;
    }
    *ret_machine = describe(resolver, machine, type, NULL);
    ret_machine->count = count;
    ret_machine->zones = zones_in_both(resolver->arena, machine_zones, gpu_zones);
    ret_machine->price = facts_price(resolver, region, machine, spot) +
                         count * facts_price(resolver, region, accelerator, spot);
    return true;
}

static bool fits(const GpuMachine *machine, const Wish *wish) {
    if (machine->by_machine_only || machine->memory_gb < wish->memory_gb ||
        machine->count < wish->count) {
        return false;
    }
    return wish->type.length == 0 ? !machine->by_type_only : str_equal(machine->type, wish->type);
}

static const Value *attachable(const Resolver *resolver) {
    return value_get(value_path(resolver->schema->catalog, "gpus.attached"), resolver->cloud->name);
}

static void add_attached(const Resolver *resolver, Str region, bool spot, GpuMachineVector *found) {
    const Value *types = attachable(resolver);
    for (uint32_t i = 0; i < value_count(types); i++) {
        const ValueMember *member = &types->as.map.members[i];
        for (uint32_t j = 0; j < value_count(member->value); j++) {
            const Value *entry = value_item(member->value, j);
            GpuMachine machine;
            if (attach(resolver, region, member->key, value_text(value_get_cstr(entry, "machine")),
                       value_integer(value_get_cstr(entry, "count")), spot, &machine)) {
                vector_push(resolver->arena, found, machine);
            }
        }
    }
}

/* The GPU machines of a region: those that fit the wish, or all of them where there is none. */
static GpuMachineVector machines_in(const Resolver *resolver, Str region, bool spot,
                                    const Wish *wish) {
    GpuMachineVector found = {0};
    const Value *machines = facts_machines(resolver);
    for (uint32_t i = 0; i < value_count(machines); i++) {
        const ValueMember *member = &machines->as.map.members[i];
        const Value *note = value_get_cstr(member->value, "gpu");
        if (note == NULL) {
            continue;
        }
        GpuMachine machine =
            describe(resolver, member->key, value_text(value_get_cstr(note, "type")), note);
        if (wish != NULL && !fits(&machine, wish)) {
            continue;
        }
        machine.zones = facts_zones(resolver, region, member->key);
        if (machine.zones != NULL) {
            machine.price = facts_price(resolver, region, member->key, spot);
            vector_push(resolver->arena, &found, machine);
        }
    }
    add_attached(resolver, region, spot, &found);
    return found;
}

/* ---- choice ---- */

static bool find_best(const GpuMachineVector *machines, const Wish *wish, GpuMachine *ret_machine) {
    bool found = false;
    for (size_t i = 0; i < machines->count; i++) {
        const GpuMachine *machine = &machines->items[i];
        if (fits(machine, wish) &&
            (!found || machine->count < ret_machine->count ||
             (machine->count == ret_machine->count && machine->price < ret_machine->price))) {
            *ret_machine = *machine;
            found = true;
        }
    }
    return found;
}

/* The free choice of the region whose memory is nearest: enough if there is one, else the most. */
static bool find_nearest(const GpuMachineVector *machines, int64_t memory_gb,
                         GpuMachine *ret_machine) {
    bool found = false;
    for (size_t i = 0; i < machines->count; i++) {
        const GpuMachine *machine = &machines->items[i];
        if (machine->by_machine_only || machine->by_type_only) {
            continue;
        }
        bool enough = machine->memory_gb >= memory_gb;
        bool had_enough = found && ret_machine->memory_gb >= memory_gb;
        bool nearer = enough ? !had_enough || machine->memory_gb < ret_machine->memory_gb
                             : !had_enough && machine->memory_gb > ret_machine->memory_gb;
        if (!found || nearer) {
            *ret_machine = *machine;
            found = true;
        }
    }
    return found;
}

/* ---- messages ---- */

/* "uk (eu-west-2), eu-central (eu-central-1)": nearest neutral regions where the wish is granted.
 */
static Str regions_with(const Resolver *resolver, const Wish *wish) {
    enum { SHOWN = 3 };
    const Value *neutral = value_path(resolver->schema->catalog, "regions.neutral");
    Str home = facts_neutral_region(resolver, resolver->region);
    const Value *near = value_get(value_path(resolver->schema->catalog, "regions.near"), home);
    Str names[SHOWN];
    size_t count = 0;
    uint32_t total = near != NULL ? value_count(near) : value_count(neutral);
    for (uint32_t i = 0; i < total && count < SHOWN; i++) {
        Str name = near != NULL ? value_text(value_item(near, i)) : neutral->as.map.members[i].key;
        Str region = value_text(value_get(value_get(neutral, name), resolver->cloud->name));
        GpuMachineVector machines = machines_in(resolver, region, false, wish);
        GpuMachine machine;
        if (find_best(&machines, wish, &machine)) {
            names[count++] =
                str_format(resolver->arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(region));
        }
    }
    return count == 0 ? STR("") : near_name_list(resolver->arena, names, count, SHOWN);
}

static Str wish_text(const Resolver *resolver, const Wish *wish) {
    Str what = wish->type.length > 0 ? str_format(resolver->arena, "'%.*s'", STR_ARG(wish->type))
                                     : str_format(resolver->arena, "GPU of at least %lldGiB",
                                                  (long long)wish->memory_gb);
    return wish->count == 1 ? what
                            : str_format(resolver->arena, "machine with %lld of %.*s",
                                         (long long)wish->count, STR_ARG(what));
}

/* The most GPUs of the wished kind in one machine of the region; 0 when there is none at all. */
static int64_t most_in_one(const GpuMachineVector *machines, const Wish *wish) {
    Wish any_count = *wish;
    any_count.count = 1;
    int64_t most = 0;
    for (size_t i = 0; i < machines->count; i++) {
        const GpuMachine *machine = &machines->items[i];
        most = fits(machine, &any_count) && machine->count > most ? machine->count : most;
    }
    return most;
}

/* What the region has instead. */
static void help_instead(Resolver *resolver, Diagnostic *diagnostic, const Wish *wish,
                         const GpuMachineVector *machines) {
    int64_t most = most_in_one(machines, wish);
    if (most > 0) {
        diag_help(resolver->sink, diagnostic, "a machine there has at most %lld", (long long)most);
        return;
    }
    const Value *facts = gpu_facts(resolver, wish->type);
    int64_t memory =
        facts == NULL ? wish->memory_gb : value_integer(value_get_cstr(facts, "memory"));
    GpuMachine nearest = {0};
    if (find_nearest(machines, memory, &nearest)) {
        diag_help(resolver->sink, diagnostic, "the nearest GPU there is '%.*s' with %lldGiB",
                  STR_ARG(nearest.type), (long long)nearest.memory_gb);
    }
    for (size_t i = 0; wish->type.length == 0 && i < machines->count; i++) {
        const GpuMachine *machine = &machines->items[i];
        if (machine->by_type_only && machine->memory_gb >= wish->memory_gb) {
            diag_help(resolver->sink, diagnostic, "'%.*s' has %lldGiB and is had by its type only",
                      STR_ARG(machine->type), (long long)machine->memory_gb);
            return;
        }
    }
}

static void report_missing(Resolver *resolver, const Value *block, const Wish *wish,
                           const GpuMachineVector *machines) {
    const char *field = wish->type.length > 0 ? "type" : "memory";
    Span span = setting_span(resolver, block, wish->count > 1 ? "count" : field);
    Str what = wish_text(resolver, wish);
    Diagnostic *diagnostic =
        diag_report(resolver->sink, MLS2020, span, "no %.*s is sold on %.*s in '%.*s'",
                    STR_ARG(what), STR_ARG(resolver->cloud->title), STR_ARG(resolver->region));
    help_instead(resolver, diagnostic, wish, machines);
    Str regions = regions_with(resolver, wish);
    if (regions.length > 0) {
        diag_help(resolver->sink, diagnostic, "the nearest regions that have it: %.*s",
                  STR_ARG(regions));
    }
}

static void note_surplus(Resolver *resolver, Str label, const Value *block, const Wish *wish,
                         const GpuMachine *machine) {
    if (machine->count == wish->count) {
        return;
    }
    Str title = block_title(resolver->arena, "gpu", label);
    Str text = str_format(resolver->arena,
                          "%.*s sells '%.*s' in machines with %lld of them, %lld asked for",
                          STR_ARG(resolver->cloud->title), STR_ARG(machine->type),
                          (long long)machine->count, (long long)wish->count);
    diag_report(resolver->sink, MLS2024, setting_span(resolver, block, "count"), "%.*s",
                STR_ARG(text));
    resolver_difference(resolver, title, text);
}

/* ---- a machine by its name ---- */

static void report_mismatch(Resolver *resolver, const Value *block, const char *field, Str machine,
                            Str what) {
    Span span = setting_span(resolver, block, "machine");
    Diagnostic *diagnostic = diag_report(resolver->sink, MLS2013, span, "machine '%.*s' has %.*s",
                                         STR_ARG(machine), STR_ARG(what));
    const Value *setting = value_get_cstr(block, field);
    if (setting != NULL && !span_is_none(setting->origin)) {
        diag_label(resolver->sink, diagnostic, setting->origin, "asked for here");
    }
}

static bool choose_named(Resolver *resolver, const Value *block, const Wish *wish, Str name,
                         GpuMachine *ret_machine) {
    if (!machine_check(resolver, block, name)) {
        return false;
    }
    const Value *note = value_get_cstr(facts_machine(resolver, name), "gpu");
    if (note == NULL) {
        if (value_get(attachable(resolver), wish->type) != NULL &&
            str_starts_with(name, STR("n1-")) &&
            attach(resolver, resolver->region, wish->type, name, wish->count, wish->spot,
                   ret_machine)) {
            return true;
        }
        report_mismatch(resolver, block, "type", name, STR("no GPU"));
        return false;
    }
    *ret_machine = describe(resolver, name, value_text(value_get_cstr(note, "type")), note);
    ret_machine->zones = facts_zones(resolver, resolver->region, name);
    ret_machine->price = facts_price(resolver, resolver->region, name, wish->spot);
    if (wish->type.length > 0 && !str_equal(wish->type, ret_machine->type)) {
        report_mismatch(resolver, block, "type", name,
                        str_format(resolver->arena, "'%.*s', not '%.*s'",
                                   STR_ARG(ret_machine->type), STR_ARG(wish->type)));
        return false;
    }
    if (ret_machine->count < wish->count) {
        report_mismatch(resolver, block, "count", name,
                        str_format(resolver->arena, "%lld of '%.*s', not %lld",
                                   (long long)ret_machine->count, STR_ARG(ret_machine->type),
                                   (long long)wish->count));
        return false;
    }
    return true;
}

/* The best machine for a wish; environments of one cloud mostly ask for the same. */
static bool choose_best(Resolver *resolver, const Wish *wish, GpuMachine *ret_machine) {
    Str key = str_format(resolver->arena, "%.*s %.*s %lld %lld %d", STR_ARG(resolver->region),
                         STR_ARG(wish->type), (long long)wish->memory_gb, (long long)wish->count,
                         wish->spot);
    const GpuMachine *known = map_get(resolver->gpu_choices, key);
    if (known != NULL) {
        *ret_machine = *known;
        return true;
    }
    GpuMachineVector fitting = machines_in(resolver, resolver->region, wish->spot, wish);
    if (!find_best(&fitting, wish, ret_machine)) {
        return false;
    }
    GpuMachine *chosen = ARENA_NEW(resolver->arena, GpuMachine);
    *chosen = *ret_machine;
    map_set(resolver->gpu_choices, key, chosen);
    return true;
}

bool gpu_choose(Resolver *resolver, Str label, const Value *block, GpuMachine *ret_machine) {
    const Value *memory = value_get_cstr(block, "memory");
    Wish wish = {
        .type = value_text(value_get_cstr(block, "type")),
        .memory_gb = gib_of(memory),
        .count = value_integer(value_get_cstr(block, "count")),
        .spot = value_boolean(value_get_cstr(block, "spot")),
    };
    if (wish.type.length > 0 && span_is_none(memory->origin)) {
        wish.memory_gb = 0;
    }
    Str name = value_text(value_get_cstr(block, "machine"));
    if (name.length > 0) {
        return choose_named(resolver, block, &wish, name, ret_machine);
    }
    if (!choose_best(resolver, &wish, ret_machine)) {
        GpuMachineVector machines = machines_in(resolver, resolver->region, wish.spot, NULL);
        report_missing(resolver, block, &wish, &machines);
        return false;
    }
    note_surplus(resolver, label, block, &wish, ret_machine);
    return true;
}
