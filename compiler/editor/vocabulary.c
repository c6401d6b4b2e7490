#include "editor/vocabulary.h"

#include "support/map.h"

const LiteralForm literal_forms[] = {
    {STR_INIT("cidr"), STR_INIT("[0-9]+(\\.[0-9]+)*/[0-9]+")},
    {STR_INIT("cidr"), STR_INIT("[0-9A-Fa-f]+(:[0-9A-Fa-f]*)+/[0-9]+")},
    {STR_INIT("range"), STR_INIT("[0-9][0-9_]*\\.\\.[0-9][0-9_]*")},
    {STR_INIT("size"), STR_INIT("[0-9][0-9_]*(MiB|GiB|TiB)")},
    {STR_INIT("duration"), STR_INIT("[0-9][0-9_]*(s|m|h|d|w)")},
    {STR_INIT("percent"), STR_INIT("[0-9][0-9_]*\\%")},
    {STR_INIT("money"), STR_INIT("\\$[0-9][0-9_]*(\\.[0-9]+)?")},
    {STR_INIT("version"), STR_INIT("[0-9]+(\\.[0-9]+)+")},
    {STR_INIT("integer"), STR_INIT("[0-9][0-9_]*")},
};

const size_t literal_form_count = sizeof literal_forms / sizeof literal_forms[0];

typedef struct Collector {
    Arena *arena;
    Map known;
    StrVector *list;
} Collector;

static Collector collector_new(Arena *arena, StrVector *list) {
    return (Collector){arena, map_new(arena), list};
}

static void collect(Collector *collector, Str word) {
    if (map_get(&collector->known, word) == NULL) {
        map_set(&collector->known, word, collector);
        vector_push(collector->arena, collector->list, word);
    }
}

static void collect_cstrs(Collector *collector, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        collect(collector, str_from_cstr(words[i]));
    }
}

static void collect_type(Collector *words, const Type *type) {
    for (size_t i = 0; i < type->word_count; i++) {
        collect(words, type->words[i]);
    }
    for (size_t i = 0; i < type->alternative_count; i++) {
        collect_type(words, &type->alternatives[i]);
    }
    if (type->element != NULL) {
        collect_type(words, type->element);
    }
}

typedef struct Collectors {
    Collector blocks;
    Collector fields;
    Collector words;
} Collectors;

static void collect_component(Collectors *collectors, const Component *component) {
    collect(&collectors->blocks, component->name);
    for (size_t i = 0; i < component->field_count; i++) {
        collect(&collectors->fields, component->fields[i].name);
        collect_type(&collectors->words, &component->fields[i].type);
    }
    for (size_t i = 0; i < component->block_count; i++) {
        collect_component(collectors, &component->blocks[i]);
    }
}

Vocabulary vocabulary_of(Arena *arena, const Schema *schema) {
    static const char *const keywords[] = {"use", "let", "import"};
    static const char *const bools[] = {"true", "false", "on", "off"};
    static const char *const scopes[] = {"let", "stack", "environment", "cloud"};
    Vocabulary vocabulary = {0};
    Collector keyword_list = collector_new(arena, &vocabulary.keywords);
    Collector scope_list = collector_new(arena, &vocabulary.scopes);
    Collectors collectors = {
        .blocks = collector_new(arena, &vocabulary.blocks),
        .fields = collector_new(arena, &vocabulary.fields),
        .words = collector_new(arena, &vocabulary.words),
    };
    collect_cstrs(&keyword_list, keywords, sizeof keywords / sizeof keywords[0]);
    collect_cstrs(&scope_list, scopes, sizeof scopes / sizeof scopes[0]);
    collect_cstrs(&collectors.words, bools, sizeof bools / sizeof bools[0]);
    collect(&collectors.blocks, STR("profile"));
    collect_component(&collectors, schema->stack);
    return vocabulary;
}

Str vocabulary_join(Arena *arena, const StrVector *words) {
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < words->count; i++) {
        buffer_append(&out, i == 0 ? STR("") : STR("|"));
        buffer_append(&out, words->items[i]);
    }
    return buffer_str(&out);
}
