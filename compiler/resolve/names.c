#include "resolve/names.h"

#include "schema/pattern.h"

enum {
    CUT_HASH = 6,    /* 30 bits: keeps the names of one stack apart */
    UNIQUE_HASH = 8, /* 40 bits: keeps a name apart from those of other customers */
};

/* FNV-1a; a zero byte ends each text, so that ("ab", "c") and ("a", "bc") differ. */
static uint64_t fnv_1a(const Str *texts, size_t count) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j <= texts[i].length; j++) {
            uint8_t byte = j == texts[i].length ? 0 : (uint8_t)texts[i].data[j];
            hash = (hash ^ byte) * UINT64_C(1099511628211);
        }
    }
    return hash;
}

Str name_hash(Arena *arena, const Str *texts, size_t count, size_t length) {
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    /* The high bits of FNV mix poorly over short texts; folding spreads the low ones over them. */
    uint64_t hash = fnv_1a(texts, count);
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < length; i++) {
        buffer_append_byte(&out, alphabet[hash >> 59]);
        hash <<= 5;
    }
    return buffer_str(&out);
}

static void append_part(Buffer *out, Str part, bool hyphens, bool *ret_changed) {
    if (out->length > 0 && hyphens) {
        buffer_append_byte(out, '-');
    }
    for (size_t i = 0; i < part.length; i++) {
        char byte = part.data[i] == '_' ? '-' : part.data[i];
        bool doubled = out->length > 0 && out->data[out->length - 1] == '-';
        *ret_changed = *ret_changed || byte != part.data[i];
        if (byte == '-' && (!hyphens || doubled)) {
            *ret_changed = true;
            continue;
        }
        buffer_append_byte(out, byte);
    }
    while (out->length > 0 && out->data[out->length - 1] == '-') {
        out->length--;
        *ret_changed = true;
    }
}

/* The end of the name that its last part made: what tells the resources of a stack apart. */
static Str last_part(Str name, Str part, bool hyphens) {
    size_t length = 0;
    for (size_t i = 0; i < part.length; i++) {
        bool dropped = !hyphens && (part.data[i] == '-' || part.data[i] == '_');
        length += dropped ? 0 : 1;
    }
    if (length >= name.length) {
        return STR("");
    }
    Str end = str_slice(name, name.length - length, name.length);
    return str_starts_with(end, STR("-")) ? str_slice(end, 1, end.length) : end;
}

static Str without_end_hyphens(Str text) {
    while (str_ends_with(text, STR("-"))) {
        text = str_slice(text, 0, text.length - 1);
    }
    return text;
}

/* At most `room` bytes: what comes first is cut, so that a short label stays readable. */
static Str cut_name(Arena *arena, Str name, Str label, size_t room, bool hyphens) {
    if (name.length <= room) {
        return name;
    }
    Str kept = last_part(name, label, hyphens);
    const char *separator = hyphens ? "-" : "";
    size_t reserved = kept.length + (hyphens ? 1 : 0);
    if (kept.length == 0 || reserved > room / 2) {
        return without_end_hyphens(str_slice(name, 0, room));
    }
    Str head = without_end_hyphens(str_slice(name, 0, room - reserved));
    return str_format(arena, "%.*s%s%.*s", STR_ARG(head), separator, STR_ARG(kept));
}

static void check_name(Resolver *resolver, const Value *rule, Str name, Span span) {
    Str title = value_text(value_get_cstr(rule, "title"));
    Str pattern = value_text(value_get_cstr(rule, "pattern"));
    int64_t least = value_integer(value_get_cstr(rule, "min"));
    if ((int64_t)name.length >= least && pattern_matches(resolver->patterns, pattern, name)) {
        return;
    }
    /* The message leaves the name out, so that it comes once and not per environment. */
    Diagnostic *diagnostic =
        diag_report(resolver->sink, MLS2060, span, "this makes no valid name for %.*s on %.*s",
                    STR_ARG(title), STR_ARG(resolver->cloud->title));
    diag_note(resolver->sink, diagnostic, "'%.*s' does not match %.*s", STR_ARG(name),
              STR_ARG(pattern));
    diag_help(resolver->sink, diagnostic, "rename the stack, the environment or the block");
}

typedef struct NameSeed {
    const Str *texts;
    size_t count;
} NameSeed;

static Str name_from_rule(Resolver *resolver, const Value *rule, const Str *parts, size_t count,
                          NameSeed seed, Span span, bool force_hash) {
    const Value *hyphens_value = value_get_cstr(rule, "hyphens");
    bool hyphens = hyphens_value == NULL || value_boolean(hyphens_value);
    size_t most = (size_t)value_integer(value_get_cstr(rule, "max"));
    bool unique = value_get_cstr(rule, "unique") != NULL;
    Buffer joined = buffer_new(resolver->arena);
    bool changed = false;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].length > 0) {
            append_part(&joined, parts[i], hyphens, &changed);
        }
    }
    Str name = buffer_str(&joined);
    if (unique || changed || force_hash || name.length > most) {
        Str hash =
            name_hash(resolver->arena, seed.texts, seed.count, unique ? UNIQUE_HASH : CUT_HASH);
        size_t room = most - hash.length - (hyphens ? 1 : 0);
        Str cut = cut_name(resolver->arena, name, parts[count - 1], room, hyphens);
        name = str_format(resolver->arena, "%.*s%s%.*s", STR_ARG(cut), hyphens ? "-" : "",
                          STR_ARG(hash));
    }
    check_name(resolver, rule, name, span);
    return name;
}

static Str make(Resolver *resolver, const char *kind, const Str *parts, size_t count, Span span,
                bool force_hash) {
    enum { CONTEXT = 6, MOST_PARTS = 8 };
    const Value *rules =
        value_get(value_get_cstr(resolver->schema->names, "names"), resolver->cloud->name);
    Str seed[CONTEXT + MOST_PARTS] = {
        resolver->stack->name, resolver->environment,
        resolver->cloud->name, resolver->account,
        str_from_cstr(kind),   str_format(resolver->arena, "%lld", (long long)resolver->generation),
    };
    for (size_t i = 0; i < count && i < MOST_PARTS; i++) {
        seed[CONTEXT + i] = parts[i];
    }
    return name_from_rule(resolver, value_get_cstr(rules, kind), parts, count,
                          (NameSeed){seed, CONTEXT + count}, span, force_hash);
}

Str name_make(Resolver *resolver, const char *kind, const Str *parts, size_t count, Span span) {
    return make(resolver, kind, parts, count, span, false);
}

Str name_make_hashed(Resolver *resolver, const char *kind, const Str *parts, size_t count,
                     Span span) {
    return make(resolver, kind, parts, count, span, true);
}

Str name_prefix(Resolver *resolver) {
    Str parts[] = {resolver->stack->name, resolver->environment};
    size_t count = sizeof parts / sizeof *parts;
    return name_from_rule(resolver, value_get_cstr(resolver->schema->names, "prefix"), parts, count,
                          (NameSeed){parts, count}, resolver->stack->name_span, false);
}
